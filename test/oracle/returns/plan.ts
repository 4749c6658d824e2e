import { type Chance, chanceFrom } from '../random/chance.ts';

/** A ruleset small enough to be worked out by hand, and the policies under which its purchases come back. */
export type Plan = {
  readonly rateBps: number;
  readonly brandBps: number;
  readonly bonusMinor: number;
  readonly nthMinor: number;
  readonly capMinor: number;
  readonly thresholdMinor: number;
  /** Whether every multiple is rewarded, of a smaller target, and what a cap leaves of that: nothing said, all. */
  readonly isEach?: boolean;
  readonly challengeCap?: { readonly per: 'member' | 'receipt'; readonly amountMinor: number } | null;
  readonly gross: boolean;
  readonly refund: 'proRata' | 'walletFirst' | 'otherFirst';
  readonly clawback: 'pendingOnly' | 'withinBalance' | 'debt';
  readonly pending: object;
  readonly expiry: object;
  readonly funder: unknown;
  readonly window: 'ever' | 'year';
};

export const bonusFromMinor = 2_000;
export const targetOf = ({ isEach }: Pick<Plan, 'isEach'>) => (isEach ? 1_000 : 4_000);
/** How often a progress has reached the target. */
export const timesAt = (plan: Plan, progress: number) =>
  plan.isEach ? Math.floor(progress / targetOf(plan)) : Number(progress >= targetOf(plan));
export const graceDays = 2;

export const somePlan = (chance: Chance): Plan => ({
  rateBps: chance.pick([100, 250, 400, 1_000]),
  brandBps: chance.pick([0, 500, 777]),
  bonusMinor: chance.pick([0, 75]),
  nthMinor: chance.pick([0, 50]),
  capMinor: chance.pick([0, 60, 150, 400]),
  thresholdMinor: chance.pick([0, 120]),
  gross: chance.yes(0.3),
  refund: chance.pick(['proRata', 'walletFirst', 'otherFirst']),
  clawback: chance.pick(['pendingOnly', 'withinBalance', 'debt']),
  pending: chance.pick([
    { mode: 'instant' },
    { mode: 'instant' },
    { mode: 'delay', days: 3 },
    // biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
    { mode: 'onEvent', maxDays: 6, then: 'release' },
  ]),
  expiry: chance.pick([
    { mode: 'never' },
    { mode: 'never' },
    { mode: 'duration', days: 5 },
    { mode: 'inactivity', months: 1 },
  ]),
  funder: chance.pick([
    'merchant',
    'operator',
    [
      { who: 'merchant', shareBps: 3_300 },
      { who: 'operator', shareBps: 6_700 },
    ],
  ]),
  window: chance.pick(['ever', 'year']),
  isEach: chance.yes(0.5),
  challengeCap: chance.pick([
    null,
    { per: 'member', amountMinor: 300 },
    { per: 'member', amountMinor: 500 },
    { per: 'receipt', amountMinor: 200 },
  ]),
});

/** The plan as an operator would write it. */
export function documentOf(plan: Plan): object {
  const { rateBps, brandBps, bonusMinor, nthMinor, capMinor, thresholdMinor, window, funder } = plan;
  const capped = ['all', ...(brandBps ? ['brand'] : []), ...(bonusMinor ? ['bonus'] : [])];
  const rule = (isThere: number, fields: object) => (isThere ? [{ funder, ...fields }] : []);
  const nth = { kind: 'nth', n: 2, every: true };
  const repeat = plan.isEach ? 'each' : 'once';
  const target = targetOf(plan);
  const challenge = { kind: 'threshold', of: 'spend', target, window, amountMinor: thresholdMinor, repeat };
  const onChallenge = plan.challengeCap?.per === 'member' ? { ...plan.challengeCap, window } : plan.challengeCap;
  return {
    name: 'Returns',
    settings: {
      timeZone: 'Europe/Paris',
      accrualBase: plan.gross ? 'gross' : 'netOfWallet',
      pending: plan.pending,
      expiry: { cashback: plan.expiry },
      returns: { refund: plan.refund, clawback: plan.clawback, graceDays },
    },
    groups: { extra: { order: 5, stacking: 'sum' }, bonus: { order: 6, stacking: 'sum' } },
    rules: [
      { id: 'all', effect: { kind: 'rate', rateBps }, funder },
      { id: 'points', asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 }, funder },
      ...rule(brandBps, {
        id: 'brand',
        scope: { brand: 'x' },
        group: 'extra',
        effect: { kind: 'rate', rateBps: brandBps },
      }),
      ...rule(bonusMinor, {
        id: 'bonus',
        group: 'bonus',
        when: [{ kind: 'basket', minMinor: bonusFromMinor }],
        effect: { kind: 'fixed', amountMinor: bonusMinor },
      }),
      ...rule(nthMinor, { id: 'nth', group: 'welcome', when: [nth], effect: { kind: 'fixed', amountMinor: nthMinor } }),
      ...rule(thresholdMinor, { id: 'challenge', group: 'challenge', effect: challenge, funder: 'operator' }),
    ],
    caps: [
      ...(capMinor ? [{ rules: capped, per: 'member', window, amountMinor: capMinor }] : []),
      ...(thresholdMinor && onChallenge ? [{ rules: ['challenge'], ...onChallenge }] : []),
    ],
  };
}

/** What happens: numbers that choose among what there is when it does. */
export type Deed = {
  readonly kind: DeedKind;
  readonly pick: number;
  readonly amount: number;
  readonly waitHours: number;
};
const deedKinds = {
  sale: 6, 'sale with payment': 6, gift: 2, spend: 3, hold: 1, 'return by line': 5, 'return by amount': 4, 'return of all': 3,
  exchange: 1, 'cancel a purchase': 1, 'cancel a return': 1, transfer: 0.7, block: 0.5, 'empty and close': 0.4, confirm: 1,
}; // biome-ignore format: a table
export type DeedKind = keyof typeof deedKinds;
export const everyDeed = Object.keys(deedKinds) as DeedKind[];

const bag = everyDeed.flatMap((kind) => Array<DeedKind>(Math.round(deedKinds[kind] * 10)).fill(kind));

export type Case = { readonly seed: number; readonly plan: Plan; readonly deeds: readonly Deed[] };

/** A history that begins with something to pay with. Plain data, so that it can be made shorter. */
export function someCase(seed: number): Case {
  const chance = chanceFrom(seed);
  const deed = (kind: DeedKind): Deed => ({
    kind,
    pick: chance.int(0, 9_999),
    amount: chance.int(0, 3_000),
    waitHours: chance.pick([0, 0, 0, 1, 24, 100, 480]),
  });
  return {
    seed,
    plan: somePlan(chance),
    deeds: [deed('gift'), deed('sale'), ...chance.some(2, 8, () => deed(chance.pick(bag)))],
  };
}
