import { countsOf } from '../effect/effect.ts';
import type { Block, CompiledRule } from './decide.ts';
import type { Situation } from './situation.ts';
import type { Candidate } from './stacking.ts';
import { isHeld, linesOf, type Standings } from './standings.ts';

/** What earlier contests gave, by contest and line; null where no rule multiplies it. */
export type GivenOnLines = readonly (readonly number[] | null)[];

const nothing: readonly number[] = [];

/** The rules of a contest that hold and count something, in contest order; `onPending` hears those that count nothing yet. */
export function candidatesOf(
  blocks: readonly Block[],
  standings: Standings,
  situation: Situation,
  given: GivenOnLines,
  onPending: (rule: CompiledRule) => void,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { rules } of blocks) {
    for (const rule of rules) {
      if (!isHeld(standings, rule)) continue;
      const lines = linesOf(standings, rule);
      const quantities = countsOf(rule.giving, lines, situation, givenTo(rule, given));
      if (quantities === null) onPending(rule);
      else candidates.push({ rule, lines, quantities });
    }
  }
  return candidates;
}

/** What a factor multiplies, by line. */
export const givenTo = ({ multiplies }: CompiledRule, given: GivenOnLines): readonly number[] =>
  multiplies < 0 ? nothing : (given[multiplies] ?? nothing);
