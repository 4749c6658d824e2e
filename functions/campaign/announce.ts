import type { DomainEvent } from '../../shared/contract/domain-event.ts';
import { timestamp } from '../../shared/contract/field.ts';
import { announcementsOf } from '../../shared/domain/campaign.ts';
import { derivedId } from '../../shared/domain/identifier.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';
import type { BusEvent } from '../../shared/store/bus.ts';
import { findCampaign, putAnnounced, type StoredCampaign } from '../../shared/store/campaign.ts';

/** Goes against others who publish, cancel or withdraw the same campaign at the same time. */
const attemptsMax = 5;

/**
 * Brings schedules and bus to what the campaign is: one schedule for each event to come, none for one that never comes,
 * and what is due already put at once. Repeating it changes nothing; a function that died half-way is made good by the
 * next request for the same campaign (between putting an event and noting it, that event comes twice).
 */
export async function announce({ platform, now }: Asking, campaign: StoredCampaign): Promise<void> {
  const { table, clock } = platform;
  // A sandbox's time may run ahead of the clock that schedules go by.
  const latest = Math.max(now, clock.machine());
  let current = campaign;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const { announced } = current;
    const wanted = announcementsOf(current, announced, latest);
    await bring(platform, current, 'started', wanted.startedAt, announced.startedAt, latest);
    const isNoted = await putAnnounced(table, current, { ...announced, startedAt: wanted.startedAt });
    if (isNoted) {
      await bring(platform, current, 'ended', wanted.endedAt, announced.endedAt, latest);
      if (await putAnnounced(table, current, wanted)) return;
    }
    // It became something else meanwhile: what was done for what it was is brought to that.
    current = (await findCampaign(table, current.id))!;
  }
  throw problem('conflict-retry');
}

type Asking = { readonly platform: Platform; readonly now: Instant };

/** @param told when the event was to come so far, null for never: past and no longer waiting, it has come */
async function bring(
  { calendar, keys }: Pick<Platform, 'calendar' | 'keys'>,
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
