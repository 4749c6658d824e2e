import * as z from 'zod';
import { conditionsMax } from '../ruleset/field.ts';
import { type ConditionKind, condition, type Fault, negated } from './condition.ts';

type One = z.ZodType<{ kind: string; not: boolean }>;
type Catalogue = Readonly<Record<string, Pick<ConditionKind<One>, 'compile' | 'outsideCampaign' | 'atEnrolment'>>>;

/** Holds when one of several conditions does; each may be turned round. It takes every kind but itself. */
export const anyOf = <S extends One>(Single: S, catalogue: Catalogue) =>
  condition({
    kind: 'any',
    schema: z.strictObject({ kind: z.literal('any'), not: negated, of: z.array(Single).min(1).max(conditionsMax) }),
    atEnrolment: true,
    outsideCampaign: ({ of }) =>
      of.flatMap((fields, at) =>
        (catalogue[fields.kind]!.outsideCampaign?.(fields) ?? []).map(
          ({ path, code }): Fault => ({ path: ['of', at, ...path], code }),
        ),
      ),
    compile: ({ of }, compiling) => {
      const checks = of.map((fields) => {
        const check = catalogue[fields.kind]!.compile(fields, compiling);
        return { check, not: fields.not };
      });
      return (situation, linesOf) => checks.some(({ check, not }) => check(situation, linesOf) !== not);
    },
    explain: {
      en: 'one of these: {of:conditions}',
      fr: 'au choix : {of:conditions}',
    },
  });
