import type * as z from 'zod';
import type { ClawbackAnswer } from '../contract/return.ts';
import { balancesAt } from '../domain/balance.ts';
import type { Entry } from '../domain/entry.ts';
import type { Returned } from '../domain/event.ts';
import { loadEntry } from './ledger.ts';
import type { Platform } from './platform.ts';

/** What came back, to the wallet and to other tender, and what was taken back for it, an asset at a time. */
export function answerOfReturn({ amountMinor, walletMinor, clawbacks }: Returned) {
  const taken = new Map<string, z.infer<typeof ClawbackAnswer>>();
  for (const { asset, fromWalletMinor, owedMinor, writtenOffMinor } of clawbacks) {
    const before = taken.get(asset);
    taken.set(asset, {
      asset,
      amountMinor: (before?.amountMinor ?? 0) + fromWalletMinor + owedMinor + writtenOffMinor,
      fromWalletMinor: (before?.fromWalletMinor ?? 0) + fromWalletMinor,
      receivableMinor: (before?.receivableMinor ?? 0) + owedMinor,
      writtenOffMinor: (before?.writtenOffMinor ?? 0) + writtenOffMinor,
    });
  }
  return {
    amountMinor,
    refunded: { walletMinor, otherMinor: amountMinor - walletMinor },
    clawback: [...taken.values()],
  };
}

/** Balances after a return: of the wallet that bore it, which is another once the named one was merged. */
export async function balancesAfterReturn(platform: Platform, entry: Entry) {
  const { otherWalletId, otherSequence } = entry.event as Returned;
  const bearer = otherWalletId === '' ? entry : await loadEntry(platform, otherWalletId, otherSequence);
  return balancesAt(bearer.state, entry.recordedAt);
}
