import { timestamp } from '../../shared/contract/field.ts';
import type { PublishedVersion } from '../../shared/domain/publication.ts';
import type { Ruleset } from '../../shared/store/ruleset.ts';

export function answerOfRuleset({ id, name, status, version, createdAt, updatedAt }: Ruleset) {
  return { id, name, status, version, createdAt: timestamp(createdAt), updatedAt: timestamp(updatedAt) };
}

/** A version as an operator sees it; version 0, the empty one, was never published. */
export function answerOfVersion(published: PublishedVersion | undefined) {
  if (!published) return { version: 0, rulesetId: null, effectiveFrom: null, publishedAt: null, basedOn: null };
  const { version, rulesetId, effectiveFrom, publishedAt, reason, basedOn } = published;
  return {
    version,
    rulesetId,
    effectiveFrom: timestamp(effectiveFrom),
    publishedAt: timestamp(publishedAt),
    ...(reason === '' ? {} : { reason }),
    basedOn,
  };
}
