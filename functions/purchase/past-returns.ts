import { timestamp } from '../../shared/contract/field.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { leftOf } from '../../shared/domain/return-lines.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { findAmendment } from '../../shared/store/amendment.ts';
import { listReturns } from '../../shared/store/past-returns.ts';

/** What came back of a purchase and what still can. */
export async function pastReturnsOf(platform: Platform, head: Entry, entry: Entry & { readonly event: Purchased }) {
  const ledger = ledgerOf(platform);
  const { walletId } = entry;
  const amended = await findAmendment(ledger, head, entry.sequence);
  if (amended.isReversed) return { cancelled: true as const, returns: [], returnable: { amountMinor: 0, lines: [] } };
  const left = leftOf({ entry }, amended.soFar);
  const returns = (await listReturns(ledger, entry, amended.by)).map(({ sequence, event, recordedAt }) => ({
    id: sealId(platform.keys, 'ret', walletId, sequence),
    amountMinor: event.amountMinor,
    recordedAt: timestamp(recordedAt),
  }));
  const lines = left.filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  return { returns, returnable: { amountMinor: sumOf(left), lines } };
}
