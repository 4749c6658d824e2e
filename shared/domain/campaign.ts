import type { Instant } from './instant.ts';
import type { PublishedCampaign } from './ruleset/campaign.ts';

/** Publication or cancellation of a campaign: the version that it made, from when it counts, and who asked why. */
export type CampaignStep = {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
};

/** What became of a campaign; a step that was withdrawn before its date is gone again. */
export type CampaignLife = {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly published: CampaignStep | null;
  readonly cancelled: CampaignStep | null;
  /** Its publication was withdrawn; it may be published again. */
  readonly isWithdrawn: boolean;
};

export const campaignStatuses = ['draft', 'withdrawn', 'scheduled', 'running', 'cancelled', 'ended'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** Where a campaign stands at a moment; one that is being cancelled runs on until the cancellation counts. */
export function statusAt(life: CampaignLife, now: Instant): CampaignStatus {
  const { published, cancelled, isWithdrawn } = life;
  if (published === null) return isWithdrawn ? 'withdrawn' : 'draft';
  if (cancelled !== null && cancelled.effectiveFrom <= now) return 'cancelled';
  if (now >= life.endsAt) return 'ended';
  return now < Math.max(life.startsAt, published.effectiveFrom) ? 'scheduled' : 'running';
}

/** When `campaign.started` and `campaign.ended` are due; null for one that never comes. */
export type Announced = { readonly startedAt: Instant | null; readonly endedAt: Instant | null };
export const nothingAnnounced: Announced = { startedAt: null, endedAt: null };

/**
 * The events of a campaign as it stands: it starts once its version is in force too, and a cancellation ends it. One
 * that is cancelled before it starts has neither event; one that has started ends whatever is said of its start later.
 * @param announced what stands so far
 */
export function announcementsOf(life: CampaignLife, announced: Announced, now: Instant): Announced {
  const { published, cancelled, startsAt, endsAt } = life;
  const hasStarted = announced.startedAt !== null && announced.startedAt <= now;
  if (published === null) return nothingAnnounced;
  const startedAt = hasStarted ? announced.startedAt : Math.max(startsAt, published.effectiveFrom);
  const endedAt = cancelled === null ? endsAt : Math.min(endsAt, cancelled.effectiveFrom);
  return hasStarted || endedAt > startedAt! ? { startedAt, endedAt } : nothingAnnounced;
}

/**
 * The campaigns that a version from `effectiveFrom` on still knows: one that is over, or was cancelled, leaves once no
 * sale of its time can be posted any more, so that versions stay small.
 */
export const knownFrom = (
  campaigns: readonly PublishedCampaign[],
  effectiveFrom: Instant,
  lateLimitMs: number,
): readonly PublishedCampaign[] =>
  campaigns.filter(
    ({ campaign: { endsAt }, cancelledAt }) => Math.min(endsAt, cancelledAt ?? endsAt) + lateLimitMs > effectiveFrom,
  );
