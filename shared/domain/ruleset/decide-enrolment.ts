import { holds } from '../condition/conditions.ts';
import { gives } from '../effect/effects.ts';
import { awardOf, roundingOf } from './award.ts';
import type { Compiled } from './compile.ts';
import type { EnrolmentFacts } from './facts.ts';
import { roundGroup } from './stack.ts';
import type { Verdict } from './verdict.ts';

const nothing = { amountMinor: 0, quantity: 0 };

/** What a new wallet is given: rules of enrolment all count, none competes (S4-14). */
export function decideEnrolmentWith(compiled: Compiled, { occurredAt, channel }: EnrolmentFacts): Verdict {
  const { settings, version } = compiled;
  const situation = { local: compiled.local.read(occurredAt), channel, total: nothing, scope: nothing };
  const awards = compiled.enrolmentRules
    .map(({ rule }) => rule)
    .filter((rule) => rule.when.every((when) => holds(when, situation)))
    .flatMap((rule) => {
      const parts = gives(rule.effect, { lines: [], given: () => 0 });
      const bids = parts.map((part) => ({ rule, place: null, ...part }));
      return roundGroup(bids, 'receipt', roundingOf(compiled, rule));
    })
    .filter(({ amountMinor }) => amountMinor > 0)
    .map(({ rule, amountMinor }) => awardOf(compiled, rule, amountMinor, { merchantId: '', occurredAt }));
  const { accrualBase, rounding } = settings;
  const explanation = {
    rulesetVersion: version,
    baseMinor: 0,
    accrualBase,
    rounding: rounding.mode,
    rules: [],
    excluded: [],
  };
  return { awards, counters: [], claims: [], variants: [], explanation };
}
