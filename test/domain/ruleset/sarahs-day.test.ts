import { describe, expect, test } from 'vitest';
import { aSale, rate, rulesOf } from './deciding.ts';

/** Requirements §5.1: what each step of the day gives under four policies. */
const policies = [
  { it: 'Zara net, deco gross', settings: {}, merchants: { deco: { accrualBase: 'gross' } }, step3: 167, step4: 168 },
  { it: 'all net, half-up', settings: {}, merchants: {}, step3: 167, step4: 158 },
  { it: 'all net, floor', settings: { rounding: { mode: 'floor' } }, merchants: {}, step3: 167, step4: 157 },
  { it: 'all gross', settings: { accrualBase: 'gross' }, merchants: {}, step3: 170, step4: 168 },
];
const rules = [
  rate('cafe', 400, { scope: { sector: 'cafe' } }),
  rate('restaurant', 400, { scope: { sector: 'restaurant' } }),
  rate('fashion', 200, { scope: { sector: 'fashion' } }),
  rate('decoration', 600, { scope: { sector: 'decoration' } }),
];

describe("Sarah's day", () => {
  test.each(policies)('$it', ({ settings, merchants, step3, step4 }) => {
    const compiled = rulesOf({ settings, merchants, rules });
    let balanceMinor = 0;
    let redeemedMinor = 0;
    const visit = (merchantId: string, sector: string, amountMinor: number, walletMinor = 0) => {
      const { awards } = compiled.decidePurchase(aSale({ merchantId, sector, amountMinor, walletMinor }));
      const given = awards.reduce((sum, award) => sum + award.amountMinor, 0);
      for (const award of awards) expect(award.funding).toEqual([{ who: merchantId, shareBps: 10_000 }]);
      balanceMinor += given - walletMinor;
      redeemedMinor += walletMinor;
      return given;
    };
    expect(visit('starbucks', 'cafe', 480)).toBe(19);
    expect(visit('sushi', 'restaurant', 3200)).toBe(128);
    expect(visit('zara', 'fashion', 8500, 147)).toBe(step3);
    expect(balanceMinor).toBe(step3);
    expect(visit('deco', 'decoration', 2800, step3)).toBe(step4);
    expect(balanceMinor).toBe(step4);
    expect(redeemedMinor).toBe(147 + step3);
  });
});
