import { WithdrawRuleset } from '../../shared/contract/ruleset.ts';
import { isWithdrawable } from '../../shared/domain/publication.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findRuleset } from '../../shared/store/ruleset.ts';
import { findVersion, withdrawVersion } from '../../shared/store/version.ts';
import { answerOfVersion } from './ruleset-answer.ts';

/** Withdraws the version that a ruleset waits under. Repeating it changes nothing. */
export const withdrawRuleset = httpHandler(WithdrawRuleset, async ({ params, now, platform }) => {
  const { table, ecosystem } = platform;
  const ruleset = await findRuleset(table, params.id);
  if (!ruleset) throw problem('not-found');
  const version = ruleset.version === null ? undefined : await findVersion(table, ruleset.version);
  if (version && version.withdrawnAt !== null) return ok(answerOfVersion(version));
  if (!version || !isWithdrawable(version, { now, sandbox: ecosystem.sandbox })) throw problem('ruleset-not-waiting');

  const withdrawn = { ...version, withdrawnAt: now };
  const after = { ...ruleset, status: 'withdrawn' as const, updatedAt: now, revision: ruleset.revision + 1 };
  if (!(await withdrawVersion(table, withdrawn, after))) throw problem('conflict-retry');
  return ok(answerOfVersion(withdrawn));
});
