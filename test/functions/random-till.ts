import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { PostBlock } from '../../shared/contract/wallet.ts';
import { dayMs, hourMs } from '../../shared/domain/instant.ts';
import type { Table } from '../../shared/store/client.ts';
import { type Chance, chanceFrom } from '../oracle/random/chance.ts';
import { someDocument } from '../oracle/random/document.ts';
import { someMoment } from '../oracle/random/moment.ts';
import { someSale } from '../oracle/random/sale.ts';
import * as words from '../oracle/random/words.ts';
import { operator } from './in-process.ts';
import { aMall } from './mall.ts';

type Answered = { readonly status: number; readonly body: Record<string, unknown> };
/** A basket to be quoted, or bought, as a till sends it. */
export type Basket = { readonly merchantId: string; readonly body: Record<string, unknown>; readonly now: string };

/** A wallet under a random ruleset, to which things happen: earning, holds, returns, debts, expiry, time. */
export async function aRandomTill(seed: number, table: Table) {
  const chance = chanceFrom(seed);
  const mall = await aMall(table, words.sectorOf);
  const zone = chance.pick(words.zones);
  let now = someMoment(chance, zone);
  const at = () => new Date(now).toISOString();
  const sales = Array.from({ length: 4 }, (_, nth) => ({
    ...someSale(chance, now + nth * dayMs),
    occurredAt: now + nth * dayMs,
    walletId: '',
  }));
  const document = withPolicies(
    chance,
    someDocument(chance, () => ({ purchase: chance.pick(sales), zone })),
  );
  const published = await mall.publish(document, new Date(now - 9 * dayMs).toISOString());
  const walletId = await mall.openWallet(at());
  const purchases: { id: string; merchantId: string }[] = [];
  const redemptions: { id: string; merchantId: string }[] = [];
  const asked = (merchantId?: string) => ({
    as: merchantId === undefined ? operator : mall.keys[merchantId]!,
    headers: { 'Idempotency-Key': mall.key(), ...mall.at(at()) },
  });

  /** Something happens to the wallet; whether it was accepted does not matter. */
  async function happen(): Promise<void> {
    now += chance.pick([0, 0, 1, 60_000, hourMs, dayMs, 4 * dayMs, 20 * dayMs]);
    const merchantId = chance.pick(words.merchants);
    switch (chance.pick(['gift', 'gift', 'take', 'hold', 'redeem', 'return', 'return', 'block'])) {
      case 'gift':
      case 'take': {
        const asset = chance.pick(['cashback', 'gift', 'prepaid', 'sponsor']);
        const amountMinor = chance.pick([1, 99, 500, 5_000, 20_000]) * (chance.yes(0.2) ? -1 : 1);
        await mall.send(PostAdjustment, { body: { walletId, asset, amountMinor, reason: 'r' }, ...asked() });
        return;
      }
      case 'hold':
      case 'redeem': {
        const holds = chance.yes(0.7) ? { capture: false, holdSeconds: chance.pick([60, 900, 86_400]) } : {};
        const body = { walletId, amountMinor: chance.pick([1, 50, 400]), basketMinor: 100_000, ...holds };
        const { status, body: told } = await mall.send(PostRedemption, { body, ...asked(merchantId) });
        if (status === 201) redemptions.push({ id: told.id, merchantId });
        return;
      }
      case 'return': {
        if (purchases.length === 0) return;
        const { id, merchantId: seller } = chance.pick(purchases);
        const body = chance.yes(0.5) ? { all: true } : { amountMinor: chance.int(1, 3_000) };
        await mall.send(PostReturn, { params: { id }, body, ...asked(seller) });
        return;
      }
      default:
        if (chance.yes(0.05)) await mall.send(PostBlock, { params: { id: walletId }, ...asked() });
    }
  }

  function basket(nth: number): Basket {
    const { merchantId, lines, tenders, channel } = someSale(chance, now);
    const taken = redemptions.filter((one) => one.merchantId === merchantId);
    const pays = [
      {},
      { pay: { max: true } },
      { pay: { max: true, assets: chance.few(['cashback', 'gift', 'sponsor']) } },
      { pay: { amountMinor: chance.pick([1, 30, 200, 5_000]) } },
      ...(taken.length > 0 ? [{ pay: { redemptionId: chance.pick(taken).id } }] : []),
      ...(taken.length > 0
        ? [{ pay: { redemptionId: chance.pick(taken).id, amountMinor: chance.pick([1, 20, 50]) } }]
        : []),
    ];
    const late = chance.yes(0.2) ? { occurredAt: new Date(now - chance.int(0, 8) * dayMs).toISOString() } : {};
    const sold = lines.map(({ sku, category, brand, ...line }) => ({ ...named({ sku, category, brand }), ...line }));
    const paid = chance.yes(0.6) ? {} : { tenders };
    const body = { walletId, receiptNumber: `R-${nth}`, channel, lines: sold, ...paid, ...late, ...chance.pick(pays) };
    return { merchantId, body, now: at() };
  }

  return {
    mall,
    published,
    walletId,
    happen,
    basket,
    bought: ({ merchantId }: Basket, { status, body }: Answered) => {
      if (status === 201) purchases.push({ id: body.id as string, merchantId });
    },
  };
}

const named = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));

/** The ruleset, with what it says of paying, returning and capping drawn as well. */
function withPolicies(chance: Chance, document: Record<string, unknown>): Record<string, unknown> {
  const redeem = () => ({
    redeem: {
      minBasketMinor: chance.pick([0, 0, 500, 5_000]),
      minAmountMinor: chance.pick([0, 0, 50]),
      maxShareBps: chance.pick([10_000, 10_000, 5_000, 3_333]),
    },
  });
  const returns = () => ({
    returns: {
      refund: chance.pick(['proRata', 'walletFirst', 'otherFirst']),
      clawback: chance.pick(['pendingOnly', 'withinBalance', 'debt', 'debt']),
    },
  });
  const acceptance = () => ({
    acceptance: { gift: { sector: chance.few(words.sectors) }, sponsor: { category: 'food' } },
  });
  const drawOrder = () => ({ drawOrder: chance.pick([['cashback', 'gift'], ['prepaid', 'cashback', 'sponsor'], []]) });
  return {
    ...document,
    ...chance.perhaps(0.5, () => ({ caps: [] })),
    settings: {
      ...(document.settings as object),
      ...chance.perhaps(0.4, redeem),
      ...chance.perhaps(0.7, returns),
      ...chance.perhaps(0.3, acceptance),
      ...chance.perhaps(0.3, drawOrder),
    },
  };
}
