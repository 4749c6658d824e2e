import { defaultLimits } from '../domain/ecosystem.ts';
import { CampaignSchema, type PublishedCampaign } from '../domain/ruleset/campaign.ts';
import { type CompiledRules, compile } from '../domain/ruleset/compile.ts';
import { emptyRuleset, rulesetDocument } from '../domain/ruleset/document.ts';
import type { VersionCampaign } from '../store/version.ts';

/** Rules of a published version, as the functions use them. */
export type CompiledRuleset = CompiledRules;

type With = { readonly campaigns?: readonly VersionCampaign[]; readonly lateLimitMs?: number };

/**
 * Compiles a version from its stored document and campaigns; without a document, the empty version 0. What is stored
 * was checked before: what is not readable now is a bug, and throws.
 */
export function compileRuleset(
  version: number,
  document: unknown,
  { campaigns = [], lateLimitMs = defaultLimits.lateLimitMs }: With = {},
): CompiledRuleset {
  const read = document === undefined ? emptyRuleset : rulesetDocument.parse(document);
  return compile({ version, effectiveFrom: 0, document: read, campaigns: campaigns.map(readCampaign), lateLimitMs });
}

/** A campaign as a version stores it, read. */
export const readCampaign = ({ id, document, cancelledAt }: VersionCampaign): PublishedCampaign => ({
  id,
  campaign: CampaignSchema.parse(document),
  cancelledAt,
});
