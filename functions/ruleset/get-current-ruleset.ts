import { GetCurrentRuleset } from '../../shared/contract/ruleset.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { readCampaign } from '../../shared/lambda/compile-ruleset.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { answerOfPublishedCampaign, answerOfVersion } from '../../shared/lambda/version-answer.ts';
import { findVersionAt, findVersionBody, listVersions } from '../../shared/store/version.ts';

/** The version in force: its base document, and the campaigns that were published with it. */
export const getCurrentRuleset = httpHandler(GetCurrentRuleset, async ({ now, platform: { table } }) => {
  const version = await findVersionAt(table, now, await listVersions(table));
  const body = version && (await findVersionBody(table, version.version));
  const campaigns = (body?.campaigns ?? []).map(readCampaign).map(answerOfPublishedCampaign);
  return ok({ ...answerOfVersion(version), document: body?.document ?? {}, campaigns });
});
