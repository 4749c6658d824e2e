import type * as z from 'zod';
import type { Fraction } from '../rounding.ts';

/** A line that earns; `baseMinor` is what is left of it after exclusions, discounts, tax and tenders. */
export type EarningLine = {
  /** Its place in the basket. */
  readonly index: number;
  readonly baseMinor: number;
  /** In pieces; a measured line is one. */
  readonly pieces: number;
};

export type Part = { readonly line: number; readonly amount: Fraction };

export type Given = {
  /** The earning lines in the rule's scope; none at enrolment. */
  readonly lines: readonly EarningLine[];
  /** What a group already gave on a line, rounded. */
  readonly given: (group: string, line: number) => number;
};

/** A kind of effect: its fields, what it gives on which line, and how it is told. */
export type EffectKind<S extends z.ZodType<{ kind: string }>> = {
  readonly kind: string;
  readonly schema: S;
  /** Effects compete with those of their group on the same line, or on the same receipt. */
  readonly competesBy: (fields: z.infer<S>) => 'line' | 'receipt';
  readonly gives: (fields: z.infer<S>, given: Given) => readonly Part[];
  readonly explain: { readonly en: string; readonly fr: string };
};

export const effect = <S extends z.ZodType<{ kind: string }>>(kind: EffectKind<S>) => kind;
