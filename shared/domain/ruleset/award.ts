import type { Compiled } from './compile.ts';
import type { Facts } from './facts.ts';
import { fundingOf } from './funder.ts';
import type { Rule } from './rule.ts';
import { availabilityOf, expiryOf } from './terms.ts';
import type { Award } from './verdict.ts';

/** What a rule gives, with who pays and when it can be spent and ends. */
export function awardOf(
  compiled: Compiled,
  rule: Rule,
  amountMinor: number,
  at: Pick<Facts, 'merchantId' | 'occurredAt'>,
): Award {
  const { settings, local, policyOf } = compiled;
  const { id: ruleId, asset } = rule;
  return {
    ruleId,
    asset,
    amountMinor,
    funding: fundingOf(rule.funder, at.merchantId),
    availability: availabilityOf(rule.credit ?? policyOf(at.merchantId).pending, at.occurredAt, local),
    expiry: expiryOf(rule.expiry ?? settings.expiry[asset], at.occurredAt, local),
  };
}

export const roundingOf = ({ settings }: Compiled, rule: Rule) =>
  settings.rounding.assets[rule.asset]?.mode ?? settings.rounding.mode;
