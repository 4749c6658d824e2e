import type { Asset } from '../asset.ts';
import type { RuleExplained } from '../ruleset/verdict.ts';
import { fundersText, operatorName } from './names.ts';
import type { Say } from './say.ts';
import { budgetText, capText, sharedCapText } from './texts.ts';
import type { SpokenVersion } from './version.ts';

/**
 * The cap or budget that lowered a reward; '' when nobody says which. A merchant is not told how much others may be
 * given together.
 */
export function sayLimit(capId: string | null | undefined, asset: Asset, { caps }: SpokenVersion, say: Say): string {
  const cap = capId ? caps.get(capId) : undefined;
  if (!cap) return '';
  const { per, unit, window, capacity, campaign } = cap;
  const isTold = say.discreetTo === null || per !== 'all';
  if (cap.capId.endsWith('/budget')) {
    return say.text(budgetText, { campaignId: campaign!.id, asset, ...(isTold ? { capacity } : {}) });
  }
  if (!isTold) return say.text(sharedCapText);
  return say.text(capText, { per, unit, capacity, asset, ...(per === 'receipt' ? {} : { window }) });
}

/** Who pays a reward, each with its part when there are several. */
export function sayFunding({ funding = [], asset }: RuleExplained, say: Say): string[] {
  const payers = funding.filter(({ amountMinor }) => amountMinor > 0);
  if (payers.length === 1) return [sayPayer(payers[0]!.who, say)];
  return payers.map(({ who, amountMinor }) => say.text(fundersText, { who: sayPayer(who, say), amountMinor, asset }));
}

export const sayPayer = (who: string, say: Say): string => (who === 'operator' ? say.text(operatorName) : who);
