import type { Verdict } from '../../shared/domain/ruleset/verdict.ts';
import type { Outcome } from './interpreter/interpret.ts';

const byId = <T extends { readonly limitId: string }>(limits: readonly T[]) =>
  limits.toSorted((a, b) => (a.limitId < b.limitId ? -1 : a.limitId > b.limitId ? 1 : 0));

/** What both must say, in one shape: by rule, so that the order in which it is told does not count. */
export function engineSays({ awards, limits, variants, explanation }: Verdict) {
  const { rules, baseMinor, excluded } = explanation;
  return {
    baseMinor,
    excluded,
    awards: Object.fromEntries(
      awards.map(({ ruleId, asset, amountMinor, funding, availability, expiry }) => [
        ruleId,
        { asset, amountMinor, funding, availability, expiry },
      ]),
    ),
    matched: Object.fromEntries(
      rules.flatMap(({ id, matched, reason, group, asset, baseMinor, wantedMinor, amountMinor, capId, funding }) =>
        matched ? [[id, { reason, group, asset, baseMinor, wantedMinor, amountMinor, capId, funding }]] : [],
      ),
    ),
    rejected: Object.fromEntries(rules.flatMap(({ id, matched, reason }) => (matched ? [] : [[id, reason]]))),
    limits: byId(limits.map(({ ruleIds: _, ...limit }) => limit)),
    variants: variants.toSorted(),
  };
}

export function oracleSays({ baseMinor, excluded, rewards, rejected, limits, variants }: Outcome) {
  return {
    baseMinor,
    excluded,
    awards: Object.fromEntries(
      rewards
        .filter(({ amountMinor }) => amountMinor > 0)
        .map(({ ruleId, asset, amountMinor, funding, availability, expiry }) => [
          ruleId,
          { asset, amountMinor, funding, availability, expiry },
        ]),
    ),
    matched: Object.fromEntries(
      rewards.map(({ ruleId, group, asset, baseMinor, wantedMinor, amountMinor, capId, paidBy }) => [
        ruleId,
        {
          reason: whyNothing(amountMinor, capId),
          group,
          asset,
          baseMinor,
          wantedMinor,
          amountMinor,
          capId,
          funding: paidBy,
        },
      ]),
    ),
    rejected,
    limits: byId(limits),
    variants: variants.toSorted(),
  };
}

/** A rule whose reward a cap took whole has matched and gives 0. */
const whyNothing = (amountMinor: number, capId: string | null) =>
  amountMinor > 0 ? undefined : capId?.endsWith('/budget') ? 'budget' : 'cap';
