import type { Campaign } from '../../shared/domain/ruleset/campaign.ts';

/** What is kept of a document beside it, for lists and schedules. */
export const termsOf = ({ name, startsAt, endsAt, budgetMinor }: Campaign) => ({
  name,
  startsAt,
  endsAt,
  budgetMinor: budgetMinor ?? null,
});
