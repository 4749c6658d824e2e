import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostCampaign } from '../../shared/contract/campaign.ts';
import { GetRuleset, PostRuleset, PutRuleset } from '../../shared/contract/ruleset.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
});
afterAll(() => engine?.stop());

const draft = (document: object) => mall.send(PostRuleset, { body: { name: 'Draft', ...document } });
const rule = { id: 'all', effect: { kind: 'rate', rateBps: 200 } };
const until = (monthDay: string) => ({ mode: 'fixedDate', monthDay });

test.each(['02-30', '02-31', '04-31', '06-31', '09-31', '11-31'])(
  'no year has a %s: value cannot end on it',
  async (day) => {
    const expiry = until(day);
    const base = await draft({
      settings: { expiry: { cashback: expiry } },
      rules: [rule, { ...rule, id: 'b', expiry }],
    });
    const none = (pointer: string) => ({ pointer, code: 'not-a-date' });
    expect([base.status, base.body.errors]).toEqual([
      400,
      [none('/settings/expiry/cashback/monthDay'), none('/rules/1/expiry/monthDay')],
    ]);
    const variants = [{ id: 'a', shareBps: 10_000, rules: [{ ...rule, expiry }] }];
    const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
    const campaign = { name: 'C', ...dates, funder: 'operator', rules: [], variants };
    const refused = await mall.send(PostCampaign, { body: campaign });
    expect([refused.status, refused.body.errors]).toEqual([400, [none('/variants/0/rules/0/expiry/monthDay')]]);
  },
);

test.each(['13-01', '00-10', '1-1', '13-45', '', '12-31-', '-1-01'])('%s is no day of any year', async (day) => {
  const expiry = until(day);
  const told = (pointer: string) => ({ pointer, code: 'invalid-format' });
  const base = { name: 'B', settings: { expiry: { cashback: expiry } }, rules: [{ ...rule, expiry }] };
  const made = await draft({});
  const asked = [await draft(base), await mall.send(PutRuleset, { params: { id: made.body.id }, body: base })];
  for (const { status, body } of asked) {
    const errors = [told('/settings/expiry/cashback/monthDay'), told('/rules/0/expiry/monthDay')];
    expect([status, body.code, body.errors]).toEqual([400, 'malformed', errors]);
  }
  const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
  const campaign = { name: 'C', ...dates, funder: 'operator', rules: [{ ...rule, expiry }] };
  const refused = await mall.send(PostCampaign, { body: campaign });
  expect([refused.status, refused.body.errors]).toEqual([400, [told('/rules/0/expiry/monthDay')]]);
});

test('a field is told once, for the first that is wrong with it', async () => {
  const dates = (more: object) => ({ ...rule, when: [{ kind: 'dates', ...more }] });
  const errorsOf = async (document: object) => (await draft(document)).body.errors;
  const format = (pointer: string) => [{ pointer, code: 'invalid-format' }];
  for (const from of ['x', '3026-01-01', '2026-1-1', '2026-13-01x']) {
    expect(await errorsOf({ rules: [dates({ from })] })).toEqual(format('/rules/0/when/0/from'));
  }
  expect(await errorsOf({ rules: [dates({ from: 'x', to: '2026-01-01' })] })).toEqual(format('/rules/0/when/0/from'));
  expect(await errorsOf({ rules: [dates({ from: '2026-02-30' })] })).toEqual([
    { pointer: '/rules/0/when/0/from', code: 'not-a-date' },
  ]);
  expect(await errorsOf({ settings: { timeZone: 'Europe Paris' } })).toEqual(format('/settings/timeZone'));
});

test('some year has a 29 February', async () => {
  expect((await draft({ settings: { expiry: { cashback: until('02-29') } } })).status).toBe(201);
});

test('a cap of more than a receipt is told that it needs a window, or that a base document has no campaign', async () => {
  const cap = { per: 'member', amountMinor: 5 };
  const errorsOf = async (more: object) => (await draft({ rules: [rule], caps: [{ ...cap, ...more }] })).body.errors;
  expect(await errorsOf({})).toEqual([{ pointer: '/caps/0/window', code: 'required' }]);
  expect(await errorsOf({ window: 'campaign' })).toEqual([{ pointer: '/caps/0/window', code: 'not-allowed' }]);
  for (const more of [{ window: 'month' }, { per: 'receipt' }]) expect(await errorsOf(more)).toBeUndefined();
});

test('a document that says it is based on a version that is not there is told so, by every answer about it', async () => {
  const codes = ({ body }: { body: { warnings: { code: string; pointer: string }[] } }) =>
    body.warnings.map(({ code, pointer }) => [code, pointer]);
  const drafted = await draft({ basedOn: 99_999 });
  const none = [['unknown-version', '/basedOn']];
  const params = { id: drafted.body.id };
  expect([codes(drafted), codes(await mall.send(GetRuleset, { params }))]).toEqual([none, none]);
  await mall.publish({ name: 'First' }, '2026-01-01T00:00:00Z');
  const put = (basedOn: number | string) => mall.send(PutRuleset, { params, body: { name: 'Draft', basedOn } });
  for (const basedOn of [0, 1, 'spring']) expect(codes(await put(basedOn))).toEqual([]);
  expect(codes(await put(2))).toEqual(none);
  expect(codes(await put(params.id))).toEqual([]);
  expect(codes(await put('rs_nope'))).toEqual([['unknown-ruleset', '/basedOn']]);
});
