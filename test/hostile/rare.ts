/** Every text of a form that a rule may have. */
const formed = [
  {
    id: 'formed',
    when: [
      { kind: 'dates', from: '2026-02-28', to: '2026-12-31' },
      { kind: 'hours', from: '08:30', to: '24:00' },
    ],
    effect: { kind: 'rate', rateBps: 100 },
    expiry: { mode: 'fixedDate', monthDay: '12-31' },
  },
];
const manyRules = Array.from({ length: 60 }, (_, at) => ({
  id: `nth-${at}`,
  when: [{ kind: 'nth', n: 2, window: 'month', scope: { category: `c${at}` } }],
  effect: { kind: 'rate', rateBps: 1 },
}));
/** Bodies that chance would take too long to find, by operation. */
export const rareBodies: Readonly<Record<string, unknown[]>> = {
  draftRuleset: [
    { name: 'too many', rules: manyRules },
    { name: 'formed', settings: { timeZone: 'Europe/Paris', expiry: { cashback: formed[0]!.expiry } }, rules: formed },
    { name: 'no such group', rules: [{ ...manyRules[0], when: [], group: 'none' }] },
  ],
  draftCampaign: [
    {
      name: 'no such set',
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2099-01-01T00:00:00Z',
      funder: 'operator',
      rules: [{ id: 'more', scope: { set: 'none' }, effect: { kind: 'rate', rateBps: 100 } }],
    },
    {
      name: 'formed',
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2099-01-01T00:00:00Z',
      funder: 'operator',
      rules: formed,
    },
  ],
  recordPurchase: [
    { walletId: 'wal', receiptNumber: 'R', merchantId: 'zara', amountMinor: 100, totalMinor: 101 },
    { walletId: 'wal', receiptNumber: 'R', merchantId: 'zara', amountMinor: 100, occurredAt: '2026-01-01T00:00:00Z' },
    { walletId: 'wal', receiptNumber: 'R', merchantId: 'zara', lines: [{ kind: 'discount', amountMinor: -100 }] },
    { walletId: 'wal', receiptNumber: 'R', merchantId: 'sushi', amountMinor: 100, pay: { amountMinor: 20 } },
    { walletId: 'wal', receiptNumber: 'R', merchantId: 'zara', amountMinor: 1_000, pay: { redemptionId: 'red' } },
    { walletId: 'wal', receiptNumber: 'first', merchantId: 'zara', amountMinor: 100 },
    { walletId: 'full', receiptNumber: 'R', merchantId: 'zara', lines: [{ category: 'order', amountMinor: 1_000 }] },
    {
      walletId: 'wal',
      receiptNumber: 'R',
      merchantId: 'zara',
      amountMinor: 100,
      pay: { amountMinor: 5, assets: ['gift'] },
    },
  ],
  redeem: [
    { walletId: 'wal', merchantId: 'sushi', amountMinor: 5, basketMinor: 1_000 },
    { walletId: 'wal', merchantId: 'sushi', amountMinor: 800, basketMinor: 1_000 },
    { walletId: 'wal', merchantId: 'zara', amountMinor: 5, assets: ['gift'] },
    { walletId: 'held', merchantId: 'zara', amountMinor: 1, capture: false },
  ],
};
