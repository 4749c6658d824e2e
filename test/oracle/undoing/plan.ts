import { type Chance, chanceFrom } from '../random/chance.ts';

/** How often purchases are, what comes back of them, and which of that is undone. */
const deedKinds = {
  buy: 8,
  'buy with a gift': 3,
  'return by amount': 4,
  'return of a line': 3,
  'return of all': 2,
  'return and undo': 4,
  'cancel a return': 4,
  'cancel a purchase': 2,
  confirm: 2,
  move: 1,
};
export type DeedKind = keyof typeof deedKinds;
export const everyDeed = Object.keys(deedKinds) as DeedKind[];
const bag = everyDeed.flatMap((kind) => Array<DeedKind>(deedKinds[kind]).fill(kind));

export type Deed = {
  readonly kind: DeedKind;
  /** Chooses among the purchases or their returns, and the shop. */
  readonly pick: number;
  readonly amountMinor: number;
  readonly quantity: number;
  readonly waitHours: number;
};

/** A ruleset, what was bought and spent before, and what is bought and undone since. */
export type Case = {
  readonly seed: number;
  readonly clawback: 'pendingOnly' | 'withinBalance' | 'debt';
  readonly document: object;
  /** Each rule is funded by a sponsor of its name, so that books tell what stands of it. */
  readonly isByRule: boolean;
  /** Value that was earned, spent, and owed again before anything is compared. */
  readonly spentMinor: number;
  readonly deeds: readonly Deed[];
};

const window = 'ever';

function rulesOf(chance: Chance): object[] {
  const funder = () => chance.pick(['merchant', 'operator', { sponsor: 'acme' }]);
  const basket = () => chance.pick([[], [{ kind: 'basket', minMinor: 3_000 }]]);
  const fixed = (amountMinor: number) => ({
    kind: 'fixed',
    amountMinor,
    per: chance.pick(['receipt', 'receipt', 'unit']),
  });
  const of = chance.pick(['spend', 'purchases', 'quantity', 'merchants']);
  const target = { spend: 5_000, purchases: 3, quantity: 4, merchants: 2 }[of];
  const repeat = of === 'merchants' ? 'once' : chance.pick(['once', 'each']);
  const threshold = { kind: 'threshold', of, target, window, amountMinor: 300, repeat };
  const maybe = (probability: number, rule: () => object) => (chance.yes(probability) ? [rule()] : []);
  return [
    { id: 'rate', effect: { kind: 'rate', rateBps: chance.pick([100, 500, 1_000]) }, funder: funder() },
    ...maybe(0.5, () => ({ id: 'fixed', group: 'extra', when: basket(), effect: fixed(200), funder: funder() })),
    ...maybe(0.2, () => ({
      id: 'brand',
      group: 'extra',
      scope: { brand: 'x' },
      effect: { kind: 'rate', rateBps: 777 },
      funder: funder(),
    })),
    ...maybe(0.2, () => ({
      id: 'twice',
      group: 'boost',
      when: basket(),
      effect: { kind: 'multiply', group: 'base', factorBps: 20_000 },
      funder: funder(),
    })),
    ...maybe(0.4, () => ({ id: 'challenge', group: 'challenge', effect: threshold, funder: funder() })),
    ...maybe(0.2, () => ({
      id: 'points',
      asset: 'points',
      effect: { kind: 'points', points: 1, perMinor: 100 },
      funder: funder(),
    })),
  ];
}

const idOf = (rule: object) => (rule as { id: string }).id;

function capsOf(chance: Chance, rules: readonly object[]): object[] {
  const ids = rules.map(idOf);
  const covered = ids.filter((id) => id !== 'points' && chance.yes(0.7));
  if (covered.length === 0 || chance.yes(0.4)) return [];
  const cap = { rules: covered, amountMinor: chance.pick([60, 300, 700]), onLimit: chance.pick(['clip', 'skip']) };
  return [chance.yes(0.5) ? { ...cap, per: 'receipt' } : { ...cap, per: 'member', window }];
}

/** A history, plain data, so that it can be made shorter. */
export function someCase(seed: number): Case {
  const chance = chanceFrom(seed);
  const clawback = chance.pick(['pendingOnly', 'withinBalance', 'debt'] as const);
  const isByRule = seed % 3 === 0;
  const given = rulesOf(chance);
  const rules = isByRule ? given.map((rule) => ({ ...rule, funder: { sponsor: idOf(rule) } })) : given;
  const deed = (): Deed => ({
    kind: chance.pick(bag),
    pick: chance.int(0, 9_999),
    amountMinor: chance.int(1, 6_000),
    quantity: chance.pick([1, 1, 2, 3]),
    waitHours: chance.pick([0, 0, 1, 24]),
  });
  return {
    seed,
    clawback,
    isByRule,
    document: {
      name: 'Undoing',
      settings: {
        timeZone: 'Europe/Paris',
        accrualBase: chance.pick(['netOfWallet', 'gross']),
        pending: chance.pick([
          { mode: 'instant' },
          { mode: 'instant' },
          { mode: 'delay', days: 2 },
          { mode: 'delay', days: 60 },
          // biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
          { mode: 'onEvent', maxDays: 60, then: 'cancel' },
          // biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
          { mode: 'onEvent', maxDays: 2, then: 'cancel' },
        ]),
        returns: { refund: chance.pick(['proRata', 'walletFirst', 'otherFirst']), clawback, graceDays: 2 },
      },
      groups: { extra: { order: 5, stacking: 'sum' } },
      rules,
      caps: capsOf(chance, rules),
    },
    spentMinor: chance.pick([0, 0, 100, 400]),
    deeds: [{ ...deed(), kind: 'buy' }, ...chance.some(2, 9, deed)],
  };
}
