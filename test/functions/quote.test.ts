import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GetPurchase, PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { ListEntries } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import type { aMall } from './mall.ts';
import { aRandomTill } from './random-till.ts';

const tills = Number(process.env.BOUCLE_TILLS ?? 40);
const basketsEach = 12;
const happeningsMax = 3;

type Mall = Awaited<ReturnType<typeof aMall>>;

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

/** What was met, so that a property which holds of nothing is seen. */
const seen = new Map<string, number>();
const see = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

// biome-ignore lint/suspicious/noExplicitAny: answers are checked against the contract by who sends
type Body = any;

const sumOf = (parts: Body[]): number => parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

function look({ paid, earned, balances, explanation }: Body): void {
  if (paid.walletMinor > 0) see('paid');
  if (paid.drawn.length > 1) see('paid with several assets');
  if (paid.walletMinor > 0 && paid.drawn.length === 0) see('taken up');
  for (const { status, amountMinor } of earned) if (amountMinor > 0) see(`earned, ${status}`);
  for (const balance of Object.values<Body>(balances)) {
    if (balance.heldMinor > 0) see('with something held');
    if (balance.owedMinor > 0) see('with a debt');
    if (balance.pendingMinor > 0) see('with something pending');
  }
  for (const { capId } of explanation.rules) {
    if (capId) see('capped');
    // Of the ecosystem or of a merchant, for all wallets together.
    if (capId && /^cap-(?:all|merchant)-/.test(capId)) see('capped by a shared limit');
  }
}

describe('a quote and the purchase that follows at the same moment say the same', () => {
  test.each(Array.from({ length: tills }, (_, at) => at + 1))('till %i', async (seed) => {
    const till = await aRandomTill(seed, await engine.anotherTable());
    const { mall, walletId } = till;
    expect(till.published.status).toBe(200);
    const sales: Sale[] = [];
    for (let nth = 0; nth < basketsEach; nth += 1) {
      for (let left = nth % (happeningsMax + 1); left > 0; left -= 1) await till.happen();
      const basket = till.basket(nth);
      const { merchantId, body, now } = basket;
      const ask = { as: till.keys[merchantId]!, body, query: 'explain=all' };
      const headers = () => ({ 'Idempotency-Key': mall.key(), ...mall.at(now) });
      const entries = async () =>
        (await mall.send(ListEntries, { params: { id: walletId }, headers: mall.at(now) })).body.data[0].sequence;
      const before = await entries();
      const quoted = await mall.send(PostQuote, { ...ask, headers: headers() });
      expect(await entries()).toBe(before);
      const bought = await mall.send(PostPurchase, { ...ask, headers: headers() });
      till.bought(basket, bought);
      if (quoted.status === 200) {
        const { usable, ...foretold } = quoted.body;
        const { id: _id, recordedAt: _at, entry: _entry, ...happened } = bought.body;
        expect([bought.status, foretold]).toEqual([201, happened]);
        look(happened);
        checkUsable(usable, body, happened);
        sales.push({ as: ask.as, body: bought.body, now });
      } else {
        const { requestId: _asked, ...foretold } = quoted.body;
        const { requestId: _sent, ...happened } = bought.body;
        expect([bought.status, happened]).toEqual([quoted.status, foretold]);
        see(`refused: ${quoted.body.code}`);
      }
    }
    const latest = till.basket(basketsEach).now;
    for (const sale of sales) await readAgain(mall, sale, latest);
  });

  type Sale = { readonly as: string; readonly body: Body; readonly now: string };

  /** Whatever happened since, a purchase is explained as it was; its amounts are those of its rules and who pays them. */
  async function readAgain({ send, at }: Mall, { as, body, now }: Sale, latest: string): Promise<void> {
    const ask = { params: { id: body.id }, headers: at(latest) };
    const { explanation, sentences, paid, earned } = (await send(GetPurchase, { ...ask, as })).body;
    expect({ explanation, sentences, paid, earned }, now).toEqual({
      explanation: body.explanation,
      sentences: body.sentences,
      paid: body.paid,
      earned: body.earned,
    });
    const all = (await send(GetPurchase, ask)).body;
    const given: Body[] = all.explanation.rules.filter(({ matched }: Body) => matched);
    const sums = (parts: Body[]) => {
      const byAsset = Object.groupBy(parts, ({ asset }) => asset as string);
      return Object.fromEntries(
        Object.entries(byAsset)
          .map(([asset, of]) => [asset, sumOf(of!)])
          .filter(([, sum]) => sum),
      );
    };
    expect(sums(given)).toEqual(sums(all.earned));
    for (const { amountMinor, wantedMinor, capId, funding } of given) {
      expect(sumOf(funding)).toBe(amountMinor);
      expect(amountMinor < wantedMinor).toBe(capId !== null);
    }
    see('read again');
  }

  /** What pays everything it can of one asset pays what `usable` says of it. */
  function checkUsable(usable: Body[], { pay }: Body, { paid }: Body): void {
    if (!pay?.max || pay.assets?.length !== 1) return;
    const foretold = usable.find(({ asset }) => asset === pay.assets[0])?.maxMinor ?? 0;
    expect(paid.walletMinor).toBe(foretold);
    if (foretold > 0) see('all that is usable of an asset');
  }

  test('of wallets in every state', () => {
    const all = Object.fromEntries([...seen].sort());
    const wanted = [
      'paid',
      'paid with several assets',
      'taken up',
      'earned, available',
      'earned, pending',
      'with something held',
      'with a debt',
      'with something pending',
      'capped',
      'capped by a shared limit',
      'read again',
      'all that is usable of an asset',
      ...['insufficient-funds', 'tender-mismatch', 'redeem-minimum-basket', 'hold-expired'].map(
        (code) => `refused: ${code}`,
      ),
      ...['occurred-at-out-of-range', 'amount-out-of-range', 'redeem-maximum-share'].map((code) => `refused: ${code}`),
    ];
    console.log(JSON.stringify(all));
    expect(wanted.filter((what) => !seen.has(what))).toEqual([]);
  });
});
