import type { Asset } from '../asset.ts';
import type { Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import { splitByFunding } from '../split.ts';
import type { Capped } from './apply-caps.ts';
import type { CompiledRule, Given } from './decide.ts';
import { fundingOf } from './funder.ts';
import { thresholdKeyOf } from './progress.ts';
import type { ExpiryMode, Pending } from './settings.ts';
import { byText } from './stacking.ts';
import { availabilityOf, expiryOf } from './terms.ts';
import type { Award, Explanation, RuleExplained } from './verdict.ts';

/** What awards are told with: the place, the moment, and the settings that gave their terms. */
export type Terms = {
  readonly at: Instant;
  readonly time: LocalTime;
  readonly merchantId: string;
  readonly pending: Pending;
  readonly expiry: Readonly<Partial<Record<Asset, ExpiryMode>>>;
};

/** What rules gave in the end: credits by group, then id, with who pays and when they can be spent. */
export function awardsOf(rules: readonly CompiledRule[], { amountMinor }: Capped, terms: Terms): Award[] {
  const awards: Award[] = [];
  for (const { index, rule } of rules)
    if (amountMinor[index]! > 0) awards.push(awardOf(rule, amountMinor[index]!, terms));
  return awards;
}

function awardOf(
  rule: CompiledRule['rule'],
  amountMinor: number,
  { at, time, merchantId, pending, expiry }: Terms,
): Award {
  const { id, asset, effect } = rule;
  const award = {
    ruleId: id,
    asset,
    amountMinor,
    funding: fundingOf(rule.funder, merchantId),
    availability: availabilityOf(rule.credit ?? pending, at),
    expiry: expiryOf(rule.expiry ?? expiry[asset] ?? { mode: 'never' }, at, time),
  };
  return effect.kind === 'threshold' ? { ...award, counterKey: thresholdKeyOf(id, effect) } : award;
}

/** How the amounts came about: rules that matched in the order of their awards, then the others by id. */
export function explained(rules: readonly CompiledRule[], given: Given, capped: Capped): RuleExplained[] {
  const matched = rules.filter(({ index }) => given.reasons[index] === null);
  const rejected = rules.filter(({ index }) => given.reasons[index] !== null);
  return [
    ...matched.map((rule) => matchedOf(rule, given, capped)),
    ...rejected
      .map(({ index, rule: { id } }) => ({ id, matched: false, reason: given.reasons[index]! }))
      .sort((a, b) => byText(a.id, b.id)),
  ];
}

/** A rule whose reward a cap took whole has matched, gives 0 and names the cap. */
function matchedOf({ index, rule }: CompiledRule, given: Given, capped: Capped): RuleExplained {
  const amountMinor = capped.amountMinor[index]!;
  const capId = capped.capIds[index] ?? null;
  const { effect } = rule;
  return {
    id: rule.id,
    matched: true,
    ...(amountMinor === 0 ? { reason: capId?.endsWith('/budget') ? ('budget' as const) : ('cap' as const) } : {}),
    group: rule.group,
    asset: rule.asset,
    ...(effect.kind === 'rate' ? { rateBps: effect.rateBps } : {}),
    ...(effect.kind === 'multiply' ? { factorBps: effect.factorBps } : {}),
    baseMinor: given.baseMinor[index]!,
    wantedMinor: given.wantedMinor[index]!,
    amountMinor,
    capId,
    funding: amountMinor === 0 ? [] : splitByFunding(amountMinor, fundingOf(rule.funder, given.situation.merchantId)),
  };
}

export type Told = Pick<Explanation, 'accrualBase' | 'rounding' | 'baseMinor' | 'excluded'>;
