import type { Asset } from '../asset.ts';
import type { Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import { splitByFunding } from '../split.ts';
import type { Reward, Rewards } from './decide.ts';
import { fundingOf } from './funder.ts';
import type { ExpiryMode, Pending } from './settings.ts';
import { byText } from './stacking.ts';
import { availabilityOf, expiryOf } from './terms.ts';
import type { Award, Explanation, RuleExplained, Verdict } from './verdict.ts';

/** What a decision's result is told with: the version, the place, the moment, and the settings that gave its terms. */
export type Telling = Pick<Explanation, 'accrualBase' | 'rounding' | 'baseMinor' | 'excluded'> & {
  readonly version: number;
  readonly at: Instant;
  readonly time: LocalTime;
  readonly merchantId: string;
  readonly pending: Pending;
  readonly expiry: Readonly<Partial<Record<Asset, ExpiryMode>>>;
  /** Names of groups in their order. */
  readonly groups: readonly string[];
};

/** Awards by group, then id, with who pays and when they can be spent; and how they came about. */
export function verdictOf({ rewards, rejected }: Rewards, telling: Telling): Verdict {
  const { groups, version, baseMinor, accrualBase, rounding, excluded } = telling;
  const ordered = rewards.toSorted(
    ({ compiled: { rule: a } }, { compiled: { rule: b } }) =>
      groups.indexOf(a.group) - groups.indexOf(b.group) || byText(a.id, b.id),
  );
  const rules = [
    ...ordered.map((reward) => explainedOf(reward, telling)),
    ...[...rejected].sort(([a], [b]) => byText(a, b)).map(([id, reason]) => ({ id, matched: false, reason })),
  ];
  return {
    awards: ordered.map((reward) => awardOf(reward, telling)),
    counters: [],
    uses: [],
    limits: [],
    variants: [],
    explanation: { rulesetVersion: version, baseMinor, accrualBase, rounding, rules, excluded },
  };
}

function awardOf({ compiled: { rule }, amountMinor }: Reward, telling: Telling): Award {
  return {
    ruleId: rule.id,
    asset: rule.asset,
    amountMinor,
    funding: fundingOf(rule.funder, telling.merchantId),
    availability: availabilityOf(rule.credit ?? telling.pending, telling.at),
    expiry: expiryOf(rule.expiry ?? telling.expiry[rule.asset] ?? { mode: 'never' }, telling.at, telling.time),
  };
}

function explainedOf({ compiled: { rule }, baseMinor, amountMinor }: Reward, { merchantId }: Telling): RuleExplained {
  return {
    id: rule.id,
    matched: true,
    group: rule.group,
    asset: rule.asset,
    ...(rule.effect.kind === 'rate' ? { rateBps: rule.effect.rateBps } : {}),
    baseMinor,
    wantedMinor: amountMinor,
    amountMinor,
    capId: null,
    funding: splitByFunding(amountMinor, fundingOf(rule.funder, merchantId)),
  };
}
