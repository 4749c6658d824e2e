import { WithdrawRuleset } from '../../shared/contract/ruleset.ts';
import { isWithdrawable, standingOf } from '../../shared/domain/publication.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import type { Table } from '../../shared/store/client.ts';
import { findRuleset, putRulesetWrite, type Ruleset } from '../../shared/store/ruleset.ts';
import {
  findStanding,
  findVersion,
  listVersions,
  type StoredVersion,
  withdrawVersion,
} from '../../shared/store/version.ts';

/**
 * Withdraws the version that a ruleset waits under; a campaign's is withdrawn by the campaign. The ruleset is then what
 * it was before: published under an earlier version, if it had one. Repeating it changes nothing.
 */
export const withdrawRuleset = httpHandler(WithdrawRuleset, async ({ params, now, platform }) => {
  const { table, ecosystem } = platform;
  const [ruleset, versions] = await Promise.all([findRuleset(table, params.id), listVersions(table)]);
  if (!ruleset) throw problem('not-found');
  const version = await lastOf(table, ruleset, versions);
  if (version && version.withdrawnAt !== null) return ok(answerOfVersion(version));
  const isNewest = version !== undefined && standingOf(versions)?.version === version.version;
  if (!isNewest || !isWithdrawable(version, { now, sandbox: ecosystem.sandbox })) throw problem('ruleset-not-waiting');

  const withdrawn = { ...version, withdrawnAt: now };
  const before = await findStanding(table, version.basedOn);
  const stands = before
    ? { status: 'published' as const, version: before.version }
    : { status: 'withdrawn' as const, version: version.version };
  const after: Ruleset = { ...ruleset, ...stands, updatedAt: now, revision: ruleset.revision + 1 };
  if (!(await withdrawVersion(table, withdrawn, [putRulesetWrite(table.name, after)]))) throw problem('conflict-retry');
  return ok(answerOfVersion(withdrawn));
});

/** The newest version that a ruleset was published under, withdrawn or not. */
const lastOf = async (table: Table, { id, version }: Ruleset, newest: readonly StoredVersion[]) =>
  newest.find(({ cause, rulesetId }) => cause === 'ruleset' && rulesetId === id) ??
  (version === null ? undefined : findVersion(table, version));
