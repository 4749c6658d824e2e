import { localTimeIn } from '../local-time.ts';
import type { Rules } from '../rules.ts';
import { acceptedMinor } from './accept.ts';
import { decideEnrolmentWith } from './decide-enrolment.ts';
import { decidePurchaseWith } from './decide-purchase.ts';
import type { RulesetDocument } from './document.ts';
import { groupsOf } from './group.ts';
import { compileScope } from './scope.ts';

export type CompiledRuleset = Rules & { readonly timeZone: string; readonly document: RulesetDocument };

/** What decisions share of a version: scopes as checks, groups in order, the place's clock. */
export type Compiled = ReturnType<typeof prepare>;

function prepare(version: number, document: RulesetDocument) {
  const { settings, sets } = document;
  const rules = document.rules.map((rule) => ({ rule, matches: compileScope(rule.scope, sets) }));
  return {
    version,
    document,
    settings,
    local: localTimeIn(settings.timeZone),
    groups: [...groupsOf(document.groups)].sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1)),
    purchaseRules: rules.filter(({ rule }) => rule.on === 'purchase'),
    enrolmentRules: rules.filter(({ rule }) => rule.on === 'enrolment'),
    exclusions: document.exclusions.map(({ scope }) => compileScope(scope, sets)),
    policyOf: (merchantId: string) => {
      const own = Object.entries(document.merchants[merchantId] ?? {}).filter(([, value]) => value !== undefined);
      return { ...settings, ...(Object.fromEntries(own) as Partial<typeof settings>) };
    },
  };
}

/** Compiles a version once; its decisions are pure. */
export function compile(version: number, document: RulesetDocument): CompiledRuleset {
  const compiled = prepare(version, document);
  return {
    version,
    document,
    timeZone: compiled.settings.timeZone,
    localDay: (at) => compiled.local.read(at).day,
    decidePurchase: (facts) => decidePurchaseWith(compiled, facts),
    decideEnrolment: (facts) => decideEnrolmentWith(compiled, facts),
    policyFor: (merchantId) => {
      const { drawOrder, redeem, returns } = compiled.policyOf(merchantId);
      const accepts = (...[asset, scope, basket]: Parameters<ReturnType<Rules['policyFor']>['accepts']>) =>
        acceptedMinor(document, asset, scope, basket);
      return { drawOrder, redeem, returns, accepts };
    },
  };
}
