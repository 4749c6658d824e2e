import type { Asset } from '../asset.ts';
import type { Situation } from '../condition/condition.ts';
import type { Instant } from '../instant.ts';
import { localTimeIn } from '../local-time.ts';
import type { Grants, Rules } from '../rules.ts';
import type { PublishedCampaign } from './campaign.ts';
import type { Applied, CompiledRule, Rewards } from './decide.ts';
import { decideGroups, whyNot } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import { type Reading, type ReadLine, readBasket } from './earning.ts';
import type { EnrolmentFacts, Facts } from './facts.ts';
import { groupsOf } from './group.ts';
import { compilePolicy } from './policy.ts';
import { compileScope, specificityOf } from './scope.ts';
import type { Pending } from './settings.ts';
import { byText } from './stacking.ts';
import { verdictOf } from './tell.ts';
import type { Verdict } from './verdict.ts';

export type Published = {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly document: RulesetDocument;
  /** The campaigns published then. */
  readonly campaigns?: readonly PublishedCampaign[];
};

/** A version's rules, ready to decide. */
export type CompiledRules = Rules & { readonly timeZone: string; readonly document: RulesetDocument };

/** Compiles a version once: scopes to checks, rules by id, so that their order in the document changes nothing. */
export function compile({ version, document }: Published): CompiledRules {
  const { settings, merchants, sets } = document;
  const time = localTimeIn(settings.timeZone);
  const groups = [...groupsOf(document.groups)].sort(([a, x], [b, y]) => x.order - y.order || byText(a, b));
  const rules = document.rules
    .map(
      (rule): CompiledRule => ({
        rule,
        matches: compileScope(rule.scope, sets),
        specificity: specificityOf(rule.scope),
      }),
    )
    .sort((a, b) => byText(a.rule.id, b.rule.id));
  const purchaseRules = rules.filter(({ rule }) => rule.on === 'purchase');
  const enrolmentRules = rules.filter(({ rule }) => rule.on === 'enrolment');
  const exclusions = document.exclusions.map(({ scope }) => ({ scope, matches: compileScope(scope, sets) }));

  const overrideOf = (merchantId: string) => (Object.hasOwn(merchants, merchantId) ? merchants[merchantId]! : {});
  const readingAt = (merchantId: string): Reading => {
    const { accrualBase = settings.accrualBase, tax = settings.tax, categories = {} } = overrideOf(merchantId);
    return { accrualBase, tax, categories, exclusions, nonEarningTenders: settings.nonEarningTenders };
  };
  const roundingOf = (asset: Asset) => {
    const { mode, stage, assets } = settings.rounding;
    return { mode: assets[asset]?.mode ?? mode, stage: assets[asset]?.stage ?? stage };
  };
  const telling = (at: Instant, merchantId: string, pending: Pending) => ({
    version,
    at,
    time,
    merchantId,
    pending,
    expiry: settings.expiry,
    rounding: roundingOf('cashback').mode,
    groups: groups.map(([name]) => name),
  });

  // Nothing is capped yet, so nothing was claimed that could be granted.
  function decidePurchase(facts: Facts, _granted?: Grants): Verdict {
    const reading = readingAt(facts.merchantId);
    const basket = readBasket(facts, reading);
    const local = time.read(facts.occurredAt);
    const total = sizeOf(basket);
    const applied = purchaseRules.map((compiled): Applied => {
      const inScope = basket.filter(
        ({ line, excludedFor }) => line.kind !== 'discount' && excludedFor !== 'kind' && compiled.matches(line, facts),
      );
      const lines = inScope.filter(({ excludedFor }) => excludedFor === null);
      const situation: Situation = { local, channel: facts.channel, total, scope: sizeOf(lines) };
      const reason =
        lines.length > 0
          ? whyNot(compiled, situation)
          : inScope.length > 0
            ? ('excluded' as const)
            : ('scope' as const);
      return { compiled, lines, reason };
    });
    const earning = basket.filter(({ line, excludedFor }) => line.kind !== 'discount' && excludedFor === null);
    const pending = overrideOf(facts.merchantId).pending ?? settings.pending;
    return verdictOf(decided(applied), {
      ...telling(facts.occurredAt, facts.merchantId, pending),
      accrualBase: reading.accrualBase,
      baseMinor: earning.reduce((sum, { baseMinor }) => sum + baseMinor, 0),
      excluded: basket.flatMap(({ index, excludedFor }) =>
        excludedFor === null ? [] : [{ line: index, reason: excludedFor }],
      ),
    });
  }

  function decideEnrolment(facts: EnrolmentFacts, _granted?: Grants): Verdict {
    const nothing = { amountMinor: 0, quantity: 0 };
    const local = time.read(facts.occurredAt);
    const situation: Situation = { local, channel: facts.channel, total: nothing, scope: nothing };
    const applied = enrolmentRules.map(
      (compiled): Applied => ({ compiled, lines: [], reason: whyNot(compiled, situation) }),
    );
    return verdictOf(decided(applied), {
      ...telling(facts.occurredAt, '', settings.pending),
      accrualBase: settings.accrualBase,
      baseMinor: 0,
      excluded: [],
    });
  }

  const decided = (applied: readonly Applied[]): Rewards => decideGroups(applied, groups, roundingOf);

  return {
    version,
    document,
    timeZone: settings.timeZone,
    policyFor: compilePolicy(document),
    decidePurchase,
    decideEnrolment,
    giveBack: () => ({ counters: [], takenBack: [] }),
    localDay: (at) => time.read(at).day,
  };
}

const sizeOf = (lines: readonly ReadLine[]) => ({
  amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  quantity: lines.reduce((sum, { pieces }) => sum + pieces, 0),
});
