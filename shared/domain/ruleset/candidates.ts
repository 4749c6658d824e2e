import { countsOf } from '../effect/effect.ts';
import { type CompiledRule, linesWith, type Standing } from './decide.ts';
import type { ReadLine, Situation } from './situation.ts';
import type { Candidate } from './stacking.ts';

/** What earlier contests gave, by contest and line. */
export type GivenOnLines = readonly (readonly number[] | undefined)[];

const nothing: readonly number[] = [];

/** The rules of a contest that hold and count something, in contest order; `onPending` hears those that count nothing yet. */
export function candidatesOf(
  standings: readonly Standing[],
  situation: Situation,
  lines: readonly ReadLine[],
  given: GivenOnLines,
  onPending: (rule: CompiledRule) => void,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { block, onLines, held } of standings) {
    for (const rule of block.rules) {
      if ((held & rule.bit) === 0) continue;
      const own = linesWith(rule.bit, onLines, lines);
      const quantities = countsOf(rule.giving, own, situation, givenTo(rule, given));
      if (quantities === null) onPending(rule);
      else candidates.push({ rule, lines: own, quantities });
    }
  }
  return candidates;
}

/** What a factor multiplies, by line. */
export const givenTo = ({ multiplies }: CompiledRule, given: GivenOnLines): readonly number[] =>
  multiplies < 0 ? nothing : (given[multiplies] ?? nothing);
