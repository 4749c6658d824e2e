import { timestamp } from '../../shared/contract/field.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { leftOf } from '../../shared/domain/return-lines.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { findAmendment } from '../../shared/store/amendment.ts';

/** Returns that a purchase is told with, newest first; older ones are in the wallet's ledger. */
export const returnsMax = 50;

/** What came back of a purchase and what still can. */
export async function pastReturnsOf(platform: Platform, head: Entry, entry: Entry & { readonly event: Purchased }) {
  const ledger = ledgerOf(platform);
  const { walletId } = entry;
  const amended = await findAmendment(ledger, head, entry.sequence);
  if (amended.isReversed) return { cancelled: true as const, returns: [], returnable: { amountMinor: 0, lines: [] } };
  const left = leftOf({ entry }, amended.soFar);
  const returns: { id: string; amountMinor: number; recordedAt: string }[] = [];
  for (let by = amended.by; by > 0 && returns.length < returnsMax; ) {
    const returned = await ledger.get(walletId, by);
    if (returned?.event.kind !== 'returned') break;
    const { amountMinor, previous } = returned.event;
    returns.push({
      id: sealId(platform.keys, 'ret', walletId, by),
      amountMinor,
      recordedAt: timestamp(returned.recordedAt),
    });
    by = previous;
  }
  const lines = left.filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  return { returns, returnable: { amountMinor: sumOf(left), lines } };
}
