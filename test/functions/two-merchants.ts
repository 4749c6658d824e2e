import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { FindPurchase } from '../../shared/contract/find-purchase.ts';
import { ListOffers } from '../../shared/contract/offer.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { GetPurchase, PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { GetRedemption, PostCapture, PostRedemption, PostRelease } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { GetWallet, ListEntries, ListLots, PostWallet } from '../../shared/contract/wallet.ts';
import type { Chance } from '../oracle/random/chance.ts';
import type { Received, Sent } from './in-process.ts';

/** What a till does next; `of` picks among what its merchant made before. */
export type Step = {
  readonly kind: 'buy' | 'pay' | 'hold' | 'spend' | 'capture' | 'release' | 'return' | 'give back' | 'cancel';
  readonly amountMinor: number;
  readonly of: number;
};
/** At every own step, what happened elsewhere since the last. */
export type History = readonly { readonly elsewhere: readonly Step[]; readonly own: Step }[];

const kinds: readonly Step['kind'][] = [
  ...(['buy', 'buy', 'pay', 'hold', 'hold', 'spend', 'capture', 'release', 'return', 'give back', 'cancel'] as const),
];
const elsewhereMax = 3;
const firstAt = Date.UTC(2026, 2, 1, 8);
const hourMs = 3_600_000;
const gapHours = 7;
/** Far more than all that is spent: what is told of a balance is its amount, never whether it was enough. */
const giftMinor = 1_000_000;

export const someStep = (chance: Chance): Step => ({
  kind: chance.pick(kinds),
  amountMinor: chance.int(1, 40) * 25,
  of: chance.int(0, 3),
});
export const someElsewhere = (chance: Chance): Step[] => chance.some(0, elsewhereMax, () => someStep(chance));

type Sending = (operation: Operation, sent?: Sent) => Promise<Received>;
/** What a till made, and whose key may do more with it. */
type Made = { readonly id: string; readonly as: string };
type Side = { readonly purchases: Made[]; readonly redemptions: Made[]; readonly keys: Made[] };
const nothingYet = (): Side => ({ purchases: [], redemptions: [], keys: [] });
const picked = (made: readonly Made[], of: number) => made[of % Math.max(1, made.length)];

/** Plays a history; what the own till hears, and all that its key reads in the end, is the transcript. */
export async function played(
  send: Sending,
  keyOf: Readonly<Record<string, string>>,
  history: History,
  placeOf: (nth: number) => string,
): Promise<unknown[]> {
  const transcript: unknown[] = [];
  const [ownSide, elsewhereSide] = [nothingYet(), nothingYet()];
  const own = keyOf.zara!;
  let now = firstAt;
  let count = 0;
  const keyed = (key = `k-${now}-${count++}`): Record<string, string> => ({
    'Idempotency-Key': key,
    'Boucle-Now': new Date(now).toISOString(),
  });
  const opened = await send(PostWallet, { body: {}, headers: keyed('open') });
  const walletId: string = opened.body.id;
  const gift = { walletId, asset: 'cashback', amountMinor: giftMinor, reason: 'start' };
  await send(PostAdjustment, { body: gift, headers: keyed('gift') });

  /** A step as a request and by whose key; none when there is nothing to do it to. */
  function asked(side: Side, at: string, { kind, amountMinor, of }: Step, key: string): [Operation, Sent] | undefined {
    const lines = [{ category: 'food', amountMinor }];
    const sale = { walletId, receiptNumber: key, lines };
    const query = 'explain=all';
    if (kind === 'buy') return [PostPurchase, { as: at, body: sale, query }];
    if (kind === 'pay') return [PostPurchase, { as: at, body: { ...sale, pay: { amountMinor } }, query }];
    if (kind === 'hold') return [PostRedemption, { as: at, body: { walletId, amountMinor, capture: false } }];
    if (kind === 'spend') return [PostRedemption, { as: at, body: { walletId, amountMinor } }];
    const list = kind === 'cancel' ? side.keys : kind === 'return' ? side.purchases : side.redemptions;
    const made = picked(list, of);
    if (!made) return undefined;
    const { id, as } = made;
    const params = { id };
    if (kind === 'cancel') return [PostCancellation, { as, body: { walletId, idempotencyKey: id } }];
    if (kind === 'return') return [PostReturn, { as, params, body: { amountMinor } }];
    if (kind === 'capture') return [PostCapture, { as, params, body: {} }];
    if (kind === 'release') return [PostRelease, { as, params }];
    return [PostRedemptionReturn, { as, params, body: { amountMinor: 25 } }];
  }

  async function act(side: Side, at: string, step: Step, key: string): Promise<[Operation, Sent] | undefined> {
    const request = asked(side, at, step, key);
    if (!request) return undefined;
    const [operation, sent] = request;
    const full = { ...sent, headers: keyed(key) };
    const { status, body } = await send(operation, full);
    if (side === ownSide) transcript.push([step.kind, status, body]);
    const as = sent.as!;
    if (status === 201 && operation === PostPurchase) side.purchases.push({ id: body.id, as });
    if (status === 201 && operation === PostRedemption) side.redemptions.push({ id: body.id, as });
    side.keys.push({ id: key, as });
    return [operation, full];
  }

  const done: [Operation, Sent][] = [];
  let nth = 0;
  for (const [at, { elsewhere, own: step }] of history.entries()) {
    for (const [place, foreign] of elsewhere.entries()) {
      now = firstAt + (at * gapHours + place + 1) * hourMs;
      await act(elsewhereSide, keyOf[placeOf(nth++)]!, foreign, `f-${at}-${place}`);
    }
    now = firstAt + (at + 1) * gapHours * hourMs;
    const request = await act(ownSide, own, step, `o-${at}`);
    if (request) done.push(request);
  }

  // Again, and everything that the key may read, try or be refused.
  const reading = async (operation: Operation, sent: Sent) => {
    const { status, body, headers } = await send(operation, { as: own, headers: keyed('later'), ...sent });
    transcript.push([operation.operationId, status, body, headers.ETag]);
    return body;
  };
  for (const [operation, sent] of done) {
    await reading(operation, { ...sent, headers: { ...sent.headers!, 'Boucle-Now': new Date(now).toISOString() } });
  }
  const params = { id: walletId };
  await reading(GetWallet, { params });
  await reading(ListLots, { params });
  await reading(ListOffers, { params });
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && page < 20; page += 1) {
    const query: string = `limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`;
    cursor = (await reading(ListEntries, { params, query })).nextCursor;
  }
  for (const { id } of ownSide.purchases) await reading(GetPurchase, { params: { id } });
  for (const { id } of ownSide.redemptions) await reading(GetRedemption, { params: { id } });
  // A receipt of its own, and one of the same number that only others have.
  for (const receiptNumber of ['o-0', 'f-0-0']) {
    await reading(FindPurchase, { query: `walletId=${walletId}&receiptNumber=${receiptNumber}&date=2026-03-01` });
  }
  const basket = { walletId, amountMinor: 1_000 };
  await reading(PostQuote, { body: { ...basket, pay: { amountMinor: 50 } }, query: 'explain=all' });
  await reading(PostRedemption, { body: { walletId, amountMinor: 900_000_000 }, headers: keyed('too much') });
  for (const { id } of elsewhereSide.purchases.slice(0, 1)) {
    await reading(GetPurchase, { params: { id } });
    await reading(PostReturn, { params: { id }, body: { all: true }, headers: keyed('theirs') });
  }
  for (const { id } of elsewhereSide.redemptions.slice(0, 1)) {
    await reading(GetRedemption, { params: { id } });
    await reading(PostCapture, { params: { id }, body: {}, headers: keyed('theirs') });
    const body = { ...basket, receiptNumber: 'x', pay: { redemptionId: id } };
    await reading(PostPurchase, { body, headers: keyed('theirs') });
  }
  return transcript;
}
