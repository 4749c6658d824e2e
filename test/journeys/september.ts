/** The mall of test/journeys/week.test.ts: rates and offers are those of the source's kind, hours and amounts chosen. */
export const shops = { zara: 'fashion', bistro: 'restaurant', rex: 'cinema', papyrus: 'stationery', arena: 'sport' };

const days = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** A time of the week, as `mon 10:00:00`. */
export const at = (time: string) => `2025-09-0${days.indexOf(time.slice(0, 3))}T${time.slice(4)}+02:00`;

export const nova = (amountMinor: number) => ({ category: 'shoes', brand: 'nova', amountMinor });
export const line = (category: string, amountMinor: number) => ({ category, amountMinor });

const rate = (id: string, scope: object, rateBps: number, more: object = {}) => ({
  id,
  scope,
  effect: { kind: 'rate', rateBps },
  ...more,
});
const onBase = (id: string, scope: object, factorBps: number) => ({
  id,
  scope,
  effect: { kind: 'multiply', group: 'base', factorBps },
  group: 'boost',
});
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** The rules that stand all year; a restaurant gives 4 %, or what somebody typed. */
export const september = (restaurantBps = 400) => ({
  name: 'September',
  rules: [
    rate('fashion', { sector: 'fashion' }, 200),
    rate('restaurants', { sector: 'restaurant' }, restaurantBps),
    rate('cinemas', { sector: 'cinema' }, 300),
    rate('stationers', { sector: 'stationery' }, 600),
    rate('sports', { sector: 'sport' }, 200),
    {
      ...onBase('off-peak', { sector: 'restaurant' }, 20_000),
      when: [{ kind: 'hours', days: weekdays, from: '14:00', to: '17:00' }],
      funder: 'operator',
    },
    rate('combo', { sector: 'restaurant' }, 600, {
      when: [{ kind: 'after', scope: { sector: 'cinema' }, withinHours: 6, sameDay: true }],
      group: 'combo',
      funder: [
        { who: 'merchant', shareBps: 5_000 },
        { who: { merchant: 'rex' }, shareBps: 5_000 },
      ],
    }),
  ],
});

export const launch = {
  name: 'Launch',
  startsAt: '2025-09-01T00:00:00+02:00',
  endsAt: '2025-09-04T00:00:00+02:00',
  funder: 'operator',
  rules: [onBase('launch', {}, 15_000)],
};

/** The brand's own week, paid by the brand as far as its 20.00 go. */
export const brandWeek = {
  name: 'Nova week',
  startsAt: '2025-09-01T00:00:00+02:00',
  endsAt: '2025-09-08T00:00:00+02:00',
  funder: { sponsor: 'nova' },
  budgetMinor: 2_000,
  rules: [rate('nova', { brand: 'nova' }, 1_500)],
};

/** Up to 5.00 a member. */
export const backToSchool = {
  name: 'Back to school',
  startsAt: '2025-08-25T00:00:00+02:00',
  endsAt: '2025-09-15T00:00:00+02:00',
  funder: 'operator',
  rules: [rate('school', { category: 'school' }, 1_000, { group: 'boost' })],
  caps: [{ per: 'member', window: 'campaign', amountMinor: 500 }],
};
