import * as z from 'zod';
import { campaignStatuses } from '../domain/campaign.ts';
import { because } from '../domain/field-code.ts';
import { CampaignSchema, rulesIn } from '../domain/ruleset/campaign.ts';
import { faultsAlone } from '../domain/ruleset/campaign-faults.ts';
import { opaqueId, PageQuery, pageOf, SumMinor, Timestamp } from './field.ts';
import { operation, rulesetBodyMaxBytes } from './operation.ts';
import { PublishRequest, Version, Warning } from './ruleset.ts';
import { refuseNoDays } from './ruleset-document.ts';

/** Rules with dates, a funder and a budget; what no base document can mend is refused here. */
export const CampaignRequest = CampaignSchema.superRefine((campaign, context) => {
  for (const { path, code } of faultsAlone(campaign))
    context.addIssue({ code: 'custom', path: [...path], ...because(code) });
  refuseNoDays(
    rulesIn(campaign).map(({ rule, path }) => ({ path: [...path, 'expiry'], expiry: rule.expiry })),
    context,
  );
});

/** What published or cancelled it: the version, from when it counts, and who asked why. */
export const CampaignStep = z.object({
  version: z.int(),
  effectiveFrom: Timestamp,
  at: Timestamp,
  by: z.string(),
  reason: z.string().optional(),
});

export const CampaignSummary = z.object({
  id: opaqueId('cmp'),
  name: z.string(),
  /** `scheduled` is published and has not started; one that is being cancelled runs until its cancellation counts. */
  status: z.enum(campaignStatuses),
  startsAt: Timestamp,
  endsAt: Timestamp,
  budgetMinor: SumMinor.nullable(),
  spentMinor: SumMinor.nullable().describe(
    'Given so far; null without a budget. Never behind: what a purchase under way has reserved counts at once. What a purchase left of that, and what a return or cancellation gave back, is taken off within seconds, of a request that died once its time is over and another asks for the budget.',
  ),
  publication: CampaignStep.nullable(),
  cancellation: CampaignStep.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

export const Campaign = CampaignSummary.extend({
  document: z.looseObject({}),
  /** Of a draft: what the base document in force lacks for it, so that it could not be published now. */
  warnings: z.array(Warning),
});

const CampaignParams = z.strictObject({ id: opaqueId('cmp') });
const writing = { scopes: [], groups: ['operator'] } as const;
const reading = { scopes: [], groups: ['operator', 'support'] } as const;

export const PostCampaign = operation({
  operationId: 'draftCampaign',
  method: 'POST',
  path: '/v1/campaigns',
  area: 'campaign',
  summary: 'Draft a campaign',
  allowed: writing,
  body: CampaignRequest,
  bodyMaxBytes: rulesetBodyMaxBytes,
  success: { status: 201, body: Campaign },
});

export const PutCampaign = operation({
  operationId: 'changeCampaign',
  method: 'PUT',
  path: '/v1/campaigns/{id}',
  area: 'campaign',
  summary: 'Replace a draft',
  allowed: writing,
  params: CampaignParams,
  body: CampaignRequest,
  bodyMaxBytes: rulesetBodyMaxBytes,
  success: { status: 200, body: Campaign },
});

export const PublishCampaign = operation({
  operationId: 'publishCampaign',
  method: 'POST',
  path: '/v1/campaigns/{id}/publish',
  area: 'campaign',
  summary: 'Publish a campaign in the next version of the ruleset, and schedule its start and end',
  allowed: writing,
  params: CampaignParams,
  body: PublishRequest,
  success: { status: 200, body: Version },
});

export const CancelCampaign = operation({
  operationId: 'cancelCampaign',
  method: 'POST',
  path: '/v1/campaigns/{id}/cancel',
  area: 'campaign',
  summary: 'End a campaign with the next version; sales of before still earn it',
  allowed: writing,
  params: CampaignParams,
  body: PublishRequest,
  success: { status: 200, body: Version },
});

export const WithdrawCampaign = operation({
  operationId: 'withdrawCampaign',
  method: 'POST',
  path: '/v1/campaigns/{id}/withdraw',
  area: 'campaign',
  summary: 'Withdraw the publication or cancellation of a campaign that waits for its date',
  allowed: writing,
  params: CampaignParams,
  success: { status: 200, body: Version },
});

export const GetCampaign = operation({
  operationId: 'readCampaign',
  method: 'GET',
  path: '/v1/campaigns/{id}',
  area: 'campaign',
  summary: 'A campaign with its document',
  allowed: reading,
  params: CampaignParams,
  success: { status: 200, body: Campaign },
});

export const ListCampaigns = operation({
  operationId: 'listCampaigns',
  method: 'GET',
  path: '/v1/campaigns',
  area: 'campaign',
  summary: 'Campaigns by id',
  allowed: reading,
  query: PageQuery,
  success: { status: 200, body: pageOf(CampaignSummary) },
});
