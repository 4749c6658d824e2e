import { beforeAll, expect, test } from 'vitest';
import { CancelCampaign, GetCampaign, PublishCampaign } from '../../shared/contract/campaign.ts';
import { ListOffers, PostOptIn } from '../../shared/contract/offer.ts';
import { secondMs } from '../../shared/domain/instant.ts';
import { aMall } from '../functions/mall.ts';
import { listenTo } from '../support/bus-listener.ts';
import { deployedStack } from '../support/over-http.ts';
import { noTable } from './no-table.ts';

/** The local scheduler looks every ten seconds. */
const firesWithinMs = 15 * secondMs;
const startsInMs = 8 * secondMs;
const lastsMs = 8 * secondMs;

const { awsEndpoint, busName } = deployedStack();
let mall: Awaited<ReturnType<typeof aMall>>;
let listener: Awaited<ReturnType<typeof listenTo>>;
beforeAll(async () => {
  mall = await aMall(noTable, { zara: 'fashion' });
  // Of other days there may be rules.
  await mall.publish({ name: 'nothing', rules: [] }, '2026-01-01T00:00:00Z');
  listener = await listenTo(awsEndpoint, busName, `campaigns-${mall.key()}`, ['campaign.started', 'campaign.ended']);
});

const iso = (ms: number) => new Date(ms).toISOString();
const campaign = (startsAt: number, endsAt: number, more: object = {}) => ({
  name: 'Happy hour',
  startsAt: iso(startsAt),
  endsAt: iso(endsAt),
  funder: 'operator',
  rules: [{ id: 'more', effect: { kind: 'rate', rateBps: 1000 }, group: 'boost' }],
  ...more,
});
/** What came of one campaign: types with the times that they tell. */
const heardOf = (campaignId: string) =>
  listener.heard
    .map(({ detail }) => detail as { type: string; timestamp: string; data: { campaignId: string } })
    .filter(({ data }) => data.campaignId === campaignId)
    .map(({ type, timestamp }) => `${type} ${timestamp}`);
const earnedBy = async (walletId: string, occurredAt?: string) => {
  const when = occurredAt === undefined ? {} : { occurredAt };
  const { body } = await mall.buy('zara', { walletId, receiptNumber: mall.key(), amountMinor: 1000, ...when });
  return body.earned.reduce((sum: number, { amountMinor }: { amountMinor: number }) => sum + amountMinor, 0);
};

test('a campaign starts and ends by itself, each told once on the bus; what it gives goes by the clock of the sale', async () => {
  const startsAt = Math.ceil(Date.now() / secondMs) * secondMs + startsInMs;
  const endsAt = startsAt + lastsMs;
  const id = await mall.campaign(campaign(startsAt, endsAt));
  await mall.send(PublishCampaign, { params: { id }, body: {} });
  const walletId = await mall.openWallet();
  expect(await earnedBy(walletId)).toBe(0);
  expect(await earnedBy(walletId, iso(startsAt))).toBe(100);

  await listener.until(2, startsInMs + lastsMs + firesWithinMs);
  expect(heardOf(id)).toEqual([`campaign.started ${iso(startsAt)}`, `campaign.ended ${iso(endsAt)}`]);
  expect(Date.now()).toBeGreaterThanOrEqual(endsAt);
  expect((await mall.send(GetCampaign, { params: { id } })).body.status).toBe('ended');
  expect(await earnedBy(walletId)).toBe(0);
  expect(await earnedBy(walletId, iso(endsAt - 1))).toBe(100);
  await listener.until(3, firesWithinMs);
  expect(heardOf(id)).toHaveLength(2);
});

test('one that has begun is told at once, its cancellation ends it at once, and its end does not come again', async () => {
  const endsAt = Math.ceil(Date.now() / secondMs) * secondMs + lastsMs;
  const before = listener.heard.length;
  const id = await mall.campaign(campaign(Date.now() - 60 * secondMs, endsAt, { optIn: true }));
  const walletId = await mall.openWallet();
  const params = { id: walletId };
  expect((await mall.send(PostOptIn, { as: mall.keys.zara!, params, body: { campaignId: id } })).status).toBe(200);
  const offers = await mall.send(ListOffers, { as: mall.keys.zara!, params });
  expect(offers.body.data).toMatchObject([{ campaignId: id, optedIn: true, eligible: true, status: 'running' }]);
  expect(await earnedBy(walletId)).toBe(100);

  await mall.send(CancelCampaign, { params: { id }, body: { reason: 'sold-out' } });
  await listener.until(before + 2, secondMs * 5);
  expect(heardOf(id).map((heard) => heard.split(' ')[0])).toEqual(['campaign.started', 'campaign.ended']);
  expect(await earnedBy(walletId)).toBe(0);
  await listener.until(before + 3, lastsMs + firesWithinMs);
  expect(heardOf(id)).toHaveLength(2);
});
