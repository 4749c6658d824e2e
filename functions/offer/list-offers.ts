import { timestamp, timestampOrNull } from '../../shared/contract/field.ts';
import { ListOffers } from '../../shared/contract/offer.ts';
import { isEligible, type Offer, offersOf } from '../../shared/domain/offer.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { ledgerOf, loadHead } from '../../shared/lambda/ledger.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { findSpent } from '../../shared/store/limit-left.ts';
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
  const answer = async (offer: Offer) => answerOf(offer, await isBudgetSpent(platform, offer));
  const { data, nextCursor } = pageOf(request, use, left.slice(0, query.limit + 1), positionOf, answer);
  return ok({ data: await Promise.all(data), nextCursor });
});

/** Asked only where it makes a difference: of a budget that runs, for a wallet that could earn of it. */
async function isBudgetSpent(platform: Platform, { campaign: { id, campaign }, status, earns }: Offer) {
  const { budgetMinor, asset } = campaign;
  if (budgetMinor === undefined || status === 'coming' || !earns.includes(asset)) return false;
  return (await findSpent(ledgerOf(platform), id)) >= budgetMinor;
}

/** As the offers are sorted: by end, then id. */
const positionOf = ({ campaign: { id, campaign } }: Offer) => `${timestamp(campaign.endsAt)}#${id}`;

function answerOf(offer: Offer, isSpent: boolean) {
  const { status, needsOptIn, isOptedIn, thresholds } = offer;
  const { id, campaign } = offer.campaign;
  return {
    campaignId: id,
    name: campaign.name,
    status,
    startsAt: timestamp(campaign.startsAt),
    endsAt: timestamp(campaign.endsAt),
    optIn: needsOptIn,
    optedIn: isOptedIn,
    eligible: isEligible(offer, isSpent),
    thresholds: thresholds.map(({ progress, periodEndsAt, ...rule }) => ({
      ...rule,
      ...(progress === null ? {} : { progress }),
      periodEndsAt: timestampOrNull(periodEndsAt),
    })),
  };
}
