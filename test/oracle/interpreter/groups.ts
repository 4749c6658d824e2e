import type { Read } from './basket.ts';
import { byText, type Cell, type Contender, compete } from './compete.ts';
import { gives, isByLine } from './give.ts';
import type { Document, Group, Rule } from './language.ts';
import { largestRemainder, proRata, rounded, sum } from './rational.ts';
import { specificity } from './scope.ts';
import { type Availability, availability, type End, expiry, funding, type Share } from './terms.ts';

/** What one rule gave. */
export type Reward = {
  readonly ruleId: string;
  readonly group: string;
  readonly asset: string;
  readonly baseMinor: number;
  readonly wantedMinor: number;
  readonly amountMinor: number;
  readonly funding: readonly Share[];
  readonly paidBy: readonly { readonly who: string; readonly amountMinor: number }[];
  readonly availability: Availability;
  readonly expiry: End;
};
const amountMax = 1_000_000_000n;

/** Groups that need no declaration. */
const defaultGroups: Readonly<Record<string, Group>> = {
  base: { order: 0, stacking: 'mostSpecific' },
  boost: { order: 10, stacking: 'sum' },
  combo: { order: 20, stacking: 'best' },
  welcome: { order: 30, stacking: 'sum' },
  challenge: { order: 40, stacking: 'sum' },
};

export type Held = { readonly rule: Rule; readonly lines: readonly Read[] };
type Whole = { readonly ruleId: string; readonly line: number; readonly amount: bigint };

export type Place = {
  readonly at: number;
  readonly merchantId: string;
  readonly pending: Document['settings']['pending'];
};

/** What the rules that hold give, group by group in their order, apart for each asset. */
export function rewardsOf(
  document: Document,
  held: readonly Held[],
  rejected: Record<string, string>,
  place: Place,
): Reward[] {
  const groups = Object.entries({ ...defaultGroups, ...document.groups }).sort(
    ([a, x], [b, y]) => x.order - y.order || byText(a, b),
  );
  const cells: (Whole & { group: string; asset: string })[] = [];
  const rewards: Reward[] = [];
  for (const [name, { stacking }] of groups) {
    const members = held.filter(({ rule }) => rule.group === name);
    for (const asset of new Set(members.map(({ rule }) => rule.asset))) {
      const ofAsset = members.filter(({ rule }) => rule.asset === asset);
      const earlier = (group: string, line: number) =>
        cells.reduce(
          (all, cell) => (cell.group === group && cell.asset === asset && cell.line === line ? all + cell.amount : all),
          0n,
        );
      const won = compete(
        stacking,
        ofAsset.map((each) => contender(each, earlier)),
      );
      const whole = roundGroup(document, asset, won);
      cells.push(...whole.map((cell) => ({ ...cell, group: name, asset })));
      for (const each of ofAsset) {
        const own = whole.filter(({ ruleId }) => ruleId === each.rule.id);
        const reward = rewardOf(document, each, own, place);
        if (reward.amountMinor > 0) rewards.push(reward);
        else rejected[each.rule.id] = own.length > 0 || stacking === 'sum' ? 'zero' : 'lost';
      }
    }
  }
  return rewards;
}

const contender = ({ rule, lines }: Held, earlier: (group: string, line: number) => bigint): Contender => ({
  id: rule.id,
  priority: rule.priority,
  ...specificity(rule.scope),
  byLine: isByLine(rule.effect),
  parts: gives(rule.effect, lines, earlier),
});

/** Rounds once for the receipt, or for each line, and splits to cells by largest remainder: earlier line, then id. */
function roundGroup(document: Document, asset: string, cells: readonly Cell[]): Whole[] {
  const { rounding } = document.settings;
  const own = rounding.assets[asset];
  const ordered = [...cells].sort((a, b) => a.line - b.line || byText(a.ruleId, b.ruleId));
  const together =
    (own?.stage ?? rounding.stage) === 'receipt'
      ? [ordered]
      : [...new Set(ordered.map(({ line }) => line))].map((line) => ordered.filter((cell) => cell.line === line));
  return together.flatMap((part) => {
    const exact = part.map(({ amount }) => amount);
    const whole = largestRemainder(rounded(sum(exact), own?.mode ?? rounding.mode), exact);
    // Chosen: what is rounded together never exceeds the largest amount of one operation; the last cells lose it.
    let left = amountMax;
    return part.map(({ ruleId, line }, at) => {
      const amount = whole[at]! < left ? whole[at]! : left;
      left -= amount;
      return { ruleId, line, amount };
    });
  });
}

function rewardOf(document: Document, { rule, lines }: Held, own: readonly Whole[], place: Place): Reward {
  const amountMinor = Number(own.reduce((all, { amount }) => all + amount, 0n));
  const { timeZone, expiry: expiries } = document.settings;
  const shares = funding(rule.funder, place.merchantId);
  const parts = proRata(
    amountMinor,
    shares.map(({ shareBps }) => shareBps),
  );
  return {
    ruleId: rule.id,
    group: rule.group,
    asset: rule.asset,
    // Chosen: the base of a rule is that of the lines it won.
    baseMinor: lines.reduce(
      (all, { at, baseMinor }) => (own.some(({ line }) => line === at) ? all + baseMinor : all),
      0,
    ),
    wantedMinor: amountMinor,
    amountMinor,
    funding: shares,
    paidBy: shares.map(({ who }, at) => ({ who, amountMinor: parts[at]! })).filter((part) => part.amountMinor > 0),
    availability: availability(rule.credit ?? place.pending, place.at),
    expiry: expiry(rule.expiry ?? expiries[rule.asset] ?? { mode: 'never' }, timeZone, place.at),
  };
}
