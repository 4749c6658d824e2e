import * as z from 'zod';
import type { FieldCode } from '../field-code.ts';
import type { Scope } from '../ruleset/scope.ts';
import type { ReadLine, Situation } from '../ruleset/situation.ts';
import type { Compiling } from '../ruleset/watch.ts';
import type { Text } from '../words/language.ts';

/** Whether a condition holds for a purchase; `linesOf` gives the earning lines in its rule's scope. */
export type Check = (situation: Situation, linesOf: () => readonly ReadLine[]) => boolean;

/** A field that a document may not have where it stands. */
export type Fault = { readonly path: readonly (string | number)[]; readonly code: FieldCode };

/** A kind of condition: its fields, what it checks, and how it is told. */
export type ConditionKind<S extends z.ZodType<{ kind: string; not: boolean }>> = {
  readonly kind: string;
  readonly schema: S;
  /** Whether a rule of enrolment may use it: it then looks at nothing that only a purchase has. */
  readonly atEnrolment: boolean;
  /** What is wrong with it outside a campaign; nothing unless said. */
  readonly outsideCampaign?: (fields: z.infer<S>) => readonly Fault[];
  /** Whose past purchases it looks at; none unless said. A merchant is not told what it says (promise 4). */
  readonly looksAt?: (fields: z.infer<S>) => readonly Scope[];
  /** Made once a version. Says in `compiling.watches` what it needs wallets to count. */
  readonly compile: (fields: z.infer<S>, compiling: Compiling) => Check;
  /** Its text: a phrase that names every field (words/fill.ts). */
  readonly explain: Text;
};

export const condition = <S extends z.ZodType<{ kind: string; not: boolean }>>(kind: ConditionKind<S>) => kind;

/** Every condition may be turned round. */
export const negated = z.boolean().default(false);
