import { conditionKinds } from '../condition/catalogue.ts';
import { effectKinds } from '../effect/catalogue.ts';
import { localAt, localDay } from '../local-time.ts';
import type { Basket } from '../policy.ts';
import type { PurchaseLine } from '../purchase-line.ts';
import type { Rules } from '../rules.ts';
import { splitByFunding } from '../split.ts';
import { baseOf } from './base.ts';
import { defaultGroups, type Rule, type RulesetDocument } from './document.ts';
import type { EnrolmentFacts, Facts } from './facts.ts';
import { isOfProducts, matches, Scope } from './scope.ts';
import { type Bid, roundGroup, winnersOf } from './stack.ts';
import { availabilityOf, expiryOf, fundingOf } from './terms.ts';
import type { Award, Reason, RuleExplained, Verdict } from './verdict.ts';

export type CompiledRuleset = Rules & { readonly timeZone: string; readonly document: RulesetDocument };

/** Rules of a version: pure decisions over its document. */
export function compile(version: number, document: RulesetDocument): CompiledRuleset {
  const { settings, sets } = document;
  const { timeZone } = settings;
  const groups = Object.entries({ ...defaultGroups, ...document.groups }).sort(([, a], [, b]) => a.order - b.order);
  const purchaseRules = document.rules.filter((rule) => rule.on === 'purchase');
  const policyOf = (merchantId: string) => ({ ...settings, ...withoutUndefined(document.merchants[merchantId] ?? {}) });

  function awardOf(rule: Rule, amountMinor: number, facts: Pick<Facts, 'merchantId' | 'occurredAt'>): Award {
    const { id: ruleId, asset } = rule;
    const pending = rule.credit ?? policyOf(facts.merchantId).pending;
    return {
      ruleId,
      asset,
      amountMinor,
      funding: fundingOf(rule.funder, facts.merchantId),
      availability: availabilityOf(pending, facts.occurredAt, timeZone),
      expiry: expiryOf(rule.expiry ?? settings.expiry[asset], facts.occurredAt, timeZone),
    };
  }

  const modeOf = (rule: Rule) => settings.rounding.assets[rule.asset]?.mode ?? settings.rounding.mode;

  function decidePurchase(sent: Facts): Verdict {
    const policy = policyOf(sent.merchantId);
    const categories = document.merchants[sent.merchantId]?.categories ?? {};
    const lines = sent.lines.map((line) =>
      Object.hasOwn(categories, line.category) ? { ...line, category: categories[line.category]! } : line,
    );
    const facts = { ...sent, lines };
    const isExcluded = (line: PurchaseLine) =>
      document.exclusions.some(({ scope }) => matches(scope, line, facts, sets));
    const { byLine, excluded } = baseOf(facts, policy, isExcluded);
    const local = localAt(facts.occurredAt, timeZone);
    const reasons = new Map<string, Reason>();
    const bids: Bid[] = [];
    for (const rule of purchaseRules) {
      const inScope = lines.map((line) => matches(rule.scope, line, facts, sets));
      const earning = inScope.map((isIn, at) => isIn && byLine[at]! > 0);
      const failed = rule.when.find(
        (when) => conditionKinds.get(when.kind)!.holds(when, { facts, local, inScope }) === when.not,
      );
      if (!inScope.includes(true)) reasons.set(rule.id, 'scope');
      else if (!earning.includes(true)) reasons.set(rule.id, 'excluded');
      else if (failed) reasons.set(rule.id, `when-${failed.kind}`);
      else bids.push(...bidsOf(rule, lines, byLine, earning));
    }

    const awarded = new Map<Rule, number>();
    for (const [name, { stacking }] of groups) {
      for (const asset of new Set(bids.map((bid) => bid.rule.asset))) {
        const ofGroup = bids.filter(({ rule }) => rule.group === name && rule.asset === asset);
        if (ofGroup.length === 0) continue;
        const shares = roundGroup(winnersOf(ofGroup, stacking), settings.rounding.stage, modeOf(ofGroup[0]!.rule));
        for (const { rule, amountMinor } of shares) awarded.set(rule, (awarded.get(rule) ?? 0) + amountMinor);
      }
    }
    const order = (rule: Rule) => groups.findIndex(([name]) => name === rule.group);
    const given = [...awarded].sort(([a], [b]) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
    const awards = given
      .filter(([, amountMinor]) => amountMinor > 0)
      .map(([rule, amountMinor]) => awardOf(rule, amountMinor, facts));
    const bidding = new Set(bids.map((bid) => bid.rule));
    const explained = purchaseRules.map((rule): RuleExplained => {
      const amountMinor = awarded.get(rule);
      if (amountMinor === undefined)
        return { id: rule.id, matched: false, reason: bidding.has(rule) ? 'lost' : reasons.get(rule.id)! };
      const baseMinor = sum(byLine.filter((_, at) => matches(rule.scope, lines[at]!, facts, sets)));
      const funding = splitByFunding(amountMinor, fundingOf(rule.funder, facts.merchantId));
      const rate = rule.effect.kind === 'rate' ? { rateBps: rule.effect.rateBps } : {};
      return {
        id: rule.id,
        matched: true,
        group: rule.group,
        asset: rule.asset,
        ...rate,
        baseMinor,
        wantedMinor: amountMinor,
        amountMinor,
        capId: null,
        funding,
      };
    });
    const explanation = {
      rulesetVersion: version,
      baseMinor: sum(byLine),
      accrualBase: policy.accrualBase,
      rounding: settings.rounding.mode,
      rules: explained,
      excluded,
    };
    return { awards, counters: [], claims: [], variants: [], explanation };
  }

  function decideEnrolment({ occurredAt, channel, walletId }: EnrolmentFacts): Verdict {
    const nobody = { merchantId: '', sector: '', tenders: [], walletTenders: [], lines: [] };
    const memory = {
      openedAt: occurredAt,
      purchaseCount: 0,
      firstPurchaseAt: null,
      lastPurchaseAt: null,
      counters: new Map(),
      optIns: new Set<string>(),
      audiences: new Set<string>(),
    };
    const facts: Facts = { ...nobody, walletId, occurredAt, channel, memory };
    const local = localAt(occurredAt, timeZone);
    const awards = document.rules
      .filter((rule) => rule.on === 'enrolment')
      .filter((rule) =>
        rule.when.every(
          (when) => conditionKinds.get(when.kind)!.holds(when, { facts, local, inScope: [] }) !== when.not,
        ),
      )
      .flatMap((rule) => roundGroup(bidsOf(rule, [], [], []), 'receipt', modeOf(rule)))
      .filter(({ amountMinor }) => amountMinor > 0)
      .map(({ rule, amountMinor }) => awardOf(rule, amountMinor, facts));
    const explanation = {
      rulesetVersion: version,
      baseMinor: 0,
      accrualBase: settings.accrualBase,
      rounding: settings.rounding.mode,
      rules: [],
      excluded: [],
    };
    return { awards, counters: [], claims: [], variants: [], explanation };
  }

  return {
    version,
    timeZone,
    document,
    decidePurchase,
    decideEnrolment,
    localDay: (at) => localDay(at, timeZone),
    policyFor: (merchantId) => {
      const { drawOrder, redeem, returns } = policyOf(merchantId);
      return {
        drawOrder,
        redeem,
        returns,
        accepts: (asset, lotScope, basket) => acceptedMinor(document, asset, lotScope, basket),
      };
    },
  };
}

/** How much of a basket a lot may pay: what is in both the asset's acceptance and the lot's own scope. */
function acceptedMinor(
  { settings, sets }: RulesetDocument,
  asset: Award['asset'],
  lotScope: string,
  basket: Basket,
): number | null {
  const scopes = [settings.acceptance[asset], lotScope === '' ? undefined : Scope.parse(JSON.parse(lotScope))].filter(
    (scope) => scope !== undefined,
  );
  if (scopes.length === 0) return null;
  const anything: PurchaseLine = {
    kind: 'item',
    sku: '',
    category: '',
    brand: '',
    attributes: [],
    quantity: 1,
    unit: 'piece',
    amountMinor: 0,
    taxMinor: 0,
  };
  if (!scopes.some(isOfProducts)) return scopes.every((scope) => matches(scope, anything, basket, sets)) ? null : 0;
  const accepted = (basket.lines ?? []).filter((line) => scopes.every((scope) => matches(scope, line, basket, sets)));
  return Math.max(0, sum(accepted.map((line) => line.amountMinor)));
}

function bidsOf(
  rule: Rule,
  lines: readonly PurchaseLine[],
  byLine: readonly number[],
  earning: readonly boolean[],
): Bid[] {
  const kind = effectKinds.get(rule.effect.kind)!;
  if (kind.of === 'line')
    return byLine.flatMap((baseMinor, line) =>
      earning[line] ? [{ rule, line, gives: kind.gives(rule.effect, baseMinor) }] : [],
    );
  const pieces = sum(lines.map((line, at) => (earning[at] ? (line.unit === 'piece' ? line.quantity : 1) : 0)));
  return [{ rule, line: null, gives: kind.gives(rule.effect, pieces) }];
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
