import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostCampaign } from '../../shared/contract/campaign.ts';
import { GetRuleset, PostRuleset, PublishRuleset, PutRuleset } from '../../shared/contract/ruleset.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
  mall = await aMall(engine.table, { zara: 'fashion' });
});
afterAll(() => engine?.stop());

const rate = (id: string, rateBps: number, scope: object = {}) => ({ id, scope, effect: { kind: 'rate', rateBps } });
const timid = { name: 'Timid', rules: [rate('all', 100), rate('anchor', 900, { merchant: 'zara' })] };
const french = { 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.5' };

test('A7: rates of 1 % and 9 % are accepted with a warning each, in the language of who asks', async () => {
  const drafted = await mall.send(PostRuleset, { body: timid });
  expect(drafted.status).toBe(201);
  expect(drafted.headers).toMatchObject({ 'Content-Language': 'en', Vary: 'Accept-Language' });
  expect(drafted.body.warnings).toEqual([
    {
      code: 'rate-too-low',
      pointer: '/rules/0/effect/rateBps',
      detail: 'A rate of 1 % is below 1.5 %: members hardly notice it.',
    },
    {
      code: 'rate-too-high',
      pointer: '/rules/1/effect/rateBps',
      detail: 'A rate of 9 % is above 8 %: it eats the margin.',
    },
  ]);
  const params = { id: drafted.body.id };
  const read = await mall.send(GetRuleset, { params, headers: french });
  expect(read.headers['Content-Language']).toBe('fr');
  expect(read.body.warnings[0].detail).toBe(
    'Un taux de 1 % est inférieur à 1,5 % : les membres le remarquent à peine.',
  );
  expect((await mall.send(PublishRuleset, { params, body: {} })).status).toBe(200);
});

test('A7: restaurants at 6 % are outside their band; at 4 % nothing is said', async () => {
  const at = (rateBps: number) => ({ name: 'Tables', rules: [rate('tables', rateBps, { sector: 'restaurant' })] });
  const { body } = await mall.send(PostRuleset, { body: at(600) });
  expect(body.warnings.map(({ code }: { code: string }) => code)).toEqual(['rate-outside-band']);
  const put = await mall.send(PutRuleset, { params: { id: body.id }, body: at(400), headers: { 'if-match': '"1"' } });
  expect(put.body.warnings).toEqual([]);
});

test('a campaign’s draft is told of what it lacks and of what its rules come to', async () => {
  const body = {
    name: 'Denim',
    startsAt: '2026-03-01T00:00:00Z',
    endsAt: '2026-04-01T00:00:00Z',
    funder: 'operator',
    rules: [{ ...rate('denim', 1_500, { merchant: 'zara' }), group: 'nowhere' }],
  };
  const { body: drafted } = await mall.send(PostCampaign, { body, headers: french });
  expect(drafted.warnings).toEqual([
    {
      code: 'unknown-group',
      pointer: '/rules/0/group',
      detail: 'Le document de base en vigueur ne déclare pas ce groupe.',
    },
    { code: 'rate-too-high', pointer: '/rules/0/effect/rateBps', detail: expect.stringContaining('15 %') },
    { code: 'no-budget', pointer: '/budgetMinor', detail: expect.stringContaining('Rien ne limite') },
  ]);
});

const codes = ({ body }: { body: { warnings: { code: string; pointer: string }[] } }) =>
  body.warnings.map(({ code, pointer }) => `${code} ${pointer}`);

test('what a draft names is looked up: a merchant’s sector, who pays, the asset', async () => {
  const named = {
    name: 'Named',
    rules: [
      rate('jeans', 600, { merchant: 'zara' }),
      { ...rate('nobody', 200, { category: 'x' }), funder: { merchant: 'nobody' } },
      { ...rate('present', 200), asset: 'gift' },
    ],
    caps: [{ per: 'all', window: 'month', amountMinor: 1_000 }],
  };
  const drafted = await mall.send(PostRuleset, { body: named });
  const told = ['rate-outside-band /rules/0/effect/rateBps', 'not-found /rules/1/funder', 'not-allowed /rules/2/asset'];
  expect(codes(drafted)).toEqual(told);
  expect(codes(await mall.send(GetRuleset, { params: { id: drafted.body.id } }))).toEqual(told);
});

test('a campaign is told of the base document’s rule that always wins, and of a funder who is no merchant', async () => {
  const body = {
    name: 'More',
    startsAt: '2026-03-01T00:00:00Z',
    endsAt: '2026-04-01T00:00:00Z',
    funder: { merchant: 'nobody' },
    budgetMinor: 100_000,
    rules: [rate('more', 500)],
  };
  expect(codes(await mall.send(PostCampaign, { body }))).toEqual(['shadowed /rules/0', 'not-found /funder']);
});
