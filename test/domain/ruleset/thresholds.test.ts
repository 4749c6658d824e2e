import { describe, expect, test } from 'vitest';
import { rate } from './deciding.ts';
import { aMember } from './member.ts';

const at = (hour: number) => `2026-03-14T${String(hour).padStart(2, '0')}:00:00+01:00`;
/** 5.00 on reaching a target within a day. */
const target = (fields: object, more: object = {}) => ({
  id: 't',
  group: 'challenge',
  effect: { kind: 'threshold', window: 'day', amountMinor: 500, ...fields },
  ...more,
});
/** What purchases one after the other, an hour apart, are given for the target. */
function given(document: object, ...sales: Parameters<ReturnType<typeof aMember>['buys']>[1][]): number[] {
  const member = aMember(document);
  return sales.map((sale, nth) => member.buys(at(9 + nth), sale).t ?? 0);
}
const of = (amountMinor: number, more: object = {}) => ({ lines: [{ amountMinor, ...more }] });

describe('spend', () => {
  test('is reached by the cent, and rewarded once in its window', () => {
    const rules = [target({ target: 10_000 })];
    expect(given({ rules }, of(9_999), of(1), of(20_000))).toEqual([0, 500, 0]);
  });

  test('is what earns: less excluded lines and what tenders that do not earn have paid', () => {
    const rules = [target({ target: 10_000 })];
    const exclusions = [{ scope: { category: 'fuel' } }];
    const half = { ...of(10_000), tenders: [{ kind: 'giftCard' as const, amountMinor: 5_000 }] };
    expect(given({ rules, exclusions }, of(50_000, { category: 'fuel' }), half, half)).toEqual([0, 0, 500]);
    expect(given({ rules, settings: { accrualBase: 'gross', nonEarningTenders: [] } }, half)).toEqual([500]);
  });

  test('counts the rule’s lines of the purchases for which its conditions hold', () => {
    const when = [{ kind: 'channel', in: ['web'] }];
    const rules = [target({ target: 1_000 }, { scope: { brand: 'x' }, when })];
    const both = { lines: [{ brand: 'x', amountMinor: 600 }, { amountMinor: 9_000 }] };
    const web = { ...both, channel: 'web' as const };
    expect(given({ rules }, web, both, web)).toEqual([0, 0, 500]);
  });

  test('for each multiple gives as often as it is crossed', () => {
    const rules = [target({ target: 1_000, repeat: 'each' })];
    expect(given({ rules }, of(999), of(1_001), of(999), of(3_001))).toEqual([0, 1_000, 0, 2_000]);
    expect(given({ rules: [target({ target: 1_000 })] }, of(3_500), of(1_000))).toEqual([500, 0]);
  });
});

describe('the others', () => {
  test('pieces: what is weighed is one', () => {
    const rules = [target({ of: 'quantity', target: 6 })];
    const weighed = { quantity: 750, unit: 'g' as const };
    expect(given({ rules }, of(300, { quantity: 4 }), of(300, weighed), of(300))).toEqual([0, 0, 500]);
  });

  test('purchases, whatever they come to', () => {
    const rules = [target({ of: 'purchases', target: 2, repeat: 'each' })];
    const two = { lines: [{ amountMinor: 1 }, { amountMinor: 1 }] };
    expect(given({ rules }, two, of(1), of(100_000), of(1))).toEqual([0, 500, 0, 500]);
  });

  test('merchants, each once', () => {
    const rules = [target({ of: 'merchants', target: 2, repeat: 'each' })];
    const sales = ['zara', 'zara', 'deco', 'zara', 'deli', 'deco', 'odeon'].map((merchantId) => ({ merchantId }));
    expect(given({ rules }, ...sales)).toEqual([0, 0, 500, 0, 0, 0, 500]);
  });
});

describe('the reward', () => {
  test('is for the receipt that crosses the target, beside what its lines earn', () => {
    const rules = [target({ of: 'purchases', target: 2 }, { group: 'boost' }), rate('r', 100, { group: 'boost' })];
    const member = aMember({ rules });
    expect([member.buys(at(9)), member.buys(at(10))]).toEqual([{ r: 10 }, { r: 10, t: 500 }]);
  });

  test('that a cap keeps back is not given later: the target was crossed', () => {
    const caps = [{ rules: ['t'], per: 'receipt', amountMinor: 200 }];
    const rules = [target({ of: 'purchases', target: 2 })];
    expect(given({ rules, caps }, of(1), of(1), of(1))).toEqual([0, 200, 0]);
  });

  test('of another rule that counts the same is that rule’s own: of its own purchases', () => {
    const web = { id: 'u', when: [{ kind: 'channel', in: ['web'] }] };
    const rules = [target({ of: 'purchases', target: 3 }), { ...target({ of: 'purchases', target: 2 }), ...web }];
    const member = aMember({ rules });
    const channels = ['store', 'web', 'store', 'web'] as const;
    const all = channels.map((channel, nth) => member.buys(at(9 + nth), { channel }));
    expect(all).toEqual([{}, {}, { t: 500 }, { u: 500 }]);
  });
});
