import type { Read } from './basket.ts';
import { byText, type Cell, type Contender, compete } from './compete.ts';
import { gives, isByLine, type Threshold } from './give.ts';
import type { Document, Group, Stacking } from './language.ts';
import { largestRemainder, rounded, sum } from './rational.ts';
import { specificity } from './scope.ts';
import type { Named } from './version.ts';

const amountMax = 1_000_000_000n;

/** Groups that need no declaration. */
const defaultGroups: Readonly<Record<string, Group>> = {
  base: { order: 0, stacking: 'mostSpecific' },
  boost: { order: 10, stacking: 'sum' },
  combo: { order: 20, stacking: 'best' },
  welcome: { order: 30, stacking: 'sum' },
  challenge: { order: 40, stacking: 'sum' },
};

export type Held = { readonly named: Named; readonly lines: readonly Read[] };
/** What a rule gives on a line, in whole minor units. */
export type GivenOnLine = { readonly named: Named; readonly line: number; readonly amountMinor: number };
type Whole = { readonly ruleId: string; readonly line: number; readonly amount: bigint };

/** What the rules that hold give before caps, group by group in their order, apart for each asset. */
export function givenBy(
  document: Document,
  held: readonly Held[],
  rejected: Record<string, string>,
  crossings: (held: Held, effect: Threshold) => number,
): GivenOnLine[] {
  const groups = Object.entries({ ...defaultGroups, ...document.groups }).sort(
    ([a, x], [b, y]) => x.order - y.order || byText(a, b),
  );
  const given: GivenOnLine[] = [];
  for (const [name, { stacking }] of groups) {
    const members = held.filter(({ named }) => named.rule.group === name);
    for (const asset of new Set(members.map(({ named }) => named.rule.asset))) {
      const ofAsset = members.filter(({ named, lines }) => {
        const { effect } = named.rule;
        const isReached = effect.kind !== 'threshold' || crossings({ named, lines }, effect) > 0;
        // Chosen: a threshold that is not reached does not compete.
        if (!isReached && named.rule.asset === asset) rejected[named.id] = 'progress';
        return isReached && named.rule.asset === asset;
      });
      const earlier = (group: string, line: number) => {
        let all = 0;
        for (const { named, line: on, amountMinor } of given) {
          if (named.rule.group === group && named.rule.asset === asset && on === line) all += amountMinor;
        }
        return BigInt(all);
      };
      const contenders = ofAsset.map(
        (each): Contender => ({
          id: each.named.id,
          priority: each.named.rule.priority,
          ...specificity(each.named.rule.scope),
          byLine: isByLine(each.named.rule.effect),
          effect: each.named.rule.effect,
          parts: gives(each.named.rule.effect, each.lines, earlier, (effect) => crossings(each, effect)),
        }),
      );
      const whole = roundGroup(document, asset, compete(stacking, contenders));
      for (const { named } of ofAsset) {
        const own = whole.filter(({ ruleId }) => ruleId === named.id);
        given.push(...own.map(({ line, amount }) => ({ named, line, amountMinor: Number(amount) })));
        // Chosen: who has no cell left has lost to another; who has one, or adds up with all, came to nothing.
        if (own.every(({ amount }) => amount === 0n))
          rejected[named.id] = own.length > 0 || isSum(stacking) ? 'zero' : 'lost';
      }
    }
  }
  return given;
}

const isSum = (stacking: Stacking) => stacking === 'sum' || stacking === 'multiply';

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
