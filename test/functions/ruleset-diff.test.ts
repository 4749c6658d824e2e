import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancelCampaign } from '../../shared/contract/campaign.ts';
import { GetRulesetDiff, PostRuleset, PublishRuleset, WithdrawRuleset } from '../../shared/contract/ruleset.ts';
import { plain } from '../domain/words/speaking.ts';
import { type Engine, startEngine } from './engine.ts';
import { operatorAs, type Received } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
  mall = await aMall(engine.table, { zara: 'fashion' });
});
afterAll(() => engine?.stop());

const rate = (id: string, rateBps: number, more: object = {}) => ({ id, effect: { kind: 'rate', rateBps }, ...more });
const spring = { name: 'Spring', rules: [rate('fashion', 200, { scope: { sector: 'fashion' } })] };
const denim = {
  name: 'Denim week',
  startsAt: '2026-03-01T00:00:00+01:00',
  endsAt: '2098-04-01T00:00:00+02:00',
  funder: { sponsor: 'acme' },
  budgetMinor: 50_000,
  rules: [rate('denim', 1_000, { group: 'boost' })],
};
const compare = (from: number | string, to: number | string, headers: Record<string, string> = {}) =>
  mall.send(GetRulesetDiff, { params: { from: `${from}`, to: `${to}` }, headers });
const details = ({ body }: Received): string[] =>
  body.differences.map(({ detail }: { detail: string }) => plain(detail));
const inFrench = { 'accept-language': 'fr' };

test('what each publication changed, in the language of who asks', async () => {
  expect((await mall.publish(spring, '2026-01-01T00:00:00Z')).body.version).toBe(1);
  const first = await compare(0, 1);
  expect([first.status, first.headers['Content-Language'], first.headers.Vary]).toEqual([200, 'en', 'Accept-Language']);
  expect(first.body).toMatchObject({ from: { version: 0, rulesetId: null }, to: { version: 1 }, leftOut: 0 });
  expect(first.body.differences).toEqual([
    {
      part: 'rule',
      change: 'added',
      id: 'fashion',
      detail: 'The rule “fashion” is added: 2%, of fashion, in the group “base”, paid by the merchant.',
    },
    { part: 'name', change: 'changed', id: 'name', fields: ['name'], detail: 'Name: “Spring” (was: “Empty”).' },
  ]);

  const id = await mall.campaign(denim);
  const second = await compare(1, 2);
  expect(second.body.to).toMatchObject({ version: 2, cause: 'campaign', campaignId: id });
  expect(second.body.differences).toMatchObject([
    { part: 'campaign', change: 'added', id, campaignId: id },
    { part: 'rule', change: 'added', id: `${id}/denim`, campaignId: id },
  ]);
  expect(details(second)).toEqual([
    'The campaign “Denim week” is added: from 1 March 2026 at 00:00, to 1 April 2098 at 00:00, paid by acme, a budget of €500.00.',
    'The rule “denim” of “Denim week” is added: 10%, in the group “boost”, paid by acme.',
  ]);

  expect((await mall.send(CancelCampaign, { params: { id }, body: {} })).status).toBe(200);
  const third = await compare(2, 3, inFrench);
  expect(third.headers['Content-Language']).toBe('fr');
  expect(details(third)).toEqual([
    expect.stringMatching(/^La campagne « Denim week » change : annulée le .+ \(avant : non annulée\)\.$/),
  ]);

  await mall.publish({ ...spring, rules: [rate('fashion', 300)] }, '2026-01-01T00:00:00Z');
  expect(details(await compare(3, 4, inFrench))).toEqual([
    'La règle « fashion » change : 3 % (avant : 2 %) ; partout (avant : secteur fashion).',
  ]);
  // Backwards, what going back would change.
  expect(details(await compare(4, 3))).toEqual([
    'The rule “fashion” changes: 2% (was: 3%); of fashion (was: everywhere).',
  ]);
  expect((await compare(4, 4)).body.differences).toEqual([]);
});

test('a version that waits for its date or was withdrawn is compared too', async () => {
  const { body } = await mall.send(PostRuleset, { body: { name: 'Summer' } });
  const params = { id: body.id };
  const published = await mall.send(PublishRuleset, { params, body: { effectiveFrom: '2098-01-01T00:00:00Z' } });
  const waiting = await compare(0, published.body.version);
  expect(details(waiting).at(-1)).toBe('Name: “Summer” (was: “Empty”).');
  expect((await mall.send(WithdrawRuleset, { params })).status).toBe(200);
  expect((await compare(0, published.body.version)).body.differences).toEqual(waiting.body.differences);
});

test('a version that is not there is 404; support may ask', async () => {
  for (const version of ['99', '-1', '1.0', '01', 'x', '1e3', '9999999999']) {
    for (const params of [
      { from: version, to: '0' },
      { from: '0', to: version },
    ]) {
      const { status, body } = await mall.send(GetRulesetDiff, { params });
      expect([status, body.code]).toEqual([404, 'not-found']);
    }
  }
  const params = { from: '0', to: '0' };
  expect((await mall.send(GetRulesetDiff, { params, as: operatorAs('support') })).status).toBe(200);
  expect((await mall.send(GetRulesetDiff, { params, as: operatorAs('analyst') })).body.code).toBe('scope-missing');
});
