import { PostOptIn } from '../../shared/contract/offer.ts';
import { knownFrom } from '../../shared/domain/campaign.ts';
import { asksOptInTo } from '../../shared/domain/offer.ts';
import { optIn } from '../../shared/domain/opt-in.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { changeFact } from '../../shared/lambda/fact.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { loadOffered } from './load-offered.ts';

/** Takes part in a campaign; who takes part already changes nothing more. */
export const postOptIn = httpHandler(PostOptIn, async (request) => {
  const { params, body, platform, now } = request;
  const { campaignId } = body;
  const offered = await loadOffered(request, campaignId, '/campaignId');
  const { replayed } = await changeFact(request, params.id, 'opt-in', {
    isSo: ({ optIns }) => optIns.includes(campaignId),
    prepare: async () => {
      const version = await platform.rulesets.at(now);
      if ((offered.cancelledAt ?? offered.campaign.endsAt) <= now) throw problem('campaign-over', theCampaign);
      if (!asksOptInTo(version, campaignId)) throw problem('opt-in-not-needed', theCampaign);
      const known = knownFrom(version.campaigns, now, platform.ecosystem.limits.lateLimitMs);
      return new Set(known.map(({ id }) => id));
    },
    decide: (wallet, known) => optIn(wallet, { campaignId, known }),
    fields: { 'too-many-opt-ins': theCampaign.errors[0] },
  });
  return ok({ walletId: params.id, campaignId, optedIn: true }, { replayed });
});

const theCampaign = { errors: [{ pointer: '/campaignId', code: 'not-allowed' }] } as const;
