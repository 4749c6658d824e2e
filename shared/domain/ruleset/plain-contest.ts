import { type GivenOnLines, givenTo } from './candidates.ts';
import type { Contest, Round, Standing } from './decide.ts';
import { missingOf, raise, safeMax, withinMax } from './round-group.ts';
import type { ReadLine } from './situation.ts';

const nonePending: readonly number[] = [];

/**
 * Decides a contest whose rules each give on a line by itself and are rounded for the receipt, in one pass: on each line
 * its first rule, or all of them. It comes to what competing and rounding come to, without asking what each rule would
 * give where it loses; null when amounts are too large for that.
 */
export function decidePlainly(
  { stacking, rounding, blocks }: Contest,
  standings: readonly Standing[],
  lines: readonly ReadLine[],
  given: GivenOnLines,
): Round | null {
  const isFirstOnly = stacking === 'mostSpecific';
  const { of } = blocks[0]!.rules[0]!.giving;
  const rules: number[] = [];
  const onLines: number[] = [];
  const amounts: number[] = [];
  const rests: number[] = [];
  let [wholes, rest] = [0, 0];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    let isTaken = false;
    for (let nth = 0; nth < standings.length && !isTaken; nth += 1) {
      const { block, onLines: seen, held } = standings[nth]!;
      for (let left = seen[at]! & held; left !== 0 && !isTaken; left &= left - 1) {
        const rule = block.rules[31 - Math.clz32(left & -left)]!;
        const { giving } = rule;
        const quantity = giving.counts === 'base' ? line.baseMinor : (givenTo(rule, given)[line.index] ?? 0);
        const numerator = quantity * giving.each;
        if (numerator > safeMax) return null;
        const whole = Math.floor(numerator / of);
        rules.push(rule.index);
        onLines.push(line.index);
        amounts.push(whole);
        rests.push(numerator - whole * of);
        wholes += whole;
        rest += numerator - whole * of;
        isTaken = isFirstOnly;
      }
    }
  }
  if (wholes > safeMax) return null;
  raise(amounts, rests, missingOf(wholes, rest, of, rounding.mode));
  return { standings, rules, lines: onLines, amounts: withinMax(amounts), pending: nonePending };
}
