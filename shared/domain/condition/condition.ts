import * as z from 'zod';
import type { LocalMoment } from '../local-time.ts';
import type { Channel } from '../purchase-line.ts';

/** What a condition may look at. Amounts are before wallet payment; quantities in pieces. */
export type Situation = {
  readonly local: LocalMoment;
  readonly channel: Channel;
  readonly total: { readonly amountMinor: number; readonly quantity: number };
  /** The earning lines in the rule's scope. */
  readonly scope: { readonly amountMinor: number; readonly quantity: number };
};

/** A kind of condition: its fields, what it checks, and how it is told. */
export type ConditionKind<S extends z.ZodType<{ kind: string; not: boolean }>> = {
  readonly kind: string;
  readonly schema: S;
  /** Whether a rule of enrolment may use it: it then looks at nothing that only a purchase has. */
  readonly atEnrolment: boolean;
  readonly holds: (fields: z.infer<S>, situation: Situation) => boolean;
  /** Sentences with the fields' names in braces. */
  readonly explain: { readonly en: string; readonly fr: string };
};

export const condition = <S extends z.ZodType<{ kind: string; not: boolean }>>(kind: ConditionKind<S>) => kind;

/** Every condition may be turned round. */
export const negated = z.boolean().default(false);
