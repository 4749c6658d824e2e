import { describe, expect, test } from 'vitest';
import {
  announcementsOf,
  type CampaignLife,
  type CampaignStep,
  knownFrom,
  nothingAnnounced,
  statusAt,
} from '../../shared/domain/campaign.ts';
import { CampaignSchema } from '../../shared/domain/ruleset/campaign.ts';
import { faultsAlone } from '../../shared/domain/ruleset/campaign-faults.ts';
import { faultsTogether } from '../../shared/domain/ruleset/check.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { campaignsMax } from '../../shared/domain/ruleset/field.ts';
import { rate } from './ruleset/deciding.ts';

const step = (effectiveFrom: number): CampaignStep => ({ version: 1, effectiveFrom, at: 0, by: 'op', reason: '' });
/** From 100 to 200, published from 50 on. */
const life = (more: Partial<CampaignLife> = {}): CampaignLife => ({
  startsAt: 100,
  endsAt: 200,
  published: step(50),
  cancelled: null,
  isWithdrawn: false,
  ...more,
});

describe('where a campaign stands', () => {
  test.each([
    ['a draft', life({ published: null }), 150, 'draft'],
    ['withdrawn before its date', life({ published: null, isWithdrawn: true }), 150, 'withdrawn'],
    ['published, a millisecond before its start', life(), 99, 'scheduled'],
    ['at its start', life(), 100, 'running'],
    ['begun, but its version is not in force yet', life({ published: step(120) }), 119, 'scheduled'],
    ['a millisecond before its end', life(), 199, 'running'],
    ['at its end', life(), 200, 'ended'],
    ['being cancelled, before that counts', life({ cancelled: step(150) }), 149, 'running'],
    ['cancelled', life({ cancelled: step(150) }), 150, 'cancelled'],
  ])('%s', (_, standing, now, status) => {
    expect(statusAt(standing, now)).toBe(status);
  });
});

describe('its events', () => {
  const eventsOf = (standing: CampaignLife, announced = nothingAnnounced, now = 0) => {
    const { startedAt, endedAt } = announcementsOf(standing, announced, now);
    return [startedAt, endedAt];
  };

  test('it starts with its dates, and not before its version is in force', () => {
    expect(eventsOf(life())).toEqual([100, 200]);
    expect(eventsOf(life({ published: step(130) }))).toEqual([130, 200]);
    expect(eventsOf(life({ published: null }))).toEqual([null, null]);
  });

  test('a cancellation ends it, and one before its start leaves nothing to tell', () => {
    expect(eventsOf(life({ cancelled: step(150) }))).toEqual([100, 150]);
    expect(eventsOf(life({ cancelled: step(100) }))).toEqual([null, null]);
  });

  test('what has started ends, even when it is cancelled from that very moment or from before', () => {
    const announced = { startedAt: 100, endedAt: 200 };
    expect(eventsOf(life({ cancelled: step(100) }), announced, 110)).toEqual([100, 100]);
    expect(eventsOf(life({ cancelled: step(90) }), announced, 110)).toEqual([100, 90]);
    expect(eventsOf(life({ cancelled: step(90) }), announced, 99)).toEqual([null, null]);
  });
});

const campaign = (more: object = {}) =>
  CampaignSchema.parse({
    name: 'C',
    startsAt: '2026-03-01T00:00:00Z',
    endsAt: '2026-03-02T00:00:00Z',
    funder: 'operator',
    ...more,
  });
const published = (id: string, more: object = {}) => ({ id, campaign: campaign(more), cancelledAt: null });
const base = (more: object = {}) => rulesetDocument.parse({ name: 'Base', ...more });

describe('what a version knows', () => {
  const { startsAt, endsAt } = campaign();
  test('a campaign leaves when no sale of its time can be posted any more, a cancelled one from then on', () => {
    const one = published('cmp_a');
    expect(knownFrom([one], endsAt + 9, 10)).toEqual([one]);
    expect(knownFrom([one], endsAt + 10, 10)).toEqual([]);
    const cancelled = { ...one, cancelledAt: startsAt + 5 };
    expect(knownFrom([cancelled], startsAt + 14, 10)).toEqual([cancelled]);
    expect(knownFrom([cancelled], startsAt + 15, 10)).toEqual([]);
  });

  test('what a campaign names and the base document lacks is told with its place', () => {
    const lacking = published('cmp_b', {
      rules: [rate('a', 100, { group: 'vip', scope: { set: 'bio' } })],
    });
    expect(faultsTogether(base(), [published('cmp_a'), lacking])).toEqual([
      { path: [1, 'rules', 0, 'scope', 'set'], code: 'unknown-set' },
      { path: [1, 'rules', 0, 'group'], code: 'unknown-group' },
    ]);
    const declaring = base({ sets: { bio: ['1'] }, groups: { vip: { order: 5, stacking: 'sum' } } });
    expect(faultsTogether(declaring, [lacking])).toEqual([]);
  });

  test('there are at most 100 campaigns, 1,000 rules and 400 caps together', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => published(`cmp_${at}`));
    expect(faultsTogether(base(), many(campaignsMax))).toEqual([]);
    expect(faultsTogether(base(), many(campaignsMax + 1))).toEqual([{ path: [], code: 'too-many-campaigns' }]);
    const cancelled = { ...published('cmp_x'), cancelledAt: 1 };
    expect(faultsTogether(base(), [...many(campaignsMax), cancelled])).toEqual([]);

    const rules = (count: number) => Array.from({ length: count }, (_, at) => rate(`r${at}`, 1));
    const full = base({ rules: rules(500) });
    expect(faultsTogether(full, [published('a', { rules: rules(500) })])).toEqual([]);
    expect(faultsTogether(full, [published('a', { rules: rules(500) }), published('b', { rules: rules(1) })])).toEqual([
      { path: [], code: 'too-many-rules' },
    ]);

    const caps = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ per: 'receipt', scope: { merchant: `m${at}` }, amountMinor: 1 }));
    const four = ['a', 'b', 'c', 'd'].map((id) => published(id, { caps: caps(100) }));
    expect(faultsTogether(base(), four)).toEqual([]);
    expect(faultsTogether(base({ caps: caps(1) }), four)).toEqual([{ path: [], code: 'too-many-caps' }]);
  });

  test('wallets keep at most 40 counters for all of them, those that are cancelled not counted', () => {
    const challenges = (count: number) => ({
      rules: Array.from({ length: count }, (_, at) => ({
        id: `t${at}`,
        effect: { kind: 'threshold', target: 1, amountMinor: 1 },
        group: 'challenge',
      })),
    });
    const [one, other] = [published('cmp_a', challenges(25)), published('cmp_b', challenges(16))];
    expect(faultsTogether(base(), [one])).toEqual([]);
    expect(faultsTogether(base(), [one, other])).toEqual([{ path: [], code: 'too-many-counters' }]);
    expect(faultsTogether(base(), [one, { ...other, cancelledAt: 5 }])).toEqual([]);
  });
});

test('what no base document can mend is wrong with a draft already; what one may declare is not', () => {
  const draft = campaign({
    rules: [rate('a', 100, { group: 'vip', scope: { set: 'bio' } })],
    caps: [{ rules: ['b'], amountMinor: 1 }],
  });
  expect(faultsAlone(draft)).toEqual([{ path: ['caps', 0, 'rules'], code: 'unknown-rule' }]);
});
