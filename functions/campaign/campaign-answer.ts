import { timestamp } from '../../shared/contract/field.ts';
import { type CampaignStep, statusAt } from '../../shared/domain/campaign.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { CampaignSchema, rulesIn } from '../../shared/domain/ruleset/campaign.ts';
import { faultsTogether } from '../../shared/domain/ruleset/check.ts';
import { lintCampaign } from '../../shared/domain/ruleset/lint/lint.ts';
import type { Language, Text } from '../../shared/domain/words/language.ts';
import { knownToLinter } from '../../shared/lambda/known-to-linter.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { answerOfWarning } from '../../shared/lambda/warning.ts';
import type { StoredCampaign } from '../../shared/store/campaign.ts';
import { findSpent } from '../../shared/store/limit-left.ts';

/** A campaign as it stands at a moment, with what it has given of its budget so far. */
export async function answerOfCampaign(platform: Platform, campaign: StoredCampaign, now: Instant) {
  const { id, name, startsAt, endsAt, budgetMinor, published, cancelled, createdAt, updatedAt } = campaign;
  return {
    id,
    name,
    status: statusAt(campaign, now),
    startsAt: timestamp(startsAt),
    endsAt: timestamp(endsAt),
    budgetMinor,
    spentMinor: budgetMinor === null ? null : await findSpent(ledgerOf(platform), id),
    publication: published && answerOfStep(published),
    cancellation: cancelled && answerOfStep(cancelled),
    createdAt: timestamp(createdAt),
    updatedAt: timestamp(updatedAt),
  };
}

function answerOfStep({ version, effectiveFrom, at, by, reason }: CampaignStep) {
  const told = { version, effectiveFrom: timestamp(effectiveFrom), at: timestamp(at), by };
  return reason === '' ? told : { ...told, reason };
}

/** What keeps a campaign from being published with the base document in force. */
const lacks: Readonly<Record<string, Text>> = {
  'unknown-group': {
    en: 'The base document in force declares no such group.',
    fr: 'Le document de base en vigueur ne déclare pas ce groupe.',
  },
  'unknown-set': {
    en: 'The base document in force has no such set.',
    fr: 'Le document de base en vigueur n’a pas cet ensemble.',
  },
  'group-not-earlier': {
    en: 'The group that is multiplied must come earlier.',
    fr: 'Le groupe multiplié doit venir avant.',
  },
};
const unfit: Text = {
  en: 'As things stand it could not be published.',
  fr: 'En l’état, elle ne pourrait pas être publiée.',
};

type Asking = { readonly platform: Platform; readonly now: Instant; readonly language: Language };

/** A campaign with its document and, unless it is published, what would keep it from being so now, and what to look at. */
export async function answerWithDocument(asking: Asking, campaign: StoredCampaign, document: unknown) {
  const warnings = campaign.published ? [] : await warningsOf(asking, campaign.id, document);
  return { ...(await answerOfCampaign(asking.platform, campaign, asking.now)), document, warnings };
}

async function warningsOf({ platform, now, language }: Asking, id: string, sent: unknown) {
  const { document, campaigns } = await platform.rulesets.at(now);
  const campaign = CampaignSchema.parse(sent);
  const faults = faultsTogether(document, [...campaigns, { id, campaign, cancelledAt: null }])
    .filter(({ path: [nth] }) => nth === undefined || nth === campaigns.length)
    .map(({ path: [, ...path], code }) => ({ path, code, text: lacks[code] ?? unfit }));
  const rules = rulesIn(campaign).map(({ rule }) => rule);
  const known = await knownToLinter(platform, rules);
  return [...faults, ...lintCampaign({ id, campaign }, document, now, known)].map(answerOfWarning(language));
}
