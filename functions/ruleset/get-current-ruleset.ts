import { GetCurrentRuleset } from '../../shared/contract/ruleset.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { findVersionAt, findVersionDocument, listVersions } from '../../shared/store/version.ts';
import { answerOfVersion } from './ruleset-answer.ts';

export const getCurrentRuleset = httpHandler(GetCurrentRuleset, async ({ now, platform: { table } }) => {
  const version = await findVersionAt(table, now, await listVersions(table));
  const document = version ? await findVersionDocument(table, version.version) : {};
  return ok({ ...answerOfVersion(version), document });
});
