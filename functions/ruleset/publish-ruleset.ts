import { PublishRuleset } from '../../shared/contract/ruleset.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { publishedBefore, publishNext } from '../../shared/lambda/next-version.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import { findRuleset, loadDocument, putRulesetWrite } from '../../shared/store/ruleset.ts';
import { findStanding, listVersions } from '../../shared/store/version.ts';

/** Publishes a ruleset as the base document of the next version; campaigns stay. */
export const publishRuleset = httpHandler(PublishRuleset, async (request) => {
  const { table } = request.platform;
  const [ruleset, versions] = await Promise.all([findRuleset(table, request.params.id), listVersions(table)]);
  if (!ruleset) throw problem('not-found');
  const standing = publishedBefore(request, versions, 'ruleset');
  if (standing) return ok(answerOfVersion(standing), { replayed: true });

  const [document, before] = await Promise.all([loadDocument(table, ruleset.id), findStanding(table, ruleset.version)]);
  const version = await publishNext(request, versions, {
    cause: 'ruleset',
    campaignId: '',
    base: { rulesetId: ruleset.id, basedOn: before?.version ?? null, document },
    also: ({ version }) => {
      const published = { ...ruleset, status: 'published' as const, version, revision: ruleset.revision + 1 };
      return [putRulesetWrite(table.name, published)];
    },
  });
  return ok(answerOfVersion(version));
});
