import type { Asset } from '../asset.ts';
import type { Basket, SpendPolicy } from '../policy.ts';
import type { ReturnPolicy } from '../rules.ts';
import type { RulesetDocument } from './document.ts';
import { netOfDiscounts } from './earning.ts';
import { compileScope, looksAtLines, type Matches, type Scope, ScopeSchema } from './scope.ts';
import { noLine } from './watch.ts';

/** Scopes of lots kept compiled; a wallet has few, an ecosystem few programmes. */
const lotScopesMax = 200;

type Acceptance = { readonly matches: Matches; readonly byLine: boolean };

/** What a ruleset says of spending and returning at a merchant (api.md §3 `redeem`, `drawOrder`, `acceptance`). */
export function compilePolicy(document: RulesetDocument) {
  const { settings, merchants, sets } = document;
  const compiled = (scope: Scope): Acceptance => ({ matches: compileScope(scope, sets), byLine: looksAtLines(scope) });
  const ofAsset = new Map(Object.entries(settings.acceptance).map(([asset, scope]) => [asset, compiled(scope)]));
  const ofLots = new Map<string, Acceptance | null>();

  /** A lot's scope is text in the ledger; one that this engine cannot read accepts nothing. */
  function ofLot(text: string): Acceptance | null {
    const known = ofLots.get(text);
    if (known !== undefined) return known;
    const read = ScopeSchema.safeParse(parsed(text));
    const acceptance = read.success ? compiled(read.data) : null;
    if (ofLots.size === lotScopesMax) ofLots.clear();
    ofLots.set(text, acceptance);
    return acceptance;
  }

  function accepts(asset: Asset, lotScope: string, basket: Basket): number | null {
    const acceptance = lotScope === '' ? ofAsset.get(asset) : ofLot(lotScope);
    if (acceptance === undefined) return null;
    if (acceptance === null) return 0;
    if (!acceptance.byLine) return acceptance.matches(noLine, basket) ? null : 0;
    return basket.lines === null ? 0 : acceptedMinor(acceptance, basket, merchants[basket.merchantId]?.categories);
  }

  return (merchantId: string, _sector: string): SpendPolicy & { readonly returns: ReturnPolicy } => {
    const override = Object.hasOwn(merchants, merchantId) ? merchants[merchantId]!.redeem : undefined;
    const { minBasketMinor, minAmountMinor, maxShareBps } = settings.redeem;
    const redeem = {
      minBasketMinor: override?.minBasketMinor ?? minBasketMinor,
      minAmountMinor: override?.minAmountMinor ?? minAmountMinor,
      maxShareBps: override?.maxShareBps ?? maxShareBps,
    };
    return { drawOrder: settings.drawOrder, redeem, returns: settings.returns, accepts };
  };
}

function acceptedMinor({ matches }: Acceptance, basket: Basket, categories: Readonly<Record<string, string>> = {}) {
  const lines = basket.lines ?? [];
  const amounts = netOfDiscounts(lines);
  return lines.reduce((sum, line, at) => {
    const category = Object.hasOwn(categories, line.category) ? categories[line.category]! : line.category;
    return matches({ ...line, category }, basket) ? sum + amounts[at]! : sum;
  }, 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
