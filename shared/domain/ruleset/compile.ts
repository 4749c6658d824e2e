import { defaultLimits } from '../ecosystem.ts';
import type { Instant } from '../instant.ts';
import { localTimeIn } from '../local-time.ts';
import type { Grants, Rules } from '../rules.ts';
import { applyCaps } from './apply-caps.ts';
import { type AtPlace, placesIn } from './at-place.ts';
import type { PublishedCampaign } from './campaign.ts';
import { countPurchase } from './count.ts';
import { decideContests } from './decide.ts';
import { Decided } from './decided.ts';
import { discretionOf } from './discretion.ts';
import type { RulesetDocument } from './document.ts';
import { earningOf, excludedIn, isExcluded, readBasket, sumOfBases } from './earning.ts';
import type { EnrolmentFacts, Facts, Memory } from './facts.ts';
import { giveBack } from './give-back.ts';
import { compilePolicy } from './policy.ts';
import { type RulesInForce, rulesInForce } from './rules-in-force.ts';
import { type ReadLine, Situation } from './situation.ts';
import { isHeld, linesOf, stand } from './standings.ts';
import { nothingStays, type Staying } from './staying.ts';
import { takeUp } from './take-up.ts';
import { awardsOf, explained } from './tell.ts';
import { namesOf, variantsIn } from './variant.ts';
import type { Explanation, Verdict } from './verdict.ts';
import { noLine } from './watch.ts';

export type Published = {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly document: RulesetDocument;
  /** The campaigns published then. */
  readonly campaigns?: readonly PublishedCampaign[];
  /** How late a sale may be posted: counters live that much longer than their period. */
  readonly lateLimitMs?: number;
};

/** A version's rules, ready to decide. */
export type CompiledRules = Rules & {
  readonly timeZone: string;
  readonly document: RulesetDocument;
  readonly campaigns: readonly PublishedCampaign[];
};

/** Compiles a version once: scopes, conditions, effects, caps and counters, to what a decision only looks up. */
export function compile(published: Published): CompiledRules {
  const { version, document, campaigns = [], lateLimitMs = defaultLimits.lateLimitMs } = published;
  const { settings } = document;
  const time = localTimeIn(settings.timeZone);
  const purchase = rulesInForce('purchase', document, campaigns, { time, lateLimitMs });
  const enrolment = rulesInForce('enrolment', document, campaigns, { time, lateLimitMs });
  const placeOf = placesIn(document, purchase.blocks, time);
  const nowhere = placesIn(document, enrolment.blocks, time)('', '');
  const variantsAt = variantsIn(campaigns);
  const rounding = settings.rounding.assets.cashback?.mode ?? settings.rounding.mode;

  function decidePurchase(facts: Facts, granted?: Grants, staying?: Staying): Verdict {
    const place = placeOf(facts.merchantId, facts.sector);
    const basket = readBasket(facts, place.reading);
    return decide(purchase, place, new Situation(facts, basket, time), granted, staying);
  }

  function decideStaying(facts: Facts, granted: Grants, staying: Staying): Pick<Verdict, 'uses' | 'limits'> {
    const { rules, caps, watches } = purchase;
    const situation = new Situation(facts, readBasket(facts, placeOf(facts.merchantId, facts.sector).reading), time);
    const stays = byRule(rules, staying);
    const none = { held: () => false, linesOf: () => [], givenMinor: () => 0 };
    const outcome = { situation, ...none, stayingMinor: (rule: number) => stays[rule] ?? 0 };
    const counted = watches.filter(({ cap }) => cap !== undefined).map((watch) => watch.after(outcome));
    const { limits } = applyCaps(
      caps,
      situation,
      rules.map(() => 0),
      granted,
      stays,
    );
    return { limits, uses: counted.flatMap((one) => one?.use ?? []) };
  }

  function decideEnrolment({ walletId, channel, occurredAt }: EnrolmentFacts, granted?: Grants): Verdict {
    const facts = {
      walletId,
      channel,
      occurredAt,
      merchantId: '',
      sector: '',
      storeId: '',
      walletTenders: [],
      memory: newcomer,
    };
    return decide(enrolment, nowhere, new Situation(facts, theReceipt, time), granted);
  }

  function decide(
    inForce: RulesInForce,
    place: AtPlace,
    situation: Situation,
    granted: Grants | undefined,
    staying: Staying = nothingStays,
  ): Verdict {
    const { rules, contests, blocks, caps, watches } = inForce;
    const variants = variantsAt(situation);
    const earning = earningOf(situation.lines);
    const standings = stand(blocks, place.reach, situation, earning, variants);
    const given = decideContests(contests, standings, situation, variants, rules.length);
    const stays = byRule(rules, staying);
    const capped = applyCaps(caps, situation, given.wantedMinor, granted, stays);
    const { counters, uses } = countPurchase(watches, situation.memory.counters, () => ({
      situation,
      held: (rule) => isHeld(standings, rules[rule]!),
      linesOf: (rule) => linesOf(standings, rules[rule]!),
      givenMinor: (rule) => capped.amountMinor[rule]!,
      stayingMinor: (rule) => stays[rule] ?? 0,
    }));
    const { reading, rewardOf } = place;
    const explain = (): Explanation => ({
      rulesetVersion: version,
      accrualBase: reading.accrualBase,
      rounding,
      baseMinor: sumOfBases(earning),
      excluded: excludedIn(situation.lines),
      rules: explained({ inForce, given, capped, excluded: situation.lines.filter(isExcluded), rewardOf }),
    });
    const awards = awardsOf(rules, capped.amountMinor, place, situation.occurredAt, time);
    return new Decided({ awards, counters, uses, limits: capped.limits, variants: namesOf(variants) }, explain);
  }

  const watches = new Map(purchase.watches.map((watch) => [watch.key, watch]));
  return {
    version,
    document,
    campaigns,
    timeZone: settings.timeZone,
    policyFor: compilePolicy(document),
    decidePurchase,
    decideStaying,
    decideEnrolment,
    giveBack: (counters, before, after, why, by) =>
      giveBack({ rules: purchase.rules, watches }, counters, before, after, why, by),
    takeUp: (counters, change) => takeUp({ rules: purchase.rules, watches }, counters, change),
    watches: (key) => watches.has(key),
    discreet: discretionOf(purchase),
    localDay: (at) => time.read(at).day,
  };
}

/** What stays, by the rules' index; mostly nothing does. */
const byRule = (rules: RulesInForce['rules'], staying: Staying): readonly number[] =>
  staying.size === 0 ? [] : rules.map(({ rule }) => staying.get(rule.id) ?? 0);

/** Enrolment has no basket: its rewards are for the receipt that there is not. */
const theReceipt: readonly ReadLine[] = [
  {
    index: 0,
    baseMinor: 0,
    amountMinor: 0,
    pieces: 0,
    excludedFor: null,
    line: { ...noLine, kind: 'item', quantity: 1, unit: 'piece', amountMinor: 0, taxMinor: 0 },
  },
];

const newcomer: Memory = {
  openedAt: 0,
  purchaseCount: 0,
  firstPurchaseAt: null,
  lastPurchaseAt: null,
  counters: new Map(),
  optIns: new Set(),
  audiences: new Set(),
};
