import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { verbs } from '../../functions/campaign/handler.ts';
import { CancelCampaign, PostCampaign, PublishCampaign, WithdrawCampaign } from '../../shared/contract/campaign.ts';
import { CampaignEnded, CampaignStarted } from '../../shared/contract/domain-event.ts';
import { type PaperCalendar, paperCalendar } from '../support/paper-calendar.ts';
import { type Engine, startEngine } from './engine.ts';
import { demo, inProcess } from './in-process.ts';

let engine: Engine;
let table: Engine['table'];
let calendar: PaperCalendar;
let api: ReturnType<typeof inProcess>;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  table = await engine.anotherTable();
  calendar = paperCalendar();
  api = inProcess(verbs, table, demo, calendar);
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
const ask = (operation: Step, id: string, now: string, body: object = {}) =>
  api.send(operation, {
    params: { id },
    ...(operation === WithdrawCampaign ? {} : { body }),
    headers: { 'boucle-now': now },
  });
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

  test('a start whose schedule is late comes with the next request, and not again with its schedule', async () => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    await ask(PublishCampaign, id, during);
    calendar.tick(Date.parse(spring.startsAt));
    expect(come()).toEqual(['campaign.started 2096-03-01']);
    expect(waiting()).toEqual({ [`${id}-ended`]: '2096-04-01T00:00:00' });
  });

  test.each([1, 2])(
    'cancelled while its publication makes its call %i of the calendar it ends as cancelled',
    async (call) => {
      const id = await draft();
      calendar.meanwhileAt(call, () => ask(CancelCampaign, id, before, { effectiveFrom: '2096-03-20T00:00:00Z' }));
      expect((await ask(PublishCampaign, id, before)).status).toBe(200);
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
  ])('at %s dying at its call %i of the calendar is made good by the same request', async (now, call) => {
    const id = await draft();
    calendar.failAt(call);
    expect((await ask(PublishCampaign, id, now)).status).toBe(503);
    expect((await ask(PublishCampaign, id, now)).body).toMatchObject({ version: 1, campaignId: id });
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

  test.each([1, 2, 3])('dying at its call %i of the calendar leaves one end', async (call) => {
    const id = await draft();
    await ask(PublishCampaign, id, before);
    calendar.tick(Date.parse(spring.startsAt));
    calendar.failAt(call);
    expect((await ask(CancelCampaign, id, during)).status).toBe(503);
    expect((await ask(CancelCampaign, id, during)).status).toBe(200);
    calendar.tick(Date.parse(spring.endsAt));
    expect(come()).toEqual(['campaign.started 2096-03-01', 'campaign.ended 2096-03-14']);
  });

  test('and publishing at the same moment end with one start and one end', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await draft();
      calendar.events.length = 0;
      await ask(PublishCampaign, id, before);
      await Promise.all([
        ask(PublishCampaign, id, before),
        ask(CancelCampaign, id, before, { effectiveFrom: '2096-03-20T00:00:00Z' }),
        ask(PublishCampaign, id, before),
      ]);
      expect(waiting()).toEqual({ ...both(id), [`${id}-ended`]: '2096-03-20T00:00:00' });
      await ask(WithdrawCampaign, id, before);
      calendar.schedules.clear();
    }
  });
});
