import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FindPurchase } from '../../shared/contract/find-purchase.ts';
import { GetPurchase, PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { plain } from '../domain/words/speaking.ts';
import { type Engine, startEngine } from './engine.ts';
import type { Received } from './in-process.ts';
import { aMall } from './mall.ts';

const rate = (id: string, rateBps: number, more: object) => ({ id, effect: { kind: 'rate', rateBps }, ...more });
const document = {
  name: 'Words',
  rules: [
    rate('fashion', 200, { scope: { sector: 'fashion' } }),
    rate('homely', 300, {
      scope: { merchant: ['zara', 'deco'] },
      group: 'boost',
      when: [{ kind: 'basket', minMinor: 9_000 }],
    }),
    rate('combo', 1_000, {
      scope: { merchant: 'zara' },
      group: 'combo',
      when: [{ kind: 'after', scope: { merchant: 'deco' } }],
    }),
  ],
};
const noon = '2026-03-14T12:00:00Z';
const inFrench = { 'Accept-Language': 'fr-CA, fr;q=0.9, en;q=0.8' };
const guest = {
  en: ['A sale without a wallet earns nothing until it is claimed for one.'],
  fr: ['Une vente sans portefeuille ne donne rien tant qu’un portefeuille ne l’a pas réclamée.'],
};

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
  mall = await aMall(engine.table, { zara: 'fashion', deco: 'home' });
  await mall.publish(document, '2026-01-01T00:00:00Z');
});
afterAll(() => engine?.stop());

let receipts = 0;
const basket = (more: object = {}) => {
  receipts += 1;
  return { merchantId: 'zara', receiptNumber: `R-${receipts}`, amountMinor: 8_500, occurredAt: noon, ...more };
};
const asked = (more: object = {}) => ({ 'Idempotency-Key': mall.key(), ...mall.at(noon), ...more });
const told = ({ body }: Received) => (body.sentences as string[]).map(plain);
const languageOf = ({ headers }: Received) => [headers['Content-Language'], headers.Vary];
const explained = { query: 'explain=all' };

describe('a purchase tells its explanation in words', () => {
  test('when all of it is asked for, in the language that is; else not at all', async () => {
    const walletId = await mall.openWallet(noon);
    const plainly = await mall.send(PostPurchase, { body: basket({ walletId }), headers: asked() });
    expect(plainly.body.sentences).toBeUndefined();
    expect(languageOf(plainly)).toEqual([undefined, undefined]);

    const body = basket({ walletId });
    const key = { 'Idempotency-Key': mall.key() };
    const bought = await mall.send(PostPurchase, { body, ...explained, headers: asked(key) });
    expect(languageOf(bought)).toEqual(['en', 'Accept-Language']);
    expect(told(bought)).toEqual([
      '€85.00 of €85.00 earns.',
      '2% on €85.00 of fashion: €1.70, paid by zara.',
      '€1.70 can be spent at once; it does not expire.',
      '“combo” gives nothing: valid only after a purchase at deco, which counts once.',
      '“homely” gives nothing: valid only with a basket of at least €90.00.',
    ]);
    // The same answer, in the language of who asks again.
    const again = await mall.send(PostPurchase, { body, ...explained, headers: asked({ ...key, ...inFrench }) });
    expect(again.headers['Idempotent-Replayed']).toBe('true');
    expect(languageOf(again)).toEqual(['fr', 'Accept-Language']);
    expect(told(again)).toEqual([
      '85,00 € sur 85,00 € donnent droit à récompense.',
      '2 % sur 85,00 € (secteur fashion) : 1,70 €, à la charge de zara.',
      '1,70 € utilisables tout de suite ; sans date d’expiration.',
      '« combo » ne donne rien : valable uniquement après un achat (chez deco), qui ne compte qu’une fois.',
      '« homely » ne donne rien : valable uniquement avec un panier d’au moins 90,00 €.',
    ]);
    const { sentences: _fr, ...numbers } = again.body;
    const { sentences: _en, ...before } = bought.body;
    expect(numbers).toEqual(before);
  });

  test.each([
    ['en', {}],
    ['fr', inFrench],
  ] as const)(
    'quoted, read and looked up by its receipt it says the same as when it was bought: %s',
    async (language, headers) => {
      const walletId = await mall.openWallet(noon);
      const body = basket({ walletId });
      const quoted = await mall.send(PostQuote, { body, ...explained, headers: asked(headers) });
      const bought = await mall.send(PostPurchase, { body, ...explained, headers: asked(headers) });
      const read = await mall.send(GetPurchase, { params: { id: bought.body.id }, headers: asked(headers) });
      const query = `merchantId=zara&receiptNumber=${body.receiptNumber}&date=2026-03-14&walletId=${walletId}`;
      const found = await mall.send(FindPurchase, { query, headers: asked(headers) });
      for (const answer of [quoted, read, found]) {
        expect(told(answer)).toEqual(told(bought));
        expect(languageOf(answer)).toEqual([language, 'Accept-Language']);
      }
      expect(told(bought)).toHaveLength(5);
    },
  );

  test.each([
    ['en', {}],
    ['fr', inFrench],
  ] as const)('a guest basket has one thing to say: %s', async (language, headers) => {
    const { occurredAt: _now, ...body } = basket();
    const quoted = await mall.send(PostQuote, { body, ...explained, headers: asked(headers) });
    const key = { 'Idempotency-Key': mall.key() };
    const sold = await mall.send(PostPurchase, { body, ...explained, headers: asked({ ...headers, ...key }) });
    const again = await mall.send(PostPurchase, { body, ...explained, headers: asked({ ...headers, ...key }) });
    const read = await mall.send(GetPurchase, { params: { id: sold.body.id }, headers: asked(headers) });
    const query = `merchantId=zara&receiptNumber=${body.receiptNumber}&date=2026-03-14`;
    const found = await mall.send(FindPurchase, { query, headers: asked(headers) });
    for (const answer of [quoted, sold, again, read, found]) {
      expect(told(answer)).toEqual(guest[language]);
      expect(languageOf(answer)).toEqual([language, 'Accept-Language']);
    }
    const short = await mall.send(PostPurchase, { body: basket(), headers: asked(headers) });
    expect(short.body.sentences).toBeUndefined();
    expect(languageOf(short)).toEqual([undefined, undefined]);
  });
});

describe('to a merchant', () => {
  test('it says what the rules of this sale gave, and not where else the member shops', async () => {
    const walletId = await mall.openWallet(noon);
    await mall.buy('deco', { ...basket({ walletId }), merchantId: 'deco' }, { now: noon });
    const bought = await mall.buy('zara', basket({ walletId, amountMinor: 9_500 }), { now: noon });
    const read = (as?: string) =>
      mall.send(GetPurchase, { params: { id: bought.body.id }, headers: asked(), ...(as ? { as } : {}) });
    expect(told(await read())).toContain(
      '10% on €95.00 at zara, after a purchase at deco, which counts once: €9.50, paid by zara.',
    );
    const own = await read(mall.keys.zara);
    expect(told(own)).toEqual([
      '€95.00 of €95.00 earns.',
      '2% on €95.00 of fashion: €1.90, paid by zara.',
      '3% on €95.00 at zara, with a basket of at least €90.00: €2.85, paid by zara.',
      '“combo”: €9.50, €9.50 of it paid by zara.',
      '€14.25 can be spent at once; it does not expire.',
    ]);
    expect(JSON.stringify(own.body)).not.toContain('deco');
  });
});
