import { describe, expect, test } from 'vitest';
import { aSale, type Sale } from './deciding.ts';
import { bonus, published } from './member.ts';

const at = (time: string, day = '2026-03-13') => `${day}T${time}+01:00`;
/** Whether conditions hold together for a purchase. */
const holds = (when: object | object[], sale: Sale = {}) =>
  published({ rules: [bonus('r', ...[when].flat())] }).decidePurchase(aSale(sale)).awards.length > 0;

describe('a basket', () => {
  const lines = [
    { category: 'bread', amountMinor: 400, quantity: 2 },
    { category: 'fuel', amountMinor: 600 },
  ];

  test('is counted before the wallet and other tenders pay', () => {
    const paid = { lines, walletMinor: 900, tenders: [{ kind: 'giftCard' as const, amountMinor: 100 }] };
    expect(holds({ kind: 'basket', minMinor: 1_000 }, paid)).toBe(true);
    expect(holds({ kind: 'basket', minMinor: 1_001 }, paid)).toBe(false);
  });

  test('needs both, where an amount and pieces are asked', () => {
    const asked = { kind: 'basket', minMinor: 1_000, minQuantity: 3 };
    expect(holds(asked, { lines })).toBe(true);
    expect(holds({ ...asked, minQuantity: 4 }, { lines })).toBe(false);
    expect(holds({ ...asked, minMinor: 1_001 }, { lines })).toBe(false);
  });

  test('of the scope is the rule’s lines that earn; the total is all of it', () => {
    const given = (of: string, minMinor: number) => {
      const rule = { ...bonus('r', { kind: 'basket', of, minMinor }), scope: { category: ['bread', 'fuel'] } };
      const document = { rules: [rule], exclusions: [{ scope: { category: 'fuel' } }] };
      return published(document).decidePurchase(aSale({ lines })).awards.length > 0;
    };
    expect([given('scope', 400), given('scope', 401)]).toEqual([true, false]);
    expect([given('total', 1_000), given('total', 1_001)]).toEqual([true, false]);
  });
});

describe('paid with the wallet', () => {
  test('a cent is enough where nothing is said', () => {
    expect([holds({ kind: 'paidWithWallet' }), holds({ kind: 'paidWithWallet' }, { walletMinor: 1 })]).toEqual([
      false,
      true,
    ]);
    const hundred = { kind: 'paidWithWallet', minMinor: 100 };
    expect([99, 100].map((walletMinor) => holds(hundred, { walletMinor }))).toEqual([false, true]);
  });

  test('with what would end within some days of 24 hours, that moment included; never what never ends', () => {
    const soon = { kind: 'paidWithWallet', minMinor: 100, expiringWithinDays: 2 };
    const bought = at('12:00:00');
    const pays = (...ends: (string | null)[]) =>
      holds(soon, { at: bought, walletTenders: ends.map((end) => ({ amountMinor: 50, expiresAt: end === null ? null : Date.parse(end) })) }); // biome-ignore format: one line
    const last = at('12:00:00', '2026-03-15');
    expect(pays(last, at('12:00:01'))).toBe(true);
    expect(pays(last, at('12:00:00.001', '2026-03-15'))).toBe(false);
    expect(pays(last, null)).toBe(false);
  });
});

describe('conditions', () => {
  const yes = { kind: 'channel', in: ['web', 'store'] };
  const no = { kind: 'channel', in: ['app'] };

  test('must all hold, and none need be there', () => {
    expect([holds([]), holds([yes, yes]), holds([yes, no])]).toEqual([true, true, false]);
  });

  test('turn round with `not`, each for itself', () => {
    expect([holds({ ...yes, not: true }), holds({ ...no, not: true }), holds([yes, { ...no, not: true }])]).toEqual([false, true, true]); // biome-ignore format: a row
  });

  test('of `any` one must hold; its own `not` turns the whole round', () => {
    const any = (...of: object[]) => ({ kind: 'any', of });
    expect([holds(any(no, yes)), holds(any(no, no)), holds(any(no, { ...no, not: true }))]).toEqual([
      true,
      false,
      true,
    ]);
    expect([holds({ ...any(no, yes), not: true }), holds({ ...any(no), not: true })]).toEqual([false, true]);
    expect(holds([any(no, yes), no])).toBe(false);
  });

  test('ask for the store that the till named, `not` for any other or none', () => {
    const local = { kind: 'store', in: ['paris-1', 'paris-2'] };
    const [there, elsewhere] = [{ storeId: 'paris-2' }, { storeId: 'paris-3' }];
    expect([holds(local, there), holds(local, elsewhere), holds(local)]).toEqual([true, false, false]);
    const turned = { ...local, not: true };
    expect([holds(turned, there), holds(turned, elsewhere), holds(turned)]).toEqual([false, true, true]);
  });

  test('ask for what a member was when the purchase was recorded', () => {
    const memory = { ...aSale({}).memory, optIns: new Set(['c']), audiences: new Set(['sponsor:acme']) };
    const audience = { kind: 'audience', in: ['hr-acme', 'sponsor:acme'] };
    expect([holds(audience), holds(audience, { memory })]).toEqual([false, true]);
    const opted = (campaignId: string) => holds({ kind: 'optedIn', campaignId }, { memory });
    expect([opted('c'), opted('d')]).toEqual([true, false]);
  });

  test('a campaign’s own opt-in is meant where none is named, and `optIn` asks it of all its rules', () => {
    const memory = { ...aSale({}).memory, optIns: new Set(['d']) };
    const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
    const rules = [bonus('plain'), { ...bonus('own', { kind: 'optedIn' }), group: 'boost' }, { ...bonus('other', { kind: 'optedIn', campaignId: 'd' }), group: 'combo' }]; // biome-ignore format: one line
    const given = (id: string, optIn: boolean) =>
      published({}, { [id]: { ...dates, optIn, rules } }).decidePurchase(aSale({ memory })).awards.map(({ ruleId }) => ruleId); // biome-ignore format: one line
    expect(given('c', true)).toEqual([]);
    expect(given('c', false)).toEqual(['c/plain', 'c/other']);
    expect(given('d', true)).toEqual(['d/plain', 'd/own', 'd/other']);
  });

  test.each([
    ['another campaign’s', { kind: 'optedIn', campaignId: 'd' }, true],
    ['who is not in another', { kind: 'optedIn', campaignId: 'e', not: true }, true],
    ['one of two things', { kind: 'any', of: [{ kind: 'optedIn' }, { kind: 'channel', in: ['store'] }] }, true],
    ['who is not in it', { kind: 'optedIn', not: true }, false],
  ])('a rule of an opt-in campaign that asks for %s asks for its own too', (_, condition, isForMembers) => {
    const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
    const rules = published({}, { c: { ...dates, optIn: true, rules: [bonus('r', condition)] } });
    const given = (...optIns: string[]) =>
      rules.decidePurchase(aSale({ memory: { ...aSale({}).memory, optIns: new Set(optIns) } })).awards.length > 0;
    expect([given('d'), given('c', 'd')]).toEqual([false, isForMembers]);
  });
});
