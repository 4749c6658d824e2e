import type { Instant } from '../../instant.ts';
import { localTimeIn } from '../../local-time.ts';
import { fill, type Values } from '../../words/fill.ts';
import type { Text } from '../../words/language.ts';
import { type PublishedCampaign, rulesIn } from '../campaign.ts';
import type { RulesetDocument } from '../document.ts';
import { planRules } from '../plan.ts';
import { hoursInClockChange } from './clock-change.ts';
import { nearCounterLimit, startsEmpty } from './counting.ts';
import { daysInForce } from './days.ts';
import { budgetOfAnother, limitWithoutEnd, noBudget } from './endless.ts';
import type { Found, Lint, Linted } from './finding.ts';
import { type Known, nothingKnown } from './known.ts';
import { assetNotHad, funderNotFound } from './named.ts';
import { neverMatches, whyNever } from './never.ts';
import { rateOutsideBand, rateTooHigh, rateTooLow } from './rates.ts';
import { shadowed, shadowedByBase } from './shadowed.ts';
import { storeOfAnyone } from './store.ts';

/** The catalogue: what an operator is told of a draft. Nothing of it stops a publication (S1-15). */
export const lints: readonly Lint[] = [
  rateTooLow,
  rateTooHigh,
  rateOutsideBand,
  neverMatches,
  storeOfAnyone,
  shadowed,
  shadowedByBase,
  limitWithoutEnd,
  noBudget,
  budgetOfAnother,
  hoursInClockChange,
  startsEmpty,
  nearCounterLimit,
  funderNotFound,
  assetNotHad,
];

/** Told of one draft; more would not be read. */
export const warningsMax = 100;

export type Warned = Found & { readonly code: string; readonly text: Text };

/** What to look at again in a base document. */
export const lintRuleset = (document: RulesetDocument, now: Instant, known: Known = nothingKnown): Warned[] =>
  warned({
    document,
    rules: document.rules.map((rule, at) => ({
      rule,
      path: ['rules', at],
      inVersion: rule,
      variantId: '',
      variantShareBps: null,
    })),
    caps: document.caps.map((cap, at) => ({ cap, path: ['caps', at] })),
    campaign: null,
    campaignId: '',
    now,
    known,
  });

/** What to look at again in a campaign, beside the base document in force. */
export function lintCampaign(
  { id, campaign }: Pick<PublishedCampaign, 'id' | 'campaign'>,
  document: RulesetDocument,
  now: Instant,
  known: Known = nothingKnown,
): Warned[] {
  const planned = planRules({ ...document, rules: [] }, [{ id, campaign, cancelledAt: null }]);
  return warned({
    document,
    rules: rulesIn(campaign).map(({ rule, path, variantId }, at) => ({
      rule,
      path,
      inVersion: planned[at]!.rule,
      variantId,
      variantShareBps: campaign.variants?.find((variant) => variant.id === variantId)?.shareBps ?? null,
    })),
    caps: campaign.caps.map((cap, at) => ({ cap, path: ['caps', at] })),
    campaign,
    campaignId: id,
    now,
    known,
  });
}

function warned(drafted: Omit<Linted, 'today' | 'inForce'>): Warned[] {
  const { document, now } = drafted;
  const today = localTimeIn(document.settings.timeZone).read(now).day;
  const linted: Linted = { ...drafted, today, inForce: daysInForce(drafted) };
  const found = lints.flatMap(({ code, text, find }) =>
    find(linted).map((one) => ({ ...one, code, text: said(text, one) })),
  );
  return found.slice(0, warningsMax);
}

/** The text with its figures; a reason of `never-matches` is a text itself. */
const said = (text: Text, { values = {} }: Found): Text => ({
  en: fill(text.en, inLanguage(values, 'en'), {}),
  fr: fill(text.fr, inLanguage(values, 'fr'), {}),
});

const inLanguage = (values: NonNullable<Found['values']>, language: keyof Text): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const why = name === 'why' ? whyNever[value as keyof typeof whyNever] : undefined;
      return [name, why ? why[language] : decimal(String(value), language)];
    }),
  );

/** Decimal figures as they are written. */
const decimal = (value: string, language: keyof Text) =>
  language === 'fr' && /^\d+\.\d+$/.test(value) ? value.replace('.', ',') : value;
