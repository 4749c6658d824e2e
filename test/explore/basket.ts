import type { GuestBasket } from '../../shared/domain/guest.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { noLine } from '../../shared/domain/purchase-line.ts';

export const guestReceipt = 'guest';
export const lateLimitMs = 7 * dayMs;
const noon = Date.UTC(2026, 2, 14, 12);

/** A guest basket of 40 that lies in every small world; the one called old can be claimed for three seconds more. */
export function aBasket(id: string): GuestBasket {
  const occurredAt = id === 'gst_old' ? noon + 3_000 - lateLimitMs : noon - 60_000;
  return {
    id,
    revision: 1,
    callerId: 'key_zara',
    prints: { print: '', digest: '' },
    recordedAt: occurredAt,
    event: {
      kind: 'purchased',
      ...{ merchantId: 'zara', storeId: '', tillId: 'T1', receiptNumber: guestReceipt, channel: 'store', occurredAt },
      ...{ receiptDay: 1, reference: '', sector: 'fashion', rulesetVersion: 1, bare: true },
      lines: [{ ...noLine, amountMinor: 40 }],
      tenders: [],
      ...{ capturedHold: 0, takenUp: 0, takenUpMinor: 0, variants: [], grants: [] },
    },
    soFar: { lines: [], amountMinor: 0, walletMinor: 0, refunded: [], repaid: [], staying: [] },
    returns: [],
    claimedBy: null,
    isCancelled: false,
  };
}
