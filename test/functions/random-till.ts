import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostKey } from '../../shared/contract/key.ts';
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
import { demo, operator } from './in-process.ts';
import { aMall } from './mall.ts';

type Mall = Awaited<ReturnType<typeof aMall>>;
type Answered = { readonly status: number; readonly body: Record<string, unknown> };
const scopes = ['wallet:history', 'purchase:write', 'redemption:write', 'return:write'];
/** What else members are given than what they earn. */
const given = ['gift', 'prepaid', 'sponsor'] as const;
type Bought = { readonly id: string; readonly merchantId: string };
/** A basket to be quoted, or bought, as a till sends it. */
export type Basket = { readonly merchantId: string; readonly body: Record<string, unknown>; readonly now: string };

/** A wallet under a random ruleset, to which things happen: earning, holds, returns, debts, expiry, time. */
export async function aRandomTill(seed: number, table: Table) {
  const chance = chanceFrom(seed);
  const mall = await aMall(table, words.sectorOf, { ...demo, assets: ['cashback', 'points', ...given] });
  const tillKeys = seed % 2 === 0 ? mall.keys : await historyKeys(mall);
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
  const purchases: Bought[] = [];
  const redemptions: Bought[] = [];
  const asked = (merchantId?: string) => ({
    as: merchantId === undefined ? operator : tillKeys[merchantId]!,
    headers: { 'Idempotency-Key': mall.key(), ...mall.at(at()) },
  });

  async function giveBack(bought: Bought | undefined, body: object): Promise<void> {
    if (bought) await mall.send(PostReturn, { params: { id: bought.id }, body, ...asked(bought.merchantId) });
  }

  /** Something happens to the wallet; whether it was accepted does not matter. */
  async function happen(): Promise<void> {
    now += chance.pick([0, 0, 1, 60_000, hourMs, dayMs, 4 * dayMs, 20 * dayMs]);
    const merchantId = chance.pick(words.merchants);
    switch (chance.pick(['gift', 'gift', 'hold', 'redeem', 'regret', 'regret', 'return', 'return', 'block'])) {
      case 'gift': {
        const asset = chance.pick(['cashback', ...given]);
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
      case 'regret': {
        // What was earned is spent, and then what earned it comes back.
        const body = { walletId, max: true, basketMinor: 1_000_000 };
        await mall.send(PostRedemption, { body, ...asked(merchantId) });
        return giveBack(purchases.at(-1), { all: true });
      }
      case 'return':
        return giveBack(
          purchases.length > 0 ? chance.pick(purchases) : undefined,
          chance.yes(0.5) ? { all: true } : { amountMinor: chance.int(1, 3_000) },
        );
      default:
        if (chance.yes(0.05)) await mall.send(PostBlock, { params: { id: walletId }, ...asked() });
    }
  }

  function basket(nth: number): Basket {
    // Half of them are what the rules are about.
    const { merchantId, lines, tenders, channel } = chance.yes(0.5) ? chance.pick(sales) : someSale(chance, now);
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
    keys: tillKeys,
    published,
    walletId,
    happen,
    basket,
    bought: ({ merchantId }: Basket, { status, body }: Answered) => {
      if (status === 201) purchases.push({ id: body.id as string, merchantId });
    },
  };
}

/** Keys that are told everything: a quote and its purchase then agree about members' pasts too. */
async function historyKeys(mall: Mall): Promise<Readonly<Record<string, string>>> {
  const keys = words.merchants.map(async (id) => {
    const made = await mall.send(PostKey, { body: { label: id, merchantIds: [id], scopes } });
    return [id, made.body.secret];
  });
  return Object.fromEntries(await Promise.all(keys));
}

const named = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));

/** The ruleset, with what it says of paying, returning and shared caps drawn as well. */
function withPolicies(chance: Chance, document: Record<string, unknown>): Record<string, unknown> {
  const redeem = () => ({
    redeem: {
      minBasketMinor: chance.pick([0, 500, 5_000]),
      minAmountMinor: chance.pick([0, 0, 50]),
      maxShareBps: chance.pick([10_000, 10_000, 5_000, 3_333]),
    },
  });
  const returns = () => ({
    returns: {
      refund: chance.pick(['proRata', 'walletFirst', 'otherFirst']),
      clawback: chance.pick(['pendingOnly', 'withinBalance', 'debt', 'debt', 'debt']),
    },
  });
  const acceptance = () => ({
    acceptance: { gift: { sector: chance.few(words.sectors) }, sponsor: { category: 'food' } },
  });
  const sharedCap = () => ({
    caps: [{ per: chance.pick(['merchant', 'all']), window: 'month', amountMinor: chance.pick([20, 100, 500]) }],
  });
  const drawOrder = () => ({ drawOrder: chance.pick([['cashback', 'gift'], ['prepaid', 'cashback', 'sponsor'], []]) });
  return {
    ...document,
    ...chance.perhaps(0.2, sharedCap),
    settings: {
      ...(document.settings as object),
      ...chance.perhaps(0.5, redeem),
      ...chance.perhaps(0.8, returns),
      ...chance.perhaps(0.3, acceptance),
      ...chance.perhaps(0.3, drawOrder),
    },
  };
}
