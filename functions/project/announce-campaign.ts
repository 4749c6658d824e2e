import { isDeepStrictEqual } from 'node:util';
import type { DomainEvent } from '../../shared/contract/domain-event.ts';
import { timestamp } from '../../shared/contract/field.ts';
import { announcementsOf, nothingAnnounced } from '../../shared/domain/campaign.ts';
import { derivedId } from '../../shared/domain/identifier.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Reacting, Reaction } from '../../shared/lambda/reaction.ts';
import { findAnnounced, putAnnounced } from '../../shared/store/announced.ts';
import type { BusEvent } from '../../shared/store/bus.ts';
import { findCampaign, type StoredCampaign } from '../../shared/store/campaign.ts';

/** Goes against operators who change the campaign meanwhile; then the stream brings it again. */
const attemptsMax = 5;

/**
 * Brings schedules and bus to what the campaign is: one schedule for each event to come, none for one that never comes,
 * and what is due already put at once. Repeating it changes nothing; between putting an event and noting it, that event
 * comes twice. A campaign that became something else meanwhile is brought to that.
 */
export const announceCampaign: Reaction<string> = {
  name: 'campaign',
  async react(reacting, campaignId) {
    const { table, clock } = reacting;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const [campaign, announced] = await Promise.all([
        findCampaign(table, campaignId),
        findAnnounced(table, campaignId),
      ]);
      if (!campaign) throw new Error('a campaign that was written is not there');
      // A draft that never was more.
      if (campaign.published === null && isDeepStrictEqual(announced, nothingAnnounced)) return;
      // A sandbox's time may run ahead of the clock that schedules go by.
      const latest = Math.max(campaign.updatedAt, clock.machine());
      const wanted = announcementsOf(campaign, announced, latest);
      await bring(reacting, campaign, 'started', wanted.startedAt, announced.startedAt, latest);
      await putAnnounced(table, campaignId, { ...announced, startedAt: wanted.startedAt });
      await bring(reacting, campaign, 'ended', wanted.endedAt, announced.endedAt, latest);
      await putAnnounced(table, campaignId, wanted);
      if ((await findCampaign(table, campaignId))?.revision === campaign.revision) return;
    }
    throw new Error(`a campaign changed ${attemptsMax} times while it was announced`);
  },
};

/** @param told when the event was to come so far, null for never: past and no longer waiting, it has come */
async function bring(
  { calendar, keys }: Reacting,
  campaign: StoredCampaign,
  what: 'started' | 'ended',
  at: Instant | null,
  told: Instant | null,
  now: Instant,
): Promise<void> {
  const name = `${campaign.id}-${what}`;
  const eventAt = (instant: Instant): BusEvent => {
    const event = eventOf(campaign, what, instant);
    return { id: derivedId(keys, 'evt', event.type, campaign.id), ...event };
  };
  if (at !== null && at > now) return calendar.schedule(name, at, eventAt(at));
  const wasWaiting = await calendar.remove(name);
  const hasCome = told !== null && told <= now && !wasWaiting;
  if (at !== null && !hasCome) await calendar.put(eventAt(at));
}

function eventOf(campaign: StoredCampaign, what: 'started' | 'ended', at: Instant): DomainEvent {
  const { id, name, startsAt, endsAt, cancelled } = campaign;
  const data = { campaignId: id, name, startsAt: timestamp(startsAt), endsAt: timestamp(endsAt) };
  return what === 'started'
    ? { type: 'campaign.started', timestamp: timestamp(at), data }
    : { type: 'campaign.ended', timestamp: timestamp(at), data: { ...data, cancelled: cancelled !== null } };
}
