import * as z from 'zod';
import type { Scope } from '../ruleset/scope.ts';
import type { Compiling } from '../ruleset/watch.ts';
import { absent } from './absent.ts';
import { after } from './after.ts';
import { anyOf } from './any.ts';
import { audience } from './audience.ts';
import { basket } from './basket.ts';
import { channel } from './channel.ts';
import type { Check, ConditionKind, Fault } from './condition.ts';
import { dates } from './dates.ts';
import { hours } from './hours.ts';
import { nth } from './nth.ts';
import { optedIn } from './opted-in.ts';
import { paidWithWallet } from './paid-with-wallet.ts';
import { store } from './store.ts';

const singles = {
  dates,
  hours,
  channel,
  store,
  basket,
  nth,
  after,
  absent,
  optedIn,
  audience,
  paidWithWallet,
} as const;

const Single = z.discriminatedUnion('kind', [
  dates.schema,
  hours.schema,
  channel.schema,
  store.schema,
  basket.schema,
  nth.schema,
  after.schema,
  absent.schema,
  optedIn.schema,
  audience.schema,
  paidWithWallet.schema,
]);
export type SingleCondition = z.infer<typeof Single>;

// The kind picks the file whose fields these are; TypeScript cannot follow it there.
type AnyKind = ConditionKind<z.ZodType<{ kind: string; not: boolean }>>;
const any = anyOf(Single, singles as unknown as Readonly<Record<string, AnyKind>>);

/** The catalogue: what a rule can depend on. A kind that is not here is refused with the document. */
export const conditions = { ...singles, any } as const;
const byKind = conditions as unknown as Readonly<Record<string, AnyKind>>;

export const ConditionSchema = z.discriminatedUnion('kind', [...Single.options, any.schema]);
export type Condition = z.infer<typeof ConditionSchema>;

/** The check of a condition, turned round where it says so. */
export function compileCondition(fields: Condition, compiling: Compiling): Check {
  const check = byKind[fields.kind]!.compile(fields, compiling);
  return fields.not ? (situation, linesOf) => !check(situation, linesOf) : check;
}

/** What is wrong with a condition in a rule that is of no campaign. */
export const outsideCampaign = (fields: Condition): readonly Fault[] =>
  byKind[fields.kind]!.outsideCampaign?.(fields) ?? [];

/** Whose past purchases conditions look at. */
export const looksAtOf = (when: readonly Condition[]): readonly Scope[] =>
  flattened(when).flatMap((fields) => byKind[fields.kind]!.looksAt?.(fields) ?? []);

/** Conditions with those inside `any`, each by itself. */
export const flattened = (when: readonly Condition[]): readonly SingleCondition[] =>
  when.flatMap((each): readonly SingleCondition[] => (each.kind === 'any' ? each.of : [each]));

/** Whether a rule of enrolment may depend on it. */
export const isForEnrolment = (fields: Condition): boolean =>
  flattened([fields]).every(({ kind }) => conditions[kind].atEnrolment);
