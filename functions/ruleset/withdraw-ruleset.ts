import { WithdrawRuleset } from '../../shared/contract/ruleset.ts';
import { isWithdrawable, standingOf } from '../../shared/domain/publication.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import { findRuleset, putRulesetWrite } from '../../shared/store/ruleset.ts';
import { findVersion, listVersions, withdrawVersion } from '../../shared/store/version.ts';

/** Withdraws the version that a ruleset waits under; a campaign's is withdrawn by the campaign. Repeating it changes nothing. */
export const withdrawRuleset = httpHandler(WithdrawRuleset, async ({ params, now, platform }) => {
  const { table, ecosystem } = platform;
  const [ruleset, versions] = await Promise.all([findRuleset(table, params.id), listVersions(table)]);
  if (!ruleset) throw problem('not-found');
  const version = ruleset.version === null ? undefined : await findVersion(table, ruleset.version);
  if (version && version.withdrawnAt !== null) return ok(answerOfVersion(version));
  const isNewest = version !== undefined && standingOf(versions)?.version === version.version;
  if (!isNewest || !isWithdrawable(version, { now, sandbox: ecosystem.sandbox })) throw problem('ruleset-not-waiting');

  const withdrawn = { ...version, withdrawnAt: now };
  const after = { ...ruleset, status: 'withdrawn' as const, updatedAt: now, revision: ruleset.revision + 1 };
  const also = [putRulesetWrite(table.name, after)];
  if (!(await withdrawVersion(table, withdrawn, also))) throw problem('conflict-retry');
  return ok(answerOfVersion(withdrawn));
});
