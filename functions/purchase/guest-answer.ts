import { timestamp } from '../../shared/contract/field.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { type GuestBasket, leftOfGuest } from '../../shared/domain/guest.ts';
import { claimCodeOf, sealGuestId } from '../../shared/domain/guest-id.ts';
import { mayCall, owns } from '../../shared/domain/key.ts';
import type { Language } from '../../shared/domain/words/language.ts';
import { returnsMax } from '../../shared/store/past-returns.ts';
import { saleOf } from './purchase-answer.ts';
import { type Asking, sentencesForGuest } from './purchase-sentences.ts';

/**
 * What a guest basket comes to, recorded or only quoted: other tender pays it all, and nobody earns.
 * @param language of its sentences; null when none are asked for
 */
export function outcomeOfGuest(event: Purchased, language: Language | null) {
  const totalMinor = sumOf(event.lines);
  const paid = { walletMinor: 0, otherMinor: totalMinor, drawn: [] };
  const sentences = language === null ? {} : { sentences: sentencesForGuest(language) };
  return { ...saleOf(event), totalMinor, paid, earned: [], ...sentences };
}

/** A guest basket as it was recorded, with the code of its receipt for who may print it. */
export function answerOfGuest(
  { platform, caller, language }: Asking,
  { id, event, recordedAt }: GuestBasket,
  explainAll: boolean,
) {
  const { keys, ecosystem } = platform;
  const mayPrint = mayCall(caller, PostPurchase.allowed) && owns(caller, event.merchantId);
  return {
    id: sealGuestId(keys, 'pur', id),
    ...outcomeOfGuest(event, explainAll ? language : null),
    recordedAt: timestamp(recordedAt),
    ...(mayPrint ? { claimCode: claimCodeOf(keys, id) } : {}),
    claimExpiresAt: timestamp(event.occurredAt + ecosystem.limits.lateLimitMs),
  };
}

/** A guest basket as recorded, with what has come back since. */
export function tellGuest(asking: Asking, basket: GuestBasket) {
  const told = answerOfGuest(asking, basket, !basket.isCancelled);
  if (basket.isCancelled) {
    const { claimCode: _none, ...rest } = told;
    return { ...rest, cancelled: true, returns: [], returnable: { amountMinor: 0, lines: [] } };
  }
  const left = leftOfGuest(basket);
  const returns = basket.returns
    .map((back, at) => ({ ...back, id: sealGuestId(asking.platform.keys, 'ret', basket.id, at + 1) }))
    .filter(({ isCancelled }) => !isCancelled)
    .map(({ id, amountMinor, recordedAt }) => ({ id, amountMinor, recordedAt: timestamp(recordedAt) }));
  const lines = left.filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  return {
    ...told,
    returns: returns.toReversed().slice(0, returnsMax),
    returnable: { amountMinor: sumOf(left), lines },
  };
}
