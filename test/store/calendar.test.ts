import { randomUUID } from 'node:crypto';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateScheduleGroupCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BusEvent } from '../../shared/store/bus.ts';
import { type Calendar, openCalendar } from '../../shared/store/calendar.ts';
import { type Engine, startEngine } from '../functions/engine.ts';
import { listenTo, localClient } from '../support/bus-listener.ts';

/** The vendor's DynamoDB comes without a scheduler. */
const isHere = process.env.BOUCLE_ENGINE !== 'dynamodb-local';
/** The local scheduler looks every ten seconds. */
const firesWithinMs = 15_000;

let engine: Engine;
let calendar: Calendar;
let scheduler: SchedulerClient;
let names: { busArn: string; scheduleGroup: string; scheduleRoleArn: string };
beforeAll(async () => {
  if (isHere) engine = await startEngine();
});
beforeEach(async () => {
  const id = randomUUID();
  const local = localClient(engine.endpoint);
  scheduler = new SchedulerClient(local);
  await scheduler.send(new CreateScheduleGroupCommand({ Name: id }));
  const { EventBusArn } = await new EventBridgeClient(local).send(new CreateEventBusCommand({ Name: id }));
  const scheduleRoleArn = 'arn:aws:iam::000000000000:role/scheduler';
  names = { busArn: EventBusArn!, scheduleGroup: id, scheduleRoleArn };
  calendar = openCalendar(names, local);
});
afterAll(() => engine?.stop());

const event = (type: string): BusEvent => ({
  id: 'evt_a',
  type,
  timestamp: '2026-03-14T12:00:00.000Z',
  data: { campaignId: 'c' },
});
const far = Date.UTC(2090, 0, 1);
const standing = async () => {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: names.scheduleGroup }));
  return Schedules.map(({ Name }) => Name);
};

describe.runIf(isHere)('a calendar', () => {
  test('a schedule set again stands once; removed it is gone, and says whether it stood', async () => {
    await calendar.schedule('c-ended', far, event('campaign.ended'));
    await calendar.schedule('c-ended', far + 1, event('campaign.ended'));
    expect(await standing()).toEqual(['c-ended']);
    expect([await calendar.remove('c-ended'), await calendar.remove('c-ended')]).toEqual([true, false]);
    expect(await standing()).toEqual([]);
  });

  test('what is put comes to the bus at once, what is scheduled at the time it was set to last, and once', async () => {
    const listener = await listenTo(engine.endpoint, names.scheduleGroup, `q-${names.scheduleGroup}`, [
      'campaign.started',
      'campaign.ended',
    ]);
    await calendar.schedule('c-ended', far, event('campaign.ended'));
    const due = Date.now() + 1_000;
    await calendar.schedule('c-ended', due, event('campaign.ended'));
    await calendar.put(event('campaign.started'));
    const [first] = await listener.until(1, firesWithinMs);
    expect(first).toMatchObject({
      source: 'boucle',
      'detail-type': 'campaign.started',
      detail: event('campaign.started'),
    });
    const [, second] = await listener.until(2, firesWithinMs);
    expect(second?.detail).toEqual(event('campaign.ended'));
    expect(Date.now()).toBeGreaterThanOrEqual(due);
    expect(await standing()).toEqual([]);
    expect(await listener.until(3, 1_000)).toHaveLength(2);
  });

  test('a bus that is not there is a fault, and nobody is told that it worked', async () => {
    const nowhere = openCalendar(names, localClient('http://127.0.0.1:1'));
    await expect(nowhere.put(event('campaign.started'))).rejects.toThrow();
    await expect(nowhere.schedule('c-ended', far, event('campaign.ended'))).rejects.toThrow();
    await expect(nowhere.remove('c-ended')).rejects.toThrow();
  });
});
