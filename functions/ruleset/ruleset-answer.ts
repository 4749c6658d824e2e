import { timestamp } from '../../shared/contract/field.ts';
import type { Ruleset } from '../../shared/store/ruleset.ts';

export function answerOfRuleset({ id, name, status, version, createdAt, updatedAt }: Ruleset) {
  return { id, name, status, version, createdAt: timestamp(createdAt), updatedAt: timestamp(updatedAt) };
}
