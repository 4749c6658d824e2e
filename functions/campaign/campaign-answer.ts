import { timestamp } from '../../shared/contract/field.ts';
import { type CampaignStep, statusAt } from '../../shared/domain/campaign.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { CampaignSchema, type PublishedCampaign } from '../../shared/domain/ruleset/campaign.ts';
import { faultsTogether } from '../../shared/domain/ruleset/check.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { pointerOf } from '../../shared/lambda/pointer.ts';
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

const details: Readonly<Record<string, string>> = {
  'unknown-group': 'the base document in force declares no such group',
  'unknown-set': 'the base document in force has no such set',
  'group-not-earlier': 'the group that is multiplied must come earlier',
};

/** A campaign with its document and, unless it is published, what would keep it from being so now. */
export async function answerWithDocument(
  { platform, now }: { readonly platform: Platform; readonly now: Instant },
  campaign: StoredCampaign,
  document: unknown,
) {
  const warnings = campaign.published ? [] : await warningsOf(platform, campaign.id, document, now);
  return { ...(await answerOfCampaign(platform, campaign, now)), document, warnings };
}

async function warningsOf({ rulesets }: Platform, id: string, sent: unknown, now: Instant) {
  const { document, campaigns } = await rulesets.at(now);
  const draft: PublishedCampaign = { id, campaign: CampaignSchema.parse(sent), cancelledAt: null };
  return faultsTogether(document, [...campaigns, draft])
    .filter(({ path: [nth] }) => nth === undefined || nth === campaigns.length)
    .map(({ path: [, ...path], code }) => ({
      code,
      pointer: pointerOf(path),
      detail: details[code] ?? 'as things stand it could not be published',
    }));
}
