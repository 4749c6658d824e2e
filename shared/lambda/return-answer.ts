import { balancesAt } from '../domain/balance.ts';
import type { Entry } from '../domain/entry.ts';
import type { Returned } from '../domain/event.ts';
import { loadEntry } from './ledger.ts';
import type { Platform } from './platform.ts';

/** What came back, to the wallet and to other tender, and what was taken back for it. */
export function answerOfReturn({ amountMinor, walletMinor, clawbacks }: Returned) {
  return {
    amountMinor,
    refunded: { walletMinor, otherMinor: amountMinor - walletMinor },
    clawback: clawbacks.map(({ asset, fromWalletMinor, owedMinor, writtenOffMinor }) => ({
      asset,
      amountMinor: fromWalletMinor + owedMinor + writtenOffMinor,
      fromWalletMinor,
      receivableMinor: owedMinor,
      writtenOffMinor,
    })),
  };
}

/** Balances after a return: of the wallet that bore it, which is another once the named one was merged. */
export async function balancesAfterReturn(platform: Platform, entry: Entry) {
  const { otherWalletId, otherSequence } = entry.event as Returned;
  const bearer = otherWalletId === '' ? entry : await loadEntry(platform, otherWalletId, otherSequence);
  return balancesAt(bearer.state, entry.recordedAt);
}
