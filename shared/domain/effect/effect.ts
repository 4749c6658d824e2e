import type * as z from 'zod';
import type { Fault } from '../condition/condition.ts';
import type { ReadLine, Situation } from '../ruleset/situation.ts';
import type { Compiling } from '../ruleset/watch.ts';
import type { Text } from '../words/language.ts';

/** A line that earns; `baseMinor` is what is left of it after exclusions, discounts, tax and tenders. */
export type EarningLine = {
  /** Its place in the basket. */
  readonly index: number;
  readonly baseMinor: number;
  /** In pieces; a measured line is one. */
  readonly pieces: number;
};

/**
 * How many on each of the rule's lines, in their order; a rule may win a line and give 0 on it. Null when nothing is
 * given yet (a threshold that is not reached): the rule then does not compete.
 */
export type Counting = (lines: readonly ReadLine[], situation: Situation) => readonly number[] | null;

/**
 * What an effect gives: on each line so many things, `each / of` minor units for one, exactly. Keeping the factors apart
 * keeps every amount a whole number until the group is rounded.
 */
export type Giving = {
  readonly each: number;
  readonly of: number;
  /** What is counted on a line: its base, what an earlier group gave on it, or what is worked out for all lines. */
  readonly counts: 'base' | 'given' | Counting;
  /** The earlier group that `given` is of; '' when it needs none. */
  readonly group: string;
  /** A line of which nothing is counted is left to other rules. */
  readonly leavesEmpty?: boolean;
};

/** How many an effect counts on each line; `given` holds what the earlier group gave, by line. */
export function countsOf(
  { counts }: Giving,
  lines: readonly ReadLine[],
  situation: Situation,
  given: readonly number[],
): readonly number[] | null {
  if (counts === 'base') return basesOf(lines);
  return counts === 'given' ? lines.map(({ index }) => given[index] ?? 0) : counts(lines, situation);
}

/** A kind of effect: its fields, what it gives on which line, and how it is told. */
export type EffectKind<S extends z.ZodType<{ kind: string }>> = {
  readonly kind: string;
  readonly schema: S;
  /** Effects compete with those of their group on the same line, or on the same receipt. */
  readonly competesBy: (fields: z.infer<S>) => 'line' | 'receipt';
  /** Whether a rule of enrolment may give it. */
  readonly atEnrolment: (fields: z.infer<S>) => boolean;
  /** What is wrong with it outside a campaign; nothing unless said. */
  readonly outsideCampaign?: (fields: z.infer<S>) => readonly Fault[];
  /** Made once a version. Says in `compiling.watches` what it needs wallets to count. */
  readonly compile: (fields: z.infer<S>, compiling: Compiling) => Giving;
  /** Its text: a phrase that names every field (words/fill.ts). */
  readonly explain: Text;
};

export const effect = <S extends z.ZodType<{ kind: string }>>(kind: EffectKind<S>) => kind;

/** What is to be earned on, line by line. */
export const basesOf = (lines: readonly ReadLine[]): number[] => lines.map(({ baseMinor }) => baseMinor);
