import * as z from 'zod';
import { changes, parts } from '../domain/words/diff-texts.ts';
import { InstantText, opaqueId, PageQuery, pageOf, Reference, Timestamp } from './field.ts';
import { operation, rulesetBodyMaxBytes } from './operation.ts';
import { RulesetDocument } from './ruleset-document.ts';

/** What a linter has to say; nothing of it stops a publication (S1-15). */
export const Warning = z.object({ code: z.string(), pointer: z.string(), detail: z.string() });

export const RulesetSummary = z.object({
  id: opaqueId('rs'),
  name: z.string(),
  status: z.enum(['draft', 'published', 'withdrawn']),
  /** The newest version that it was published under and that was not withdrawn; the last one when all were. */
  version: z.int().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export const Ruleset = RulesetSummary.extend({ document: z.looseObject({}), warnings: z.array(Warning) });

export const PublishRequest = z.strictObject({
  effectiveFrom: InstantText.optional(),
  reason: Reference.optional(),
  expectedVersion: z.int().min(0).optional().describe('The version that the caller takes for the newest'),
});

export const Version = z.object({
  version: z.int(),
  /** The base document's ruleset. */
  rulesetId: opaqueId('rs').nullable(),
  /** What was published; the rest of the version was kept from the one before. */
  cause: z.enum(['ruleset', 'campaign', 'cancellation']).optional(),
  /** The campaign that was published or cancelled. */
  campaignId: opaqueId('cmp').optional(),
  effectiveFrom: Timestamp.nullable(),
  publishedAt: Timestamp.nullable(),
  publishedBy: z.string().optional(),
  reason: z.string().optional(),
  basedOn: z.int().nullable(),
});
export const VersionCampaign = z.object({
  id: opaqueId('cmp'),
  name: z.string(),
  startsAt: Timestamp,
  endsAt: Timestamp,
  /** From when it gives nothing any more. */
  cancelledAt: Timestamp.nullable(),
});
export const VersionInForce = Version.extend({ document: z.looseObject({}), campaigns: z.array(VersionCampaign) });

/** One thing that is another in two versions, in the language of `Accept-Language`. */
export const RulesetDifference = z.object({
  part: z.enum(parts),
  change: z.enum(changes),
  id: z
    .string()
    .optional()
    .describe('Of the rule (as explanations name it), cap, campaign, group, set, merchant or setting'),
  campaignId: opaqueId('cmp').optional(),
  fields: z.array(z.string()).optional().describe('Of what changed'),
  detail: z.string(),
});
export const RulesetDiff = z.object({
  from: Version,
  to: Version,
  differences: z.array(RulesetDifference),
  leftOut: z.int().describe('Differences that were too many to tell'),
});

const RulesetParams = z.strictObject({ id: opaqueId('rs') });
const writing = { scopes: [], groups: ['operator'] } as const;
const reading = { scopes: [], groups: ['operator', 'support'] } as const;

export const PostRuleset = operation({
  operationId: 'draftRuleset',
  method: 'POST',
  path: '/v1/rulesets',
  area: 'ruleset',
  summary: 'Draft a ruleset',
  allowed: writing,
  body: RulesetDocument,
  bodyMaxBytes: rulesetBodyMaxBytes,
  success: { status: 201, body: Ruleset },
});

export const PutRuleset = operation({
  operationId: 'changeRuleset',
  method: 'PUT',
  path: '/v1/rulesets/{id}',
  area: 'ruleset',
  summary: 'Replace a draft',
  allowed: writing,
  params: RulesetParams,
  body: RulesetDocument,
  bodyMaxBytes: rulesetBodyMaxBytes,
  success: { status: 200, body: Ruleset },
});

export const PublishRuleset = operation({
  operationId: 'publishRuleset',
  method: 'POST',
  path: '/v1/rulesets/{id}/publish',
  area: 'ruleset',
  summary: 'Publish a ruleset as the next version; an older one again is a roll-back',
  allowed: writing,
  params: RulesetParams,
  body: PublishRequest,
  success: { status: 200, body: Version },
});

export const WithdrawRuleset = operation({
  operationId: 'withdrawRuleset',
  method: 'POST',
  path: '/v1/rulesets/{id}/withdraw',
  area: 'ruleset',
  summary: 'Withdraw a version that waits for its date',
  allowed: writing,
  params: RulesetParams,
  success: { status: 200, body: Version },
});

export const GetCurrentRuleset = operation({
  operationId: 'readCurrentRuleset',
  method: 'GET',
  path: '/v1/rulesets/current',
  area: 'ruleset',
  summary: 'The version in force now',
  allowed: reading,
  success: { status: 200, body: VersionInForce },
});

export const GetRuleset = operation({
  operationId: 'readRuleset',
  method: 'GET',
  path: '/v1/rulesets/{id}',
  area: 'ruleset',
  summary: 'A ruleset with its document',
  allowed: reading,
  params: RulesetParams,
  success: { status: 200, body: Ruleset },
});

/** A version's number; 0 is the empty one. */
const VersionNumber = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,8})$/)
  .transform(Number)
  .meta({ example: '1' });

export const GetRulesetDiff = operation({
  operationId: 'compareRulesets',
  method: 'GET',
  path: '/v1/rulesets/{from}/diff/{to}',
  area: 'ruleset',
  summary: 'What one version changes of another, in words',
  allowed: reading,
  params: z.strictObject({ from: VersionNumber, to: VersionNumber }),
  success: { status: 200, body: RulesetDiff },
});

export const ListRulesets = operation({
  operationId: 'listRulesets',
  method: 'GET',
  path: '/v1/rulesets',
  area: 'ruleset',
  summary: 'Rulesets by id',
  allowed: reading,
  query: PageQuery,
  success: { status: 200, body: pageOf(RulesetSummary) },
});
