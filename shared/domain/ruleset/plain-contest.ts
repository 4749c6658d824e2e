import { amountMaxMinor } from '../money.ts';
import type { GivenOnLines } from './candidates.ts';
import type { Contest } from './decide.ts';
import { missingOf, safeMax } from './round-group.ts';
import type { Bits } from './scope-index.ts';
import { lowestOf, type Standings } from './standings.ts';

/** What rules come to before caps, by index, and what a contest gives on each line to those that multiply it. */
export type Sums = { readonly wantedMinor: number[]; readonly onLine: number[] | null };

/** Cells that one contest may have while it is rounded here; a basket that needs more competes as any other does. */
const cellsMax = 1_024;

/** Made once: contests are decided one after the other, and leave nothing to collect. */
const cells = {
  rules: new Int32Array(cellsMax),
  places: new Int32Array(cellsMax),
  parts: new Int32Array(cellsMax),
  rests: new Int32Array(cellsMax),
};

/**
 * Decides a contest whose rules each give on a line by itself and are rounded for the receipt, in one pass: on each line
 * its first rule, or all of them. It comes to what competing and rounding come to, without asking what each rule would
 * give where it loses; false, and nothing is summed, when there is too much for that.
 */
export function decidePlainly(
  contest: Contest,
  standings: Standings,
  given: GivenOnLines,
  { wantedMinor, onLine }: Sums,
): boolean {
  const { blocks, isFirstOnly, of, rounding } = contest;
  const { lines, onLines, held } = standings;
  const { rules, places, parts, rests } = cells;
  let [count, wholes, rest] = [0, 0, 0];
  for (let at = 0; at < lines.length; at += 1) {
    const { baseMinor, index } = lines[at]!;
    for (let nth = 0, isTaken = false; nth < blocks.length && !isTaken; nth += 1) {
      const { columns, at: block } = blocks[nth]!;
      const winners = winnersOf(onLines[block * lines.length + at]! & held[block]!, isFirstOnly);
      for (let left = winners; left !== 0; left &= left - 1) {
        const place = lowestOf(left);
        const earlier = columns.multiplies[place]!;
        const numerator = (earlier < 0 ? baseMinor : given[earlier]![index]!) * columns.each[place]!;
        if (numerator > safeMax || count === cellsMax) return false;
        const whole = Math.floor(numerator / of);
        if (whole > amountMaxMinor) return false;
        rules[count] = columns.rules[place]!;
        places[count] = index;
        parts[count] = whole;
        rests[count] = numerator - whole * of;
        wholes += whole;
        rest += numerator - whole * of;
        count += 1;
      }
      isTaken = isFirstOnly && winners !== 0;
    }
  }
  const missing = missingOf(wholes, rest, of, rounding.mode);
  if (wholes + missing > amountMaxMinor) return false;
  raise(count, missing);
  for (let at = 0; at < count; at += 1) {
    wantedMinor[rules[at]!]! += parts[at]!;
    if (onLine !== null) onLine[places[at]!]! += parts[at]!;
  }
  return true;
}

/** Of the rules of a block that hold on a line those that give there, unless one of an earlier block was first. */
const winnersOf = (holding: Bits, isFirstOnly: boolean): Bits => (isFirstOnly ? holding & -holding : holding);

/** As in a group that competes: the largest rests have the units that are missing. */
function raise(count: number, missing: number): void {
  const { parts, rests } = cells;
  for (let left = missing; left > 0; left -= 1) {
    let top = 0;
    let largest = rests[0]!;
    for (let at = 1; at < count; at += 1) {
      const rest = rests[at]!;
      if (rest <= largest) continue;
      top = at;
      largest = rest;
    }
    parts[top]! += 1;
    rests[top] = -1;
  }
}

/** Names the rules that won in a contest decided so, by index, and the base of each line that they won. */
export function eachWonPlainly(
  { blocks, isFirstOnly }: Contest,
  standings: Standings,
  won: (rule: number, baseMinor: number) => void,
): void {
  const { lines, onLines, held } = standings;
  for (let at = 0; at < lines.length; at += 1) {
    const { baseMinor } = lines[at]!;
    for (let nth = 0, isTaken = false; nth < blocks.length && !isTaken; nth += 1) {
      const { columns, at: block } = blocks[nth]!;
      const winners = winnersOf(onLines[block * lines.length + at]! & held[block]!, isFirstOnly);
      for (let left = winners; left !== 0; left &= left - 1) won(columns.rules[lowestOf(left)]!, baseMinor);
      isTaken = isFirstOnly && winners !== 0;
    }
  }
}
