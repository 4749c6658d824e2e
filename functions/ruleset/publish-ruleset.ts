import { PublishRuleset } from '../../shared/contract/ruleset.ts';
import { publish } from '../../shared/domain/publication.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { controlDigestOf } from '../../shared/lambda/prints.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findRuleset, loadDocument } from '../../shared/store/ruleset.ts';
import { listVersions, putVersion, type StoredVersion } from '../../shared/store/version.ts';
import { answerOfVersion } from './ruleset-answer.ts';

/** Publishes a ruleset as the next version. Of two at the same time one is told `conflict-retry` and sees the other. */
export const publishRuleset = httpHandler(PublishRuleset, async (request) => {
  const { params, body, caller, now, platform, idempotencyKey } = request;
  const { table, ecosystem } = platform;
  const [ruleset, versions] = await Promise.all([findRuleset(table, params.id), listVersions(table)]);
  if (!ruleset) throw problem('not-found');

  const publishedFor = { idempotencyKey: idempotencyKey ?? '', digest: controlDigestOf(request) };
  const standing = versions.find((version) => isReplay(version, caller.id, idempotencyKey));
  if (standing) {
    if (standing.publishedFor.digest !== publishedFor.digest) throw problem('idempotency-mismatch');
    return ok(answerOfVersion(standing), { replayed: true });
  }

  const command = { effectiveFrom: body.effectiveFrom ?? null, expectedVersion: body.expectedVersion ?? null };
  const decided = publish(versions, command, { now, sandbox: ecosystem.sandbox });
  if (decided.kind === 'refused') throw problem(decided.code);
  const version: StoredVersion = {
    version: decided.version,
    rulesetId: ruleset.id,
    effectiveFrom: decided.effectiveFrom,
    publishedAt: now,
    publishedBy: caller.id,
    reason: body.reason ?? '',
    basedOn: ruleset.version,
    withdrawnAt: null,
    publishedFor,
  };
  const published = {
    ...ruleset,
    status: 'published' as const,
    version: version.version,
    revision: ruleset.revision + 1,
  };
  const document = await loadDocument(table, ruleset.id);
  if (!(await putVersion(table, version, document, published))) throw problem('conflict-retry');
  return ok(answerOfVersion(version));
});

const isReplay = (version: StoredVersion, callerId: string, idempotencyKey: string | undefined) =>
  idempotencyKey !== undefined &&
  version.publishedBy === callerId &&
  version.publishedFor.idempotencyKey === idempotencyKey;
