import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostCampaign, PublishCampaign } from '../../shared/contract/campaign.ts';
import { PostQuote } from '../../shared/contract/purchase.ts';
import { PostRuleset } from '../../shared/contract/ruleset.ts';
import { type Engine, startEngine } from './engine.ts';
import { operatorAs } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
});
afterAll(() => engine?.stop());

const now = '2026-03-14T12:00:00Z';
const rate = (rateBps: number) => ({ name: 'All', rules: [{ id: 'all', effect: { kind: 'rate', rateBps } }] });
const draft = async (document: object): Promise<string> =>
  (await mall.send(PostRuleset, { body: document, headers: mall.at(now) })).body.id;

async function quote(more: object, as?: string) {
  const walletId = await mall.openWallet(now);
  const body = { walletId, merchantId: 'zara', amountMinor: 1000, ...more };
  return mall.send(PostQuote, { ...(as === undefined ? {} : { as }), body, headers: mall.at(now) });
}
const earned = async (more: object) =>
  (await quote(more)).body.earned.map((one: { amountMinor: number }) => one.amountMinor);

describe('a draft is tried before it is published', () => {
  test('with any basket, beside the version in force, and nothing of it stays', async () => {
    await mall.publish(rate(200), '2026-01-01T00:00:00Z');
    const rulesetId = await draft(rate(500));
    expect([await earned({}), await earned({ rulesetId }), await earned({})]).toEqual([[20], [50], [20]]);
    const { body } = await quote({ rulesetId });
    expect(body.explanation).toMatchObject({ rules: [{ id: 'all', rateBps: 500, amountMinor: 50 }] });
    expect(body.explanation).not.toHaveProperty('rulesetVersion');
    expect((await quote({})).body.explanation.rulesetVersion).toBe(1);
  });

  test('at any time: next season, and years ago', async () => {
    const summer = { kind: 'dates', from: '2027-06-01', to: '2027-08-31' };
    const [rule] = rate(500).rules;
    const rulesetId = await draft({ name: 'Summer', rules: [{ ...rule, when: [summer] }] });
    const at = (occurredAt: string) => earned({ rulesetId, occurredAt });
    expect([await at('2027-07-01T12:00:00Z'), await at('2020-07-01T12:00:00Z')]).toEqual([[50], []]);
    expect((await quote({ occurredAt: '2027-07-01T12:00:00Z' })).body.code).toBe('occurred-at-out-of-range');
  });

  test('with the campaigns of that time', async () => {
    const campaign = {
      name: 'Spring',
      startsAt: '2026-03-01T00:00:00Z',
      endsAt: '2026-04-01T00:00:00Z',
      funder: 'operator',
      rules: [{ id: 'more', effect: { kind: 'fixed', amountMinor: 7 }, group: 'boost' }],
    };
    const headers = mall.at('2026-02-20T12:00:00Z');
    const { id } = (await mall.send(PostCampaign, { body: campaign, headers })).body;
    await mall.send(PublishCampaign, { params: { id }, body: {}, headers });
    const rulesetId = await draft(rate(500));
    expect([await earned({ rulesetId }), await earned({})]).toEqual([[57], [7]]);
  });

  test('by operators and support only: a till’s key is told that it may not, whatever the ruleset', async () => {
    const rulesetId = await draft(rate(500));
    expect((await quote({ rulesetId }, operatorAs('support'))).status).toBe(200);
    for (const id of [rulesetId, `rs_${'a'.repeat(26)}`]) {
      expect(await quote({ rulesetId: id }, mall.keys.zara)).toMatchObject({
        status: 403,
        body: { code: 'scope-missing' },
      });
    }
    expect(await quote({ rulesetId: `rs_${'a'.repeat(26)}` })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/rulesetId', code: 'not-found' }] },
    });
  });
});
