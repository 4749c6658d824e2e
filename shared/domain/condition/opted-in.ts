import * as z from 'zod';
import { FactId } from '../ruleset/field.ts';
import { condition, negated } from './condition.ts';

/** Holds for members who activated the offer; the rule's own campaign unless another is named (S4-10). */
export const optedIn = condition({
  kind: 'optedIn',
  schema: z.strictObject({ kind: z.literal('optedIn'), not: negated, campaignId: FactId.optional() }),
  atEnrolment: false,
  outsideCampaign: ({ campaignId }) => (campaignId === undefined ? [{ path: ['campaignId'], code: 'required' }] : []),
  compile: ({ campaignId }, { campaign }) => {
    const wanted = campaignId ?? campaign?.id ?? '';
    return ({ memory }) => memory.optIns.has(wanted);
  },
  explain: {
    en: 'with the offer[ {campaignId:campaign}] activated',
    fr: 'avec l’offre[ {campaignId:campaign}] activée',
  },
});
