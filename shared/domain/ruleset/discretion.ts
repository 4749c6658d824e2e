import type { CompiledCap } from './compile-cap.ts';
import type { CompiledRule } from './decide.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { isOnlyAt } from './scope.ts';
import { byText } from './stacking.ts';
import type { Explanation, Reason, RuleExplained } from './verdict.ts';

/** What a rule is judged by before its conditions: nothing of the member's past. */
const saidOfThisPurchase: readonly Reason[] = ['scope', 'excluded', 'campaign', 'variant', 'control'];

type Discretion = {
  /** Rules whose outcome tells of purchases elsewhere: what they look at, or what they competed with. */
  readonly tells: ReadonlySet<string>;
  /** Of these, the ones that look elsewhere themselves. */
  readonly looks: ReadonlySet<string>;
  /** Rules that a cap may lower for what was given elsewhere. */
  readonly capped: ReadonlySet<string>;
};

/**
 * What a merchant is told of an explanation (api.md §2, promise 4): of a rule that looks at other merchants, or that
 * such a rule may push aside, its amount and the merchant's own share; of a cap that counts elsewhere only what is left
 * of the amount. Whatever happened at other merchants then shows in amounts alone.
 */
export function discretionOf(rules: RulesInForce): (explanation: Explanation, merchantId: string) => Explanation {
  return (explanation, merchantId) => {
    const discretion = discretionAt(rules, merchantId);
    const told = explanation.rules.map((rule) => discreet(rule, discretion, merchantId));
    const matched = told.filter((rule) => rule.matched);
    const rejected = told.filter((rule) => !rule.matched).sort((a, b) => byText(a.id, b.id));
    return { ...explanation, rules: [...matched, ...rejected] };
  };
}

function discretionAt({ rules, contests, caps }: RulesInForce, merchantId: string): Discretion {
  const looksElsewhere = ({ looksAt }: CompiledRule) => looksAt.some((scope) => !isOnlyAt(scope, merchantId));
  const tells = new Set<string>();
  const told = new Set<string>();
  // Groups come in their order, so what a rule multiplies was judged before.
  for (const { group, asset, blocks } of contests) {
    const members = blocks.flatMap((block) => block.rules);
    const isTold = members.some((rule) => looksElsewhere(rule) || told.has(`${rule.giving.group} ${asset}`));
    if (!isTold) continue;
    told.add(`${group} ${asset}`);
    for (const { rule } of members) tells.add(rule.id);
  }
  const reaches = ({ counts, rules: covered }: CompiledCap) =>
    (counts !== null &&
      !isOnlyAt(counts, merchantId) &&
      covered.some((at) => !isOnlyAt(rules[at]!.rule.scope, merchantId))) ||
    covered.some((at) => tells.has(rules[at]!.rule.id));
  const capped = caps.filter(reaches).flatMap(({ rules: covered }) => covered.map((at) => rules[at]!.rule.id));
  const looks = rules.filter(looksElsewhere).map(({ rule }) => rule.id);
  return { tells, looks: new Set(looks), capped: new Set(capped) };
}

function discreet(rule: RuleExplained, { tells, looks, capped }: Discretion, merchantId: string): RuleExplained {
  const { id, reason, asset, amountMinor = 0, funding = [] } = rule;
  if (tells.has(id)) {
    const isOwn =
      reason !== undefined && (saidOfThisPurchase.includes(reason) || (!looks.has(id) && reason.startsWith('when-')));
    if (isOwn) return rule;
    if (amountMinor === 0) return { id, matched: false };
    const own = funding.filter(({ who }) => who === merchantId);
    return { id, matched: true, ...(asset ? { asset } : {}), amountMinor, funding: own };
  }
  if (!capped.has(id)) return rule;
  if (!rule.matched) return rule;
  const { reason: _ofCap, ...rest } = rule;
  return { ...rest, capId: null };
}
