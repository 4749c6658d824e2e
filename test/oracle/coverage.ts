import type { Outcome } from './interpreter/interpret.ts';
import type { Document, Rule } from './interpreter/language.ts';
import { rulesOf, type Version } from './interpreter/version.ts';

/** How often a part of the language was met, and how often a rule with it gave something. */
export type Coverage = Map<string, { met: number; gave: number }>;

function note(coverage: Coverage, name: string, gave: boolean): void {
  const known = coverage.get(name) ?? { met: 0, gave: 0 };
  coverage.set(name, { met: known.met + 1, gave: known.gave + (gave ? 1 : 0) });
}

/** Counts what a decision exercised: by rule, what it is made of; by group, how it stacks; how amounts are rounded. */
export function cover(coverage: Coverage, version: Version, outcome: Outcome): void {
  const on = outcome.past.purchase ? 'purchase' : 'enrolment';
  const given = new Map(outcome.rewards.map((reward) => [reward.ruleId, reward]));
  for (const { id, rule } of rulesOf(version)) {
    if (rule.on !== on) continue;
    for (const name of partsOf(rule, version.document)) note(coverage, name, given.has(id));
  }
  for (const reason of Object.values(outcome.rejected)) note(coverage, `reason ${reason}`, true);
  for (const { reason } of outcome.excluded) note(coverage, `excluded ${reason}`, true);
}

function partsOf(rule: Rule, { groups, settings }: Document): string[] {
  const { effect } = rule;
  const per = effect.kind === 'fixed' ? ` per ${effect.per}` : '';
  const declared = groups[rule.group]?.stacking ?? `${rule.group}'s own`;
  const rounding = { ...settings.rounding, ...settings.rounding.assets[rule.asset] };
  const funders = Array.isArray(rule.funder)
    ? 'shares'
    : typeof rule.funder === 'string'
      ? rule.funder
      : Object.keys(rule.funder)[0];
  return [
    `on ${rule.on}`,
    `effect ${effect.kind}${per}`,
    `stacking ${declared}`,
    `rounding ${rounding.mode} by ${rounding.stage}`,
    `funder ${funders}`,
    `asset ${rule.asset}`,
    ...rule.when.map(({ kind, not }) => `when ${kind}${not ? ' not' : ''}`),
    ...Object.keys(rule.scope).map((key) => `scope ${key}`),
    ...(rule.credit ? [`credit ${rule.credit.mode}`] : []),
    ...(rule.expiry ? [`expiry ${rule.expiry.mode}`] : []),
  ];
}

/** Parts of the language that no case met, or that never gave anything. */
export const gaps = (coverage: Coverage): string[] =>
  [...coverage].filter(([, { gave }]) => gave === 0).map(([name]) => name);

export const coverageTable = (coverage: Coverage): string =>
  [...coverage]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { met, gave }]) => `${name.padEnd(32)} met ${String(met).padStart(8)}  gave ${String(gave).padStart(8)}`,
    )
    .join('\n');
