import type { Asset } from '../asset.ts';
import type { Credit } from '../effects.ts';
import type { PurchaseLine, Tender } from '../purchase-line.ts';
import type { ScopeKey } from '../ruleset/scope.ts';
import type { Explanation } from '../ruleset/verdict.ts';
import { sayGroups, sayMatched, sayRounding } from './matched.ts';
import { sayRejected } from './rejected.ts';
import type { Say } from './say.ts';
import * as texts from './texts.ts';
import type { SpokenVersion } from './version.ts';

/** Rules that gave nothing and are told one by one; of the rest how many there are. */
const rejectedMax = 100;

/** A purchase as it was recorded or is quoted. */
export type ToldPurchase = {
  readonly explanation: Explanation;
  readonly merchantId: string;
  readonly lines: readonly PurchaseLine[];
  readonly tenders: readonly Tender[];
  readonly walletMinor: number;
  readonly credits: readonly Credit[];
};

/**
 * An explanation in plain sentences: what earns, what each rule gave and who pays, how rules met and amounts were
 * rounded, when the value can be spent, and why other rules gave nothing. Of what an explanation hides from a merchant
 * (discretion.ts) nothing is said, since nothing but the explanation and the version's texts is looked at.
 */
export function sentencesOf(purchase: ToldPurchase, version: SpokenVersion, say: Say): string[] {
  const { rules } = purchase.explanation;
  const matched = rules.filter((rule) => rule.matched);
  const rejected = rules.filter((rule) => !rule.matched);
  const more = rejected.length - rejectedMax;
  return [
    sayBase(purchase, version, say),
    ...sayExcluded(purchase.explanation, say),
    ...matched.map((rule) => sayMatched(rule, version, say)),
    ...sayGroups(matched, version, say),
    ...sayRounding(matched, version, say),
    ...sayCredits(purchase.credits, say),
    ...rejected.slice(0, rejectedMax).map((rule) => sayRejected(rule, version, say)),
    ...(more > 0 ? [say.text(texts.moreRejectedText, { count: more })] : []),
  ];
}

function sayBase(purchase: ToldPurchase, { document }: SpokenVersion, say: Say): string {
  const { explanation, merchantId, lines, tenders, walletMinor } = purchase;
  const { nonEarningTenders, tax } = document.settings;
  const override = Object.hasOwn(document.merchants, merchantId) ? document.merchants[merchantId] : undefined;
  const totalMinor = sumOf(lines);
  const restMinor = totalMinor - walletMinor - sumOf(tenders);
  const paid: readonly Tender[] = restMinor > 0 ? [...tenders, { kind: 'other', amountMinor: restMinor }] : tenders;
  const unearned = paid.filter(({ kind, amountMinor }) => amountMinor > 0 && nonEarningTenders.includes(kind));
  return say.text(texts.baseText, {
    baseMinor: explanation.baseMinor,
    totalMinor,
    ...(walletMinor > 0 ? { walletMinor, accrualBase: explanation.accrualBase } : {}),
    ...(unearned.length > 0
      ? { unearnedMinor: sumOf(unearned), tenders: [...new Set(unearned.map(({ kind }) => kind))] }
      : {}),
    tax: override?.tax ?? tax,
  });
}

const sumOf = (items: readonly { readonly amountMinor: number }[]) =>
  items.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** Lines that do not earn, those of one reason together. */
function sayExcluded({ excluded }: Explanation, say: Say): string[] {
  return [...Map.groupBy(excluded, ({ reason }) => reason)].map(([reason, lines]) =>
    say.text(texts.excludedText, {
      isOne: lines.length === 1,
      lines: lines.map(({ line }) => say.number(line + 1)),
      why: say.text(texts.exclusionTexts[reason as ScopeKey | 'kind' | 'all']),
    }),
  );
}

type Sum = { asset: Asset; available: string; ends: string; amountMinor: number; repaidMinor: number };

/** What was earned, credits of equal terms together; a debt that it went into is the member's own matter. */
function sayCredits(credits: readonly Credit[], say: Say): string[] {
  if (credits.length === 0) return [say.text(texts.nothingText)];
  const sums = new Map<string, Sum>();
  for (const { asset, availability, expiry, amountMinor, repaidMinor } of credits) {
    const available = say.text(texts.availabilityTexts[availability.kind], availability);
    const ends = say.text(texts.expiryTexts[expiry.kind], expiry);
    const key = `${asset} ${available} ${ends}`;
    const sum = sums.get(key) ?? { asset, available, ends, amountMinor: 0, repaidMinor: 0 };
    sum.amountMinor += amountMinor + repaidMinor;
    if (say.discreetTo === null) sum.repaidMinor += repaidMinor;
    sums.set(key, sum);
  }
  return [...sums.values()].map(({ repaidMinor, ...sum }) =>
    say.text(texts.creditText, { ...sum, ...(repaidMinor > 0 ? { repaidMinor } : {}) }),
  );
}
