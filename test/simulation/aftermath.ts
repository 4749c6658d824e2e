import { cancelByKey } from '../../shared/domain/cancellation.ts';
import { confirm } from '../../shared/domain/confirmation.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased, Redeemed } from '../../shared/domain/event.ts';
import type { Returning } from '../../shared/domain/return-lines.ts';
import { returnPurchase } from '../../shared/domain/return-purchase.ts';
import { returnRedemption } from '../../shared/domain/return-redemption.ts';
import { findAmendment } from '../../shared/store/amendment.ts';
import { findCancelTargets } from '../../shared/store/cancel-targets.ts';
import { findFate } from '../../shared/store/fate.ts';
import { loadPastPurchase } from '../../shared/store/past-purchase.ts';
import { cancellableOperations, printOf } from '../../shared/store/print.ts';
import { findSuccessor } from '../../shared/store/successor.ts';
import { type Ask, intentOf, nothingToPrepare } from './ask.ts';
import type { House } from './sales.ts';

type PurchaseEntry = Entry & { readonly event: Purchased };
type OfPurchase = { readonly walletId: string; readonly purchase: PurchaseEntry };

export function returnOf(house: House, { walletId, purchase }: OfPurchase, returning: Returning): Ask {
  const { rules, lateLimitMs, ceilingMinor } = house;
  return {
    name: `return by ${returning.kind}`,
    walletId,
    operation: 'return',
    body: { of: purchase.sequence, returning },
    intent: (port, now) =>
      intentOf({
        spends: true,
        prepare: async (head) => ({
          amended: await findAmendment(port, head, purchase.sequence),
          purchase: await loadPastPurchase(port, head, purchase, async () => rules),
        }),
        other: (head) => findSuccessor(port, head),
        decide: (wallet, at, past, _head, successor) => {
          const told = { tillId: '', receiptNumber: '', reason: 'customer' as const, occurredAt: now };
          return returnPurchase(wallet, { ...past, ...told, returning, ceilingMinor, lateLimitMs }, at, successor);
        },
      }),
  };
}

export function returnOfRedemption(
  { rules, ceilingMinor }: House,
  of: { readonly walletId: string; readonly redemption: number; readonly amountMinor: number },
): Ask {
  const { walletId, redemption, amountMinor } = of;
  return {
    name: 'return of a redemption',
    walletId,
    operation: 'return',
    body: of,
    intent: (port, now) =>
      intentOf({
        spends: true,
        prepare: async (head) => {
          const placed = (await findFate(port, head, redemption, now))!;
          const { merchantId } = placed.placed.event as Redeemed;
          return {
            placed,
            paidBy: placed.decidedBy.effects.draws,
            amended: await findAmendment(port, head, redemption),
            graceDays: rules.policyFor(merchantId, '').returns.graceDays,
          };
        },
        other: (head) => findSuccessor(port, head),
        decide: (wallet, at, past, _head, successor) =>
          returnRedemption(wallet, { walletId, amountMinor, ceilingMinor, ...past }, at, successor),
      }),
  };
}

export function confirmationOf({ walletId, purchase }: OfPurchase): Ask {
  const { merchantId } = purchase.event;
  const lotIds = purchase.effects.credits.map(({ lotId }) => lotId);
  return {
    name: 'confirm',
    walletId,
    operation: 'confirm',
    body: purchase.sequence,
    intent: () =>
      intentOf({
        spends: true,
        prepare: nothingToPrepare,
        decide: (wallet) => confirm(wallet, { of: purchase.sequence, merchantId, lotIds }),
      }),
  };
}

export function cancellationOf({ rules, lateLimitMs }: House, walletId: string, callerId: string, key: string): Ask {
  const prints = cancellableOperations.map((operation) => printOf(callerId, walletId, operation, key));
  const { graceDays } = rules.policyFor('', '').returns;
  return {
    name: 'cancel by key',
    walletId,
    operation: 'cancellation',
    body: { walletId, key },
    cancels: key,
    intent: (port, now) =>
      intentOf({
        spends: false,
        prepare: (head) => findCancelTargets(port, head, prints, now - lateLimitMs, async () => rules),
        other: (head) => findSuccessor(port, head),
        decide: (wallet, at, found, _head, successor, granted) =>
          cancelByKey(wallet, { walletId, graceDays, ...found }, at, successor, granted),
      }),
  };
}
