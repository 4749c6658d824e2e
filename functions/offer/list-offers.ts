import { timestamp, timestampOrNull } from '../../shared/contract/field.ts';
import { ListOffers } from '../../shared/contract/offer.ts';
import { type Offer, offersOf } from '../../shared/domain/offer.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadHead } from '../../shared/lambda/ledger.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';
import { viewerOf } from './load-offered.ts';

/** Campaigns that run or come for a wallet, those that end first before the others. A closed wallet has none. */
export const listOffers = httpHandler(ListOffers, async (request) => {
  const { params, platform, now, query } = request;
  const use = { list: ListOffers.operationId, subjectId: params.id };
  const after = pageStart(request, use.list, use.subjectId);
  const { state } = await loadHead(platform, params.id, now);
  const [version, viewer] = await Promise.all([platform.rulesets.at(now), viewerOf(request)]);
  const wallet = {
    walletId: params.id,
    optIns: new Set(state.optIns),
    audiences: new Set(state.audiences),
    counters: new Map(state.counters.map((counter) => [counter.key, counter])),
  };
  const offers = state.status === 'closed' ? [] : offersOf(version, wallet, viewer, now);
  const left = offers.filter((offer) => positionOf(offer) > after);
  return ok(pageOf(request, use, left.slice(0, query.limit + 1), positionOf, answerOf));
});

/** As the offers are sorted: by end, then id. */
const positionOf = ({ campaign: { id, campaign } }: Offer) => `${timestamp(campaign.endsAt)}#${id}`;

function answerOf({ campaign: { id, campaign }, status, needsOptIn, isOptedIn, isEligible, thresholds }: Offer) {
  return {
    campaignId: id,
    name: campaign.name,
    status,
    startsAt: timestamp(campaign.startsAt),
    endsAt: timestamp(campaign.endsAt),
    optIn: needsOptIn,
    optedIn: isOptedIn,
    eligible: isEligible,
    thresholds: thresholds.map(({ progress, periodEndsAt, ...rule }) => ({
      ...rule,
      ...(progress === null ? {} : { progress }),
      periodEndsAt: timestampOrNull(periodEndsAt),
    })),
  };
}
