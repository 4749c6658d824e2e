import type { Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import type { FundingShare } from '../lot.ts';
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
  const availability = availabilityOf(reward.pending, at);
  const expiry = expiryOf(reward.expiry, at, time);
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
  const matched: RuleExplained[] = [];
  const rejected: RuleExplained[] = [];
  const wonMinor = basesWon(inForce.contests, given);
  for (const rule of inForce.rules) {
    if (given.wantedMinor[rule.index]! > 0)
      matched.push(matchedOf(rule, given, wonMinor[rule.index]!, capped, rewardOf(rule).funding));
  }
  for (const rule of inForce.rulesById) {
    if (given.wantedMinor[rule.index]! > 0) continue;
    const hasWon = wonMinor[rule.index] !== null;
    const reason = whyNothing(rule, inForce.contests[rule.contest]!, given, hasWon, excluded);
    rejected.push({ id: rule.rule.id, matched: false, reason: reason! });
  }
  return matched.length === 0 ? rejected : matched.concat(rejected);
}

/** A rule whose reward a cap took whole has matched, gives 0 and names the cap. */
function matchedOf(
  { index, rule }: CompiledRule,
  given: Given,
  baseMinor: number,
  capped: Capped,
  funding: readonly FundingShare[],
): RuleExplained {
  const amountMinor = capped.amountMinor[index]!;
  const capId = capped.capIds[index] ?? null;
  const { effect } = rule;
  const told: Told = { id: rule.id, matched: true };
  if (amountMinor === 0) told.reason = capId?.endsWith('/budget') ? 'budget' : 'cap';
  told.group = rule.group;
  told.asset = rule.asset;
  if (effect.kind === 'rate') told.rateBps = effect.rateBps;
  if (effect.kind === 'multiply') told.factorBps = effect.factorBps;
  told.baseMinor = baseMinor;
  told.wantedMinor = given.wantedMinor[index]!;
  told.amountMinor = amountMinor;
  told.capId = capId;
  told.funding = amountMinor === 0 ? [] : splitByFunding(amountMinor, funding);
  return told;
}

type Told = { -readonly [K in keyof RuleExplained]: RuleExplained[K] };
