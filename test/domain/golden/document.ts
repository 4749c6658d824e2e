/** The ruleset under which golden entries are recorded: something of everything that an entry can hold. */
export const document = {
  name: 'Golden',
  settings: {
    timeZone: 'Europe/Paris',
    expiry: { cashback: { mode: 'duration', days: 9 }, points: { mode: 'inactivity', months: 1 } },
    acceptance: { gift: { merchant: ['zara', 'deco'] } },
    returns: { refund: 'proRata', clawback: 'debt', graceDays: 2 },
  },
  merchants: {
    deco: { redeem: { minBasketMinor: 500, minAmountMinor: 20, maxShareBps: 5_000 } },
    // biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
    sushi: { pending: { mode: 'onEvent', maxDays: 2, then: 'cancel' } },
    kiosk: { pending: { mode: 'delay', days: 1 }, accrualBase: 'gross' },
  },
  rules: [
    {
      id: 'all',
      effect: { kind: 'rate', rateBps: 400 },
      funder: [
        { who: 'merchant', shareBps: 7_500 },
        { who: 'operator', shareBps: 2_500 },
      ],
    },
    { id: 'points', asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 } },
    {
      id: 'third',
      when: [{ kind: 'nth', n: 3, every: true }],
      effect: { kind: 'fixed', amountMinor: 50 },
      group: 'welcome',
    },
    {
      id: 'spender',
      effect: { kind: 'threshold', of: 'spend', target: 8_000, window: 'week', amountMinor: 100, repeat: 'each' },
      group: 'challenge',
      funder: 'operator',
    },
  ],
  caps: [{ asset: 'cashback', per: 'member', window: 'week', amountMinor: 1_200 }],
};
