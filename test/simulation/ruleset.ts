import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { capacities } from './limits.ts';

/** Merchants of the simulated mall; their own settings are in the ruleset. */
export const merchants = ['zara', 'deco', 'sushi', 'kiosk'] as const;

/** Limits that all wallets of a world meet in, and run out of. */
const sharedCaps = [
  { per: 'merchant', window: 'day', amountMinor: capacities['cap-merchant-day'] },
  { per: 'all', window: 'week', amountMinor: capacities['cap-all-week'], onLimit: 'skip' },
];

/** A ruleset with something of everything that changes what a wallet holds; the world chooses how returns work. */
export const rulesetOf = (refund: string, clawback: string, points: object, isShared: boolean) =>
  compileRuleset(1, {
    name: 'Simulated',
    settings: {
      timeZone: 'Europe/Paris',
      expiry: { cashback: { mode: 'duration', days: 1 }, points },
      acceptance: { gift: { merchant: 'zara' } },
      returns: { refund, clawback, graceDays: 2 },
    },
    merchants: {
      deco: { redeem: { minBasketMinor: 500, minAmountMinor: 20, maxShareBps: 5_000 } },
      // biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
      sushi: { pending: { mode: 'onEvent', maxDays: 2, then: 'cancel' } },
      kiosk: { pending: { mode: 'delay', days: 1 }, accrualBase: 'gross' },
    },
    rules: [
      { id: 'all', effect: { kind: 'rate', rateBps: 400 } },
      { id: 'points', asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 } },
      {
        id: 'third',
        when: [{ kind: 'nth', n: 3, every: true }],
        effect: { kind: 'fixed', amountMinor: 50 },
        group: 'welcome',
      },
      {
        id: 'spender',
        effect: { kind: 'threshold', of: 'spend', target: 8_000, window: 'day', amountMinor: 100, repeat: 'once' },
        group: 'challenge',
        funder: 'operator',
      },
    ],
    caps: [{ asset: 'cashback', per: 'member', window: 'day', amountMinor: 700 }, ...(isShared ? sharedCaps : [])],
  });
