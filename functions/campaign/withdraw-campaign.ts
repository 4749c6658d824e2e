import { WithdrawCampaign } from '../../shared/contract/campaign.ts';
import { isWithdrawable, standingOf } from '../../shared/domain/publication.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import { findCampaign, putCampaignWrite, type StoredCampaign } from '../../shared/store/campaign.ts';
import { listVersions, withdrawVersion } from '../../shared/store/version.ts';

/**
 * Takes back the publication or the cancellation of a campaign before its date: it is as if it had not been asked for.
 * Repeating it changes nothing.
 */
export const withdrawCampaign = httpHandler(WithdrawCampaign, async (request) => {
  const { params, now, platform } = request;
  const { table, ecosystem } = platform;
  const [campaign, versions] = await Promise.all([findCampaign(table, params.id), listVersions(table)]);
  if (!campaign) throw problem('not-found');
  const last = versions.find(({ campaignId }) => campaignId === campaign.id);
  if (last && last.withdrawnAt !== null) return ok(answerOfVersion(last));
  const isNewest = last !== undefined && standingOf(versions)?.version === last.version;
  if (!isNewest || !isWithdrawable(last, { now, sandbox: ecosystem.sandbox })) throw problem('ruleset-not-waiting');

  const withdrawn = { ...last, withdrawnAt: now };
  const before = last.cause === 'campaign' ? { published: null, isWithdrawn: true } : { cancelled: null };
  const after: StoredCampaign = { ...campaign, ...before, updatedAt: now, revision: campaign.revision + 1 };
  if (!(await withdrawVersion(table, withdrawn, [putCampaignWrite(table.name, after)])))
    throw problem('conflict-retry');
  return ok(answerOfVersion(withdrawn));
});
