import type * as z from 'zod';
import { timestamp } from '../../shared/contract/field.ts';
import type { ReturnRequest } from '../../shared/contract/return.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { type GuestBasket, returnOfGuest } from '../../shared/domain/guest.ts';
import { guestIdFrom, sealGuestId } from '../../shared/domain/guest-id.ts';
import { type Caller, ceilingOf } from '../../shared/domain/key.ts';
import { type Answer, created } from '../../shared/lambda/answer.ts';
import type { Asking } from '../../shared/lambda/ledger.ts';
import { noteReturnKey } from '../../shared/store/guest-return-key.ts';
import type { Ledger } from '../../shared/store/port.ts';
import { changeGuestBasket } from './change-guest.ts';
import { returnFields, returningOf } from './returning.ts';

type Request = Asking & {
  readonly caller: Caller;
  readonly body: z.output<typeof ReturnRequest>;
  readonly params: { readonly id: string };
};

/** Takes part of a guest basket back, all of it by other tender; undefined when a wallet has claimed it. */
export async function returnGuestBasket(request: Request, { id, event }: GuestBasket): Promise<Answer | undefined> {
  const { body, params, caller, platform } = request;
  const { tillId = '', receiptNumber = '', reason } = body;
  const returning = returningOf(body, event);
  const limits = { ceilingMinor: ceilingOf(caller), lateLimitMs: platform.ecosystem.limits.lateLimitMs };
  const changed = await changeGuestBasket(request, id, {
    operation: 'return',
    telling: { fields: returnFields(returning) },
    decide: (basket, { prints, now }) => {
      const asked = { prints, callerId: caller.id, tillId, receiptNumber, reason };
      return returnOfGuest(basket, { ...asked, occurredAt: body.occurredAt ?? now, returning, ...limits }, now);
    },
  });
  if (!changed) return undefined;
  const { amountMinor, leftMinor, recordedAt } = changed.basket.returns[changed.at]!;
  const answer = {
    id: sealGuestId(platform.keys, 'ret', id, changed.at + 1),
    purchaseId: params.id,
    amountMinor,
    refunded: { walletMinor: 0, otherMinor: amountMinor },
    clawback: [],
    recordedAt: timestamp(recordedAt),
    returnable: { amountMinor: leftMinor },
  };
  return created(answer, { replayed: changed.replayed });
}

/** Whether a guest basket is still the wallet's purchase that it was: its claim may be cancelled, and another have it. */
export async function isStill(
  ledger: Pick<Ledger, 'findBasket'>,
  { id }: GuestBasket,
  { walletId, sequence }: Pick<Entry, 'walletId' | 'sequence'>,
): Promise<boolean> {
  const by = (await ledger.findBasket(id))?.claimedBy;
  return by?.walletId === walletId && by.sequence === sequence;
}

/**
 * Before a wallet books the return of a basket that it has claimed: whoever cancels the key knows of no wallet. False
 * when the key is cancelled: the wallet then repeats what it has answered under it, and books nothing.
 */
export async function noteGuestReturn(request: Request, { id }: GuestBasket): Promise<boolean> {
  const { platform, caller, idempotencyKey } = request;
  return noteReturnKey(platform.table, guestIdFrom(platform.keys, caller.id, idempotencyKey), id);
}
