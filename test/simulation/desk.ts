import { adjust } from '../../shared/domain/adjustment.ts';
import type { Asset } from '../../shared/domain/asset.ts';
import { block, close, unblock } from '../../shared/domain/status.ts';
import { transfer } from '../../shared/domain/transfer.ts';
import { type Ask, intentOf, nothingToPrepare } from './ask.ts';

const decisions = { block, unblock, close };

/** What an operator does to a wallet. */
export function statusChange(walletId: string, operation: keyof typeof decisions): Ask {
  return {
    name: operation,
    walletId,
    operation,
    body: {},
    intent: () => intentOf({ spends: true, prepare: nothingToPrepare, decide: decisions[operation] }),
  };
}

export function adjustment(walletId: string, asset: Asset, amountMinor: number, ceilingMinor: number | null): Ask {
  const command = { asset, amountMinor, reason: 'r', ticket: '', ceilingMinor };
  return {
    name: amountMinor > 0 ? 'adjustment up' : 'adjustment down',
    walletId,
    operation: 'adjustment',
    body: command,
    intent: () =>
      intentOf({ spends: true, prepare: nothingToPrepare, decide: (wallet, at) => adjust(wallet, command, at) }),
  };
}

export function transferOf(walletId: string, toWalletId: string, ceilingMinor: number): Ask {
  return {
    name: 'transfer of all',
    walletId,
    operation: 'transfer',
    body: { toWalletId },
    intent: (port) =>
      intentOf({
        spends: true,
        prepare: nothingToPrepare,
        other: () => port.head(toWalletId),
        decide: (wallet, at, _context, _head, other) =>
          transfer(wallet, other!, { walletId, reason: 'r', ceilingMinor }, at),
      }),
  };
}
