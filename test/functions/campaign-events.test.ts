import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { verbs } from '../../functions/campaign/handler.ts';
import { CancelCampaign, PostCampaign, PublishCampaign, WithdrawCampaign } from '../../shared/contract/campaign.ts';
import { CampaignEnded, CampaignStarted } from '../../shared/contract/domain-event.ts';
import { campaignPartition } from '../../shared/store/key-names.ts';
import { type PaperCalendar, paperCalendar } from '../support/paper-calendar.ts';
import { aStream, recordsOf } from '../support/stream.ts';
import { aConsumer } from './consumer.ts';
import { type Engine, startEngine } from './engine.ts';
import { inProcess } from './in-process.ts';

let engine: Engine;
let table: Engine['table'];
let calendar: PaperCalendar;
let api: ReturnType<typeof inProcess>;
/** What the consumer's clock shows. */
let machine: number;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  table = await engine.anotherTable();
  calendar = paperCalendar();
  machine = 0;
  api = inProcess(verbs, table);
});
afterAll(() => engine?.stop());

const [before, during] = ['2096-02-20T12:00:00Z', '2096-03-14T12:00:00Z'];
const spring = {
  name: 'Spring',
  startsAt: '2096-03-01T00:00:00Z',
  endsAt: '2096-04-01T00:00:00Z',
  funder: 'operator',
  rules: [{ id: 'more', effect: { kind: 'rate', rateBps: 500 }, group: 'boost' }],
};
const schemas: Record<string, z.ZodType> = { 'campaign.started': CampaignStarted, 'campaign.ended': CampaignEnded };
const draft = async (): Promise<string> => (await api.send(PostCampaign, { body: spring })).body.id;
type Step = typeof PublishCampaign | typeof CancelCampaign | typeof WithdrawCampaign;
const write = (operation: Step, id: string, now: string, body: object = {}) =>
  api.send(operation, {
    params: { id },
    ...(operation === WithdrawCampaign ? {} : { body }),
    headers: { 'boucle-now': now },
  });
/** The stream brings what campaigns there are; how many of them the consumer gave up. */
async function stream({ retryAttempts = 4 }: { retryAttempts?: number } = {}): Promise<number> {
  const { handler } = aConsumer(table, { calendar, machine: () => machine });
  const records = await recordsOf(table, campaignPartition);
  return (await aStream(records, { seed: 1, retryAttempts })(handler)).discarded.length;
}
async function ask(operation: Step, id: string, now: string, body: object = {}) {
  const answer = await write(operation, id, now, body);
  machine = Date.parse(now);
  expect(await stream()).toBe(0);
  return answer;
}
const waiting = () =>
  Object.fromEntries([...calendar.schedules].map(([name, { at }]) => [name, new Date(at).toISOString().slice(0, 19)]));
const come = () => calendar.events.map(({ type, timestamp }) => `${type} ${timestamp.slice(0, 10)}`);
const both = (id: string) => ({ [`${id}-started`]: '2096-03-01T00:00:00', [`${id}-ended`]: '2096-04-01T00:00:00' });

describe('publishing', () => {
  test('schedules the start and the end, which come once each with what they are about', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    expect(waiting()).toEqual(both(id));
    expect(calendar.events).toEqual([]);

    calendar.tick(Date.parse(spring.startsAt));
    calendar.tick(Date.parse(spring.endsAt));
    expect(new Set(calendar.events.map((event) => event.id)).size).toBe(2);
    for (const event of calendar.events) schemas[event.type]!.parse(event);
    expect(calendar.events).toEqual([
      {
        id: expect.stringMatching(/^evt_[a-z2-7]{26}$/),
        type: 'campaign.started',
        timestamp: '2096-03-01T00:00:00.000Z',
        data: {
          campaignId: id,
          name: 'Spring',
          startsAt: '2096-03-01T00:00:00.000Z',
          endsAt: '2096-04-01T00:00:00.000Z',
        },
      },
      {
        id: expect.stringMatching(/^evt_[a-z2-7]{26}$/),
        type: 'campaign.ended',
        timestamp: '2096-04-01T00:00:00.000Z',
        data: {
          campaignId: id,
          name: 'Spring',
          startsAt: '2096-03-01T00:00:00.000Z',
          endsAt: '2096-04-01T00:00:00.000Z',
          cancelled: false,
        },
      },
    ]);
  });

  test('a start that is past is told at once, and once, also when the publication is repeated', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, during);
    await ask(PublishCampaign, id, during);
    expect(come()).toEqual(['campaign.started 2096-03-14']);
    expect(waiting()).toEqual({ [`${id}-ended`]: '2096-04-01T00:00:00' });
    calendar.tick(Date.parse(spring.endsAt));
    await ask(PublishCampaign, id, '2096-04-02T00:00:00Z');
    expect(come()).toEqual(['campaign.started 2096-03-14', 'campaign.ended 2096-04-01']);
  });

  test('a start whose schedule is late comes when the stream brings the campaign again, and not again with its schedule', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    await ask(PublishCampaign, id, during);
    calendar.tick(Date.parse(spring.startsAt));
    expect(come()).toEqual(['campaign.started 2096-03-01']);
    expect(waiting()).toEqual({ [`${id}-ended`]: '2096-04-01T00:00:00' });
  });

  test.each([1, 2])(
    'cancelled while the consumer makes its call %i of the calendar it ends as cancelled',
    async (call) => {
      const id = await draft();
      await write(PublishCampaign, id, before);
      calendar.meanwhileAt(call, () => write(CancelCampaign, id, before, { effectiveFrom: '2096-03-20T00:00:00Z' }));
      expect(await stream()).toBe(0);
      expect(waiting()).toEqual({ ...both(id), [`${id}-ended`]: '2096-03-20T00:00:00' });
    },
  );

  // A start to come is one call of the calendar, one that is past is two; the end is one more.
  test.each([
    [before, 1],
    [before, 2],
    [during, 1],
    [during, 2],
    [during, 3],
  ])('at %s a consumer that dies at its call %i of the calendar is made good by its next try', async (now, call) => {
    const id = await draft();
    expect((await write(PublishCampaign, id, now)).body).toMatchObject({ version: 1, campaignId: id });
    calendar.failAt(call);
    expect(await stream({ retryAttempts: 0 })).toBe(1);
    expect(await stream()).toBe(0);
    expect(Object.keys(waiting())).toEqual(now === before ? Object.keys(both(id)) : [`${id}-ended`]);
    expect(come()).toEqual(now === before ? [] : ['campaign.started 2096-03-14']);
  });

  test('withdrawn before its date nothing is left to come', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before, { effectiveFrom: '2096-03-10T00:00:00Z' });
    expect(waiting()).toEqual({ ...both(id), [`${id}-started`]: '2096-03-10T00:00:00' });
    await ask(WithdrawCampaign, id, before);
    expect(waiting()).toEqual({});
    await ask(PublishCampaign, id, before);
    expect(waiting()).toEqual(both(id));
    expect(calendar.events).toEqual([]);
  });
});

describe('cancelling', () => {
  test('moves the end of a running campaign, which comes once and says why', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    calendar.tick(Date.parse(spring.startsAt));
    await ask(CancelCampaign, id, during, { effectiveFrom: '2096-03-20T00:00:00Z' });
    await ask(CancelCampaign, id, during);
    expect(waiting()).toEqual({ [`${id}-ended`]: '2096-03-20T00:00:00' });
    calendar.tick(Date.parse(spring.endsAt));
    expect(come()).toEqual(['campaign.started 2096-03-01', 'campaign.ended 2096-03-20']);
    expect(calendar.events[1]!.data).toMatchObject({ cancelled: true });
  });

  test('that counts now ends it at once, and once', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, during);
    await ask(CancelCampaign, id, during);
    await ask(CancelCampaign, id, '2096-03-15T00:00:00Z');
    expect(come()).toEqual(['campaign.started 2096-03-14', 'campaign.ended 2096-03-14']);
    expect(waiting()).toEqual({});
  });

  test('before the start leaves nothing to come', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    await ask(CancelCampaign, id, '2096-02-21T00:00:00Z');
    expect([waiting(), come()]).toEqual([{}, []]);
  });

  test('withdrawn before its date the end is where it was', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    calendar.tick(Date.parse(spring.startsAt));
    await ask(CancelCampaign, id, during, { effectiveFrom: '2096-03-20T00:00:00Z' });
    await ask(WithdrawCampaign, id, during);
    expect(waiting()).toEqual({ [`${id}-ended`]: '2096-04-01T00:00:00' });
  });

  test.each([1, 2, 3])('a consumer that dies at its call %i of the calendar leaves one end', async (call) => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    calendar.tick(Date.parse(spring.startsAt));
    await write(CancelCampaign, id, during);
    calendar.failAt(call);
    expect(await stream({ retryAttempts: 0 })).toBe(1);
    expect(await stream()).toBe(0);
    calendar.tick(Date.parse(spring.endsAt));
    expect(come()).toEqual(['campaign.started 2096-03-01', 'campaign.ended 2096-03-14']);
  });

  test('and publishing at the same moment as the stream ends with one start and one end', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await draft();
      await write(PublishCampaign, id, before);
      await Promise.all([
        stream(),
        write(PublishCampaign, id, before),
        write(CancelCampaign, id, before, { effectiveFrom: '2096-03-20T00:00:00Z' }),
        stream(),
      ]);
      expect(await stream()).toBe(0);
      expect(waiting()).toMatchObject({ ...both(id), [`${id}-ended`]: '2096-03-20T00:00:00' });
      expect([calendar.schedules.size, calendar.events]).toEqual([2 * (round + 1), []]);
      // The next one is published from an earlier date than this ends.
      expect((await write(WithdrawCampaign, id, before)).status).toBe(200);
    }
  });
});

test('several changes in one batch are told as what they come to, once', async () => {
  const id = await draft();
  await write(PublishCampaign, id, '2096-03-10T00:00:00Z');
  const [published] = await recordsOf(table, campaignPartition);
  await write(CancelCampaign, id, during);
  const { handler } = aConsumer(table, { calendar });
  const records = [published!, ...(await recordsOf(table, campaignPartition))];
  expect(await handler({ Records: records }, {} as Context)).toEqual({ batchItemFailures: [] });
  expect(come()).toEqual(['campaign.started 2096-03-10', 'campaign.ended 2096-03-14']);
});

test('a draft asks nothing of the calendar', async () => {
  await draft();
  calendar.failAt(1);
  expect(await stream({ retryAttempts: 0 })).toBe(0);
});
