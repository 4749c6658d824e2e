import { defaultLimits } from '../ecosystem.ts';
import type { Instant } from '../instant.ts';
import { localTimeIn } from '../local-time.ts';
import type { Grants, Rules } from '../rules.ts';
import { applyCaps } from './apply-caps.ts';
import type { PublishedCampaign } from './campaign.ts';
import { countPurchase } from './count.ts';
import { applyRules, type CompiledRule, decideContests, type Variants } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import { type Reading, readBasket } from './earning.ts';
import type { EnrolmentFacts, Facts, Memory } from './facts.ts';
import { giveBack } from './give-back.ts';
import { compilePolicy } from './policy.ts';
import { type RulesInForce, rulesInForce } from './rules-in-force.ts';
import { compileScope } from './scope.ts';
import { type ReadLine, Situation } from './situation.ts';
import { awardsOf, explained, type Terms, type Told } from './tell.ts';
import { variantOf } from './variant.ts';
import type { Verdict } from './verdict.ts';
import { isSold, noLine } from './watch.ts';

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

/** Compiles a version once: scopes, conditions, effects, caps and counters to closures over the rules' indices. */
export function compile(published: Published): CompiledRules {
  const { version, document, campaigns = [], lateLimitMs = defaultLimits.lateLimitMs } = published;
  const { settings, merchants, sets } = document;
  const time = localTimeIn(settings.timeZone);
  const purchase = rulesInForce('purchase', document, campaigns, { time, lateLimitMs });
  const enrolment = rulesInForce('enrolment', document, campaigns, { time, lateLimitMs });
  const exclusions = document.exclusions.map(({ scope }) => ({ scope, matches: compileScope(scope, sets) }));
  const variantsAt = compileVariants(campaigns);

  const overrideOf = (merchantId: string) => (Object.hasOwn(merchants, merchantId) ? merchants[merchantId]! : {});
  const readingAt = (merchantId: string): Reading => {
    const { accrualBase = settings.accrualBase, tax = settings.tax, categories = {} } = overrideOf(merchantId);
    return { accrualBase, tax, categories, exclusions, nonEarningTenders: settings.nonEarningTenders };
  };
  const rounding = settings.rounding.assets.cashback?.mode ?? settings.rounding.mode;

  function decidePurchase(facts: Facts, granted?: Grants): Verdict {
    const reading = readingAt(facts.merchantId);
    const basket = readBasket(facts, reading);
    const situation = new Situation(facts, basket, time);
    const sold = basket.filter(isSold);
    const linesOf = ({ matches }: CompiledRule) => sold.filter(({ line }) => matches(line, facts));
    const pending = overrideOf(facts.merchantId).pending ?? settings.pending;
    const terms = { at: facts.occurredAt, time, merchantId: facts.merchantId, pending, expiry: settings.expiry };
    return decide(purchase, situation, linesOf, terms, granted, () => ({
      accrualBase: reading.accrualBase,
      rounding,
      baseMinor: sold.reduce((sum, { excludedFor, baseMinor }) => (excludedFor === null ? sum + baseMinor : sum), 0),
      excluded: basket.flatMap(({ index, excludedFor }) =>
        excludedFor === null ? [] : [{ line: index, reason: excludedFor }],
      ),
    }));
  }

  function decideEnrolment({ walletId, channel, occurredAt }: EnrolmentFacts, granted?: Grants): Verdict {
    const nowhere = { walletId, channel, occurredAt, merchantId: '', sector: '', walletTenders: [], memory: newcomer };
    const situation = new Situation(nowhere, [], time);
    const terms = { at: occurredAt, time, merchantId: '', pending: settings.pending, expiry: settings.expiry };
    const told = { accrualBase: settings.accrualBase, rounding, baseMinor: 0, excluded: [] };
    return decide(
      enrolment,
      situation,
      () => theReceipt,
      terms,
      granted,
      () => told,
    );
  }

  function decide(
    { rules, contests, caps, watches }: RulesInForce,
    situation: Situation,
    linesOf: (rule: CompiledRule) => readonly ReadLine[],
    terms: Terms,
    granted: Grants | undefined,
    told: () => Told,
  ): Verdict {
    const variants = variantsAt(situation);
    const given = applyRules(rules, situation, linesOf, variants);
    decideContests(contests, given);
    const capped = applyCaps(caps, situation, given.wantedMinor, granted);
    const { counters, uses } = countPurchase(watches, {
      situation,
      held: (rule) => given.held[rule]!,
      linesOf: (rule) => given.lines[rule]!,
      givenMinor: (rule) => capped.amountMinor[rule]!,
    });
    return {
      awards: awardsOf(rules, capped, terms),
      counters,
      uses,
      limits: capped.limits,
      variants: [...variants].map(([campaignId, { id }]) => `${campaignId}:${id}`),
      explanation: { rulesetVersion: version, ...told(), rules: explained(rules, given, capped) },
    };
  }

  const watches = new Map(purchase.watches.map((watch) => [watch.key, watch]));
  return {
    version,
    document,
    campaigns,
    timeZone: settings.timeZone,
    policyFor: compilePolicy(document),
    decidePurchase,
    decideEnrolment,
    giveBack: (counters, before, after, why) =>
      giveBack({ rules: purchase.rules, watches }, counters, before, after, why),
    localDay: (at) => time.read(at).day,
  };
}

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

/** The variants of a wallet in the campaigns that run: stored with every purchase, the control's too (S5-10). */
function compileVariants(campaigns: readonly PublishedCampaign[]): (situation: Situation) => Variants {
  const tried = campaigns
    .filter(({ cancelledAt, campaign }) => cancelledAt === null && campaign.variants !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return ({ walletId, occurredAt }) => {
    const running = tried.filter(({ campaign: { startsAt, endsAt } }) => startsAt <= occurredAt && occurredAt < endsAt);
    return new Map(
      running.map(({ id, campaign }) => {
        const variant = variantOf(id, campaign.variants!, walletId);
        return [id, { id: variant.id, isControl: variant.rules.length === 0 }];
      }),
    );
  };
}
