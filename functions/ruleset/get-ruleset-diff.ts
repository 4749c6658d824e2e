import { GetRulesetDiff } from '../../shared/contract/ruleset.ts';
import { type Difference, differencesOf } from '../../shared/domain/ruleset/diff/diff.ts';
import { emptyRuleset, rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { choicesMax } from '../../shared/domain/ruleset/field.ts';
import { sayIn } from '../../shared/domain/words/say.ts';
import { campaignNames } from '../../shared/domain/words/version.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { readCampaign } from '../../shared/lambda/compile-ruleset.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import type { Table } from '../../shared/store/client.ts';
import { findVersion, findVersionBody } from '../../shared/store/version.ts';

/** What publishing a version changed, or would by going back: two versions compared, in words. */
export const getRulesetDiff = httpHandler(GetRulesetDiff, async ({ params, platform, language }) => {
  const { table, ecosystem } = platform;
  const [from, to] = await Promise.all([loadVersion(table, params.from), loadVersion(table, params.to)]);
  const say = sayIn({
    language,
    currency: ecosystem.currency,
    timeZone: to.decides.document.settings.timeZone,
    discreetTo: null,
    campaignName: campaignNames([...from.decides.campaigns, ...to.decides.campaigns]),
    // Of a list all is told, or what differs could be among the rest.
    namesMax: choicesMax,
  });
  const { told, leftOut } = differencesOf(from.decides, to.decides, say);
  const answer = { from: from.version, to: to.version, differences: told.map(answerOfDifference), leftOut };
  return ok(answer, { language });
});

/** A published version, withdrawn ones too; 404 when it is not there. */
async function loadVersion(table: Table, version: number) {
  const [published, body] = await Promise.all([findVersion(table, version), findVersionBody(table, version)]);
  if (version > 0 && !(published && body)) throw problem('not-found');
  const document = body ? rulesetDocument.parse(body.document) : emptyRuleset;
  const campaigns = (body?.campaigns ?? []).map(readCampaign);
  return { version: answerOfVersion(published), decides: { document, campaigns } };
}

const answerOfDifference = ({ part, change, id, campaignId, fields, detail }: Difference) => ({
  part,
  change,
  ...(id === '' || part === 'exclusion' ? {} : { id }),
  ...(campaignId === '' ? {} : { campaignId }),
  ...(fields.length > 0 ? { fields } : {}),
  detail,
});
