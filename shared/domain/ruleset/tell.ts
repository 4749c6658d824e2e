import type { Asset } from '../asset.ts';
import type { Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import type { FundingShare } from '../lot.ts';
import { splitByFunding } from '../split.ts';
import type { Capped } from './apply-caps.ts';
import type { CompiledRule, Given } from './decide.ts';
import { thresholdKeyOf } from './progress.ts';
import { whyNothing } from './reason.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { ExpiryMode, Pending } from './settings.ts';
import type { ReadLine } from './situation.ts';
import { availabilityOf, expiryOf } from './terms.ts';
import type { Award, RuleExplained } from './verdict.ts';

/** What awards are told with: the place, the moment, and the settings that gave their terms. */
export type Terms = {
  readonly at: Instant;
  readonly time: LocalTime;
  readonly pending: Pending;
  readonly expiry: Readonly<Partial<Record<Asset, ExpiryMode>>>;
  /** Who funds a rule there. */
  readonly fundingOf: (rule: CompiledRule) => readonly FundingShare[];
};

/** What rules gave in the end: credits by group, then id, with who pays and when they can be spent. */
export function awardsOf(rules: readonly CompiledRule[], amountMinor: readonly number[], terms: Terms): Award[] {
  const awards: Award[] = [];
  for (let index = 0; index < rules.length; index += 1)
    if (amountMinor[index]! > 0) awards.push(awardOf(rules[index]!, amountMinor[index]!, terms));
  return awards;
}

function awardOf(compiled: CompiledRule, amountMinor: number, { at, time, pending, expiry, fundingOf }: Terms): Award {
  const { id, asset, effect, credit, expiry: own } = compiled.rule;
  const award = {
    ruleId: id,
    asset,
    amountMinor,
    funding: fundingOf(compiled),
    availability: availabilityOf(credit ?? pending, at),
    expiry: expiryOf(own ?? expiry[asset] ?? never, at, time),
  };
  return effect.kind === 'threshold' ? { ...award, counterKey: thresholdKeyOf(id, effect) } : award;
}

const never: ExpiryMode = { mode: 'never' };

/** What an explanation is made of, once someone asks for it. */
export type Explaining = {
  readonly inForce: RulesInForce;
  readonly given: Given;
  readonly capped: Capped;
  /** Lines that rules may be about but that do not earn. */
  readonly excluded: readonly ReadLine[];
  readonly fundingOf: Terms['fundingOf'];
};

/** How the amounts came about: rules that matched in the order of their awards, then the others by id. */
export function explained({ inForce, given, capped, excluded, fundingOf }: Explaining): RuleExplained[] {
  const matched: RuleExplained[] = [];
  const rejected: RuleExplained[] = [];
  for (const rule of inForce.rules) {
    if (given.wantedMinor[rule.index]! > 0) matched.push(matchedOf(rule, given, capped, fundingOf(rule)));
  }
  for (const rule of inForce.rulesById) {
    if (given.wantedMinor[rule.index]! > 0) continue;
    const reason = whyNothing(rule, inForce.contests[rule.contest]!, given, excluded);
    rejected.push({ id: rule.rule.id, matched: false, reason: reason! });
  }
  return matched.length === 0 ? rejected : matched.concat(rejected);
}

/** A rule whose reward a cap took whole has matched, gives 0 and names the cap. */
function matchedOf(
  { index, rule, contest }: CompiledRule,
  given: Given,
  capped: Capped,
  funding: readonly FundingShare[],
): RuleExplained {
  const amountMinor = capped.amountMinor[index]!;
  const capId = capped.capIds[index] ?? null;
  const { effect } = rule;
  const round = given.rounds[contest]!;
  let baseMinor = 0;
  for (let at = 0; at < round.rules.length; at += 1)
    if (round.rules[at] === index) baseMinor += given.situation.lines[round.lines[at]!]!.baseMinor;
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
