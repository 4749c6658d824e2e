import type { Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import { splitByFunding } from '../split.ts';
import type { Capped } from './apply-caps.ts';
import type { AtPlace, Reward } from './at-place.ts';
import type { CompiledRule, Given } from './decide.ts';
import { basesWon, whyNothing } from './reason.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { ReadLine } from './situation.ts';
import { availabilityOf, expiryOf } from './terms.ts';
import type { Award, RuleExplained } from './verdict.ts';

/** What rules gave in the end: credits by group, then id, with who pays and when they can be spent. */
export function awardsOf(
  rules: readonly CompiledRule[],
  amountMinor: readonly number[],
  { rewardOf }: AtPlace,
  at: Instant,
  time: LocalTime,
): Award[] {
  const awards: Award[] = [];
  for (let index = 0; index < rules.length; index += 1)
    if (amountMinor[index]! > 0) awards.push(awardOf(rewardOf(rules[index]!), amountMinor[index]!, at, time));
  return awards;
}

function awardOf(reward: Reward, amountMinor: number, at: Instant, time: LocalTime): Award {
  const { ruleId, asset, funding, counterKey } = reward;
  const availability = reward.availability ?? availabilityOf(reward.pending, at);
  const expiry = reward.ends ?? expiryOf(reward.expiry, at, time);
  const award = { ruleId, asset, amountMinor, funding, availability, expiry };
  return counterKey === null ? award : { ...award, counterKey };
}

/** What an explanation is made of, once someone asks for it. */
export type Explaining = {
  readonly inForce: RulesInForce;
  readonly given: Given;
  readonly capped: Capped;
  /** Lines that rules may be about but that do not earn. */
  readonly excluded: readonly ReadLine[];
  readonly rewardOf: AtPlace['rewardOf'];
};

/** How the amounts came about: rules that matched in the order of their awards, then the others by id. */
export function explained({ inForce, given, capped, excluded, rewardOf }: Explaining): RuleExplained[] {
  const { rules, rulesById, contests } = inForce;
  const { wantedMinor } = given;
  const told: RuleExplained[] = [];
  const wonMinor = basesWon(contests, given);
  for (let index = 0; index < rules.length; index += 1)
    if (wantedMinor[index]! > 0) told.push(matchedOf(rewardOf(rules[index]!), given, capped, index, wonMinor[index]!));
  for (let at = 0; at < rulesById.length; at += 1) {
    const rule = rulesById[at]!;
    const { index } = rule;
    if (wantedMinor[index]! > 0) continue;
    const reason = whyNothing(rule, contests[rule.contest]!, given, wonMinor[index]! >= 0, excluded);
    told.push({ id: rule.rule.id, matched: false, reason });
  }
  return told;
}

/** A rule whose reward a cap took whole has matched, gives 0 and names the cap. */
function matchedOf(
  { told, funding: shares }: Reward,
  given: Given,
  capped: Capped,
  index: number,
  baseMinor: number,
): RuleExplained {
  const wantedMinor = given.wantedMinor[index]!;
  const amountMinor = capped.amountMinor[index]!;
  const capId = capped.capIds[index] ?? null;
  const funding = amountMinor === 0 ? [] : splitByFunding(amountMinor, shares);
  // The keys are those of `told`: copying it and writing over them is the fastest way to make as many.
  const all: RuleExplained = { ...told, baseMinor, wantedMinor, amountMinor, capId, funding };
  if (amountMinor > 0) return all;
  const { id, matched, ...rest } = all;
  return { id, matched, reason: capId?.endsWith('/budget') ? 'budget' : 'cap', ...rest };
}
