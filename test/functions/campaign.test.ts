import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verbs } from '../../functions/campaign/handler.ts';
import {
  CancelCampaign,
  GetCampaign,
  ListCampaigns,
  PostCampaign,
  PublishCampaign,
  PutCampaign,
  WithdrawCampaign,
} from '../../shared/contract/campaign.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { GetCurrentRuleset, PostRuleset, PublishRuleset, WithdrawRuleset } from '../../shared/contract/ruleset.ts';
import { campaignsMax } from '../../shared/domain/ruleset/field.ts';
import { bucketOf } from '../../shared/domain/ruleset/variant.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import { findVersionBody } from '../../shared/store/version.ts';
import { type Engine, startEngine } from './engine.ts';
import { demo, inProcess, operatorAs } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let table: Engine['table'];
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  table = await engine.anotherTable();
  mall = await aMall(table, { zara: 'fashion' });
});
afterAll(() => engine?.stop());

/** Before the spring campaign, within it, and after it. */
const [before, during, after] = ['2026-02-20T12:00:00Z', '2026-03-14T12:00:00Z', '2026-04-02T12:00:00Z'];
const spring = {
  name: 'Spring',
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-04-01T00:00:00Z',
  funder: 'operator',
  rules: [{ id: 'more', effect: { kind: 'rate', rateBps: 500 }, group: 'boost' }],
};
const at = (now: string, key?: string) => ({ ...mall.at(now), ...(key ? { 'Idempotency-Key': key } : {}) });
const draft = async (body: object = spring, now = before) =>
  (await mall.send(PostCampaign, { body, headers: at(now) })).body;
const step =
  (operation: typeof PublishCampaign | typeof CancelCampaign) =>
  (id: string, now: string, body: object = {}, key?: string) =>
    mall.send(operation, { params: { id }, body, headers: at(now, key) });
const publish = step(PublishCampaign);
const cancel = step(CancelCampaign);
const withdraw = (id: string, now: string) => mall.send(WithdrawCampaign, { params: { id }, headers: at(now) });
const read = async (id: string, now: string) =>
  (await mall.send(GetCampaign, { params: { id }, headers: at(now) })).body;
const current = async (now: string) => (await mall.send(GetCurrentRuleset, { headers: at(now) })).body;
/** Publishes a base document; its ruleset's id and what that answered. */
async function base(document: object, now: string, body: object = {}) {
  const { id } = (await mall.send(PostRuleset, { body: { name: 'Base', ...document }, headers: at(now) })).body;
  const answer = await mall.send(PublishRuleset, { params: { id }, body, headers: at(now) });
  return { id, ...answer };
}
/** What 10.00 earns in a new wallet, sold at one time and posted at another. */
async function earned(occurredAt: string, now = occurredAt): Promise<number> {
  const walletId = await mall.openWallet(now);
  const sale = { walletId, receiptNumber: mall.key(), amountMinor: 1000, occurredAt };
  const bought = await mall.buy('zara', sale, { now });
  return bought.body.earned.reduce((sum: number, { amountMinor }: { amountMinor: number }) => sum + amountMinor, 0);
}
const idsIn = async (now: string) => (await current(now)).campaigns.map(({ id }: { id: string }) => id).sort();

describe('a draft', () => {
  test('is written, changed with its version, published and then never changed', async () => {
    const { id } = await draft();
    const changed = { ...spring, name: 'Spring 2' };
    const put = (ifMatch: string) =>
      mall.send(PutCampaign, { params: { id }, body: changed, headers: { ...at(before), 'if-match': ifMatch } });
    expect(await put('"1"')).toMatchObject({ status: 200, headers: { ETag: '"2"' }, body: { name: 'Spring 2' } });
    expect((await put('"1"')).body.code).toBe('stale-version');
    expect(await read(id, before)).toMatchObject({ status: 'draft', document: changed, publication: null });

    const { body } = await publish(id, before, { reason: 'spring-2026' });
    expect(body).toMatchObject({ version: 1, campaignId: id, cause: 'campaign', rulesetId: null });
    expect((await put('"3"')).body.code).toBe('campaign-not-draft');
    const at1 = Date.parse(before);
    expect(await read(id, before)).toMatchObject({
      status: 'scheduled',
      publication: { version: 1, at: new Date(at1).toISOString(), by: 'sub-operator', reason: 'spring-2026' },
    });
  });

  test('the same request under the same key is the same draft, another one under it is refused', async () => {
    const post = (body: object) => mall.send(PostCampaign, { body, headers: at(before, 'k') });
    const first = await post(spring);
    const again = await post(spring);
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([first.body, 'true']);
    expect((await post({ ...spring, name: 'Other' })).body.code).toBe('idempotency-mismatch');
  });

  test.each([
    ['ends before it starts', { endsAt: spring.startsAt }, { pointer: '/endsAt', code: 'before-start' }],
    ['has no offset', { startsAt: '2026-03-01T00:00:00' }, { pointer: '/startsAt', code: 'invalid-format' }],
    [
      'caps a rule that it lacks',
      { caps: [{ rules: ['x'], amountMinor: 1 }] },
      { pointer: '/caps/0/rules', code: 'unknown-rule' },
    ],
    [
      'has variants that are no whole',
      { variants: [{ id: 'a', shareBps: 9_999, rules: [] }] },
      { pointer: '/variants', code: 'shares-not-whole' },
    ],
    ['knows a word too many', { boost: 1 }, { pointer: '/boost', code: 'unknown-field' }],
  ])('one that %s is refused, with its place', async (_, more, error) => {
    const { status, body } = await mall.send(PostCampaign, { body: { ...spring, ...more } });
    expect([status, body.errors]).toEqual([400, [error]]);
  });

  test('is told what the base document in force lacks for it, and is published once that is there', async () => {
    const vip = { ...spring, budgetMinor: 100_000, rules: [{ ...spring.rules[0], group: 'vip' }] };
    const { id, warnings } = await draft(vip);
    expect(warnings).toEqual([{ code: 'unknown-group', pointer: '/rules/0/group', detail: expect.any(String) }]);
    const refused = await publish(id, before);
    expect([refused.status, refused.body.code, refused.body.campaignId, refused.body.errors]).toEqual([
      422,
      'unknown-group',
      id,
      [{ pointer: `/campaigns/${id}/rules/0/group`, code: 'unknown-group' }],
    ]);
    expect(await read(id, before)).toMatchObject({ status: 'draft', publication: null });
    await base({ groups: { vip: { order: 15, stacking: 'sum' } } }, before);
    expect((await read(id, before)).warnings).toEqual([]);
    expect((await publish(id, before)).body.version).toBe(2);
  });

  test('campaigns are listed by id; support reads them and does not write', async () => {
    const ids = (await Promise.all(['A', 'B', 'C'].map((name) => draft({ ...spring, name })))).map(({ id }) => id);
    const list = async (query: string) => (await mall.send(ListCampaigns, { query, as: operatorAs('support') })).body;
    const first = await list('limit=2');
    const next = await list(`limit=2&cursor=${first.nextCursor}`);
    expect([...first.data, ...next.data].map(({ id }) => id)).toEqual(ids.sort());
    const posted = await mall.send(PostCampaign, { body: spring, as: operatorAs('support') });
    expect(posted.body.code).toBe('scope-missing');
  });
});

describe('versions', () => {
  test('a base document keeps the campaigns, a campaign keeps the base document, and so does rolling back', async () => {
    const first = await base({ settings: { timeZone: 'Europe/Lisbon' } }, before);
    const one = await mall.campaign(spring, before);
    expect(await current(before)).toMatchObject({ version: 2, rulesetId: first.id });
    const second = await base({ name: 'Second' }, before);
    const other = await mall.campaign({ ...spring, name: 'Other' }, before);
    expect(await current(before)).toMatchObject({ version: 4, rulesetId: second.id, document: { name: 'Second' } });
    expect(await idsIn(before)).toEqual([one, other].sort());

    const back = await mall.send(PublishRuleset, { params: { id: first.id }, body: {}, headers: at(before) });
    expect(back.body).toMatchObject({ version: 5, rulesetId: first.id, basedOn: 1 });
    expect((await current(before)).document.settings.timeZone).toBe('Europe/Lisbon');
    expect(await idsIn(before)).toEqual([one, other].sort());
  });

  test('a base document that breaks a campaign is refused and names it, unless the campaign is over by then', async () => {
    await base({ sets: { bio: ['1'] } }, before);
    const rules = [{ ...spring.rules[0], scope: { set: 'bio' } }];
    const id = await mall.campaign({ ...spring, rules }, before);
    const { status, body } = await base({}, during);
    expect([status, body.code, body.campaignId]).toEqual([422, 'campaign-conflict', id]);
    expect(body.errors).toEqual([{ pointer: `/campaigns/${id}/rules/0/scope/set`, code: 'unknown-set' }]);
    expect((await current(during)).version).toBe(2);
    expect((await base({}, after)).body.version).toBe(3);
  });

  test('campaigns that are too large together are refused with both sizes', async () => {
    const words = (count: number) =>
      Array.from({ length: count }, () => crypto.randomUUID() + crypto.randomUUID().slice(9));
    const large = (name: string) => ({
      ...spring,
      name,
      rules: Array.from({ length: 18 }, (_, at) => ({
        id: `r${at}`,
        scope: { sku: words(190) },
        effect: { kind: 'rate', rateBps: 1 },
      })),
    });
    const codes: string[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      const { id } = await draft(large(name));
      const { body } = await publish(id, before);
      codes.push(body.code ?? 'published');
      if (body.code) expect(body.bytes).toBeGreaterThan(body.maxBytes);
    }
    expect([codes[0], codes.at(-1)]).toEqual(['published', 'version-too-large']);
  });

  test('a version has at most 100 campaigns that are not over', async () => {
    const codes = new Set<string>();
    for (let nth = 0; nth <= campaignsMax; nth += 1) {
      expect([...codes]).toEqual([]);
      const { id } = await draft({ ...spring, name: `C${nth}` });
      const { status, body } = await publish(id, before);
      if (status !== 200) codes.add(body.code);
    }
    expect([...codes]).toEqual(['too-many-campaigns']);
    expect((await current(before)).version).toBe(campaignsMax);
  });

  test('while a campaign waits nothing else is published; it is withdrawn by itself, not by the ruleset', async () => {
    const { id: rulesetId } = await base({}, before);
    const { id } = await draft();
    await publish(id, before, { effectiveFrom: '2026-02-25T00:00:00Z' });
    const other = await draft({ ...spring, name: 'Other' });
    for (const refused of [await publish(other.id, before), await cancel(id, before), await base({}, before)]) {
      expect(refused.body).toMatchObject({ code: 'version-waiting', version: 2, campaignId: id });
    }
    const byRuleset = await mall.send(WithdrawRuleset, { params: { id: rulesetId }, headers: at(before) });
    expect(byRuleset.body.code).toBe('ruleset-not-waiting');

    expect((await withdraw(id, before)).status).toBe(200);
    expect((await withdraw(id, before)).status).toBe(200);
    expect(await read(id, during)).toMatchObject({ status: 'withdrawn', publication: null });
    expect((await publish(other.id, before)).body.version).toBe(3);
    expect((await withdraw(id, before)).status).toBe(200);
    expect((await publish(id, before)).body.version).toBe(4);
    expect((await withdraw(id, before)).body.code).toBe('ruleset-not-waiting');
    expect(await idsIn(during)).toEqual([id, other.id].sort());
  });

  test('what later versions build on is not withdrawn, by whatever clock', async () => {
    const { id } = await draft();
    await publish(id, before, { effectiveFrom: '2026-02-25T00:00:00Z' });
    const { id: rulesetId } = await base({}, during, { effectiveFrom: '2026-03-20T00:00:00Z' });
    await mall.campaign({ ...spring, name: 'Other' }, '2026-03-21T00:00:00Z');
    expect((await withdraw(id, before)).body.code).toBe('ruleset-not-waiting');
    const byRuleset = await mall.send(WithdrawRuleset, { params: { id: rulesetId }, headers: at(during) });
    expect(byRuleset.body.code).toBe('ruleset-not-waiting');
  });

  test('publishing what is published changes nothing, from another moment it is refused', async () => {
    const { id } = await draft();
    const first = await publish(id, before, {}, 'k');
    const again = await publish(id, before, {}, 'k');
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([first.body, 'true']);
    expect((await publish(id, during)).body).toEqual(first.body);
    expect((await publish(id, before, { reason: 'other' }, 'k')).body.code).toBe('idempotency-mismatch');
    expect((await publish(id, during, { effectiveFrom: during })).body.code).toBe('campaign-not-draft');
    expect((await current(during)).version).toBe(1);
  });

  test('of publications at the same time each gets a version of its own or is told to come again', async () => {
    const drafts = await Promise.all(['A', 'B', 'C', 'D'].map((name) => draft({ ...spring, name })));
    const answers = await Promise.all(drafts.map(({ id }) => publish(id, before)));
    const published = drafts.filter((_, nth) => answers[nth]!.status === 200).map(({ id }) => id);
    for (const { status, body } of answers) expect(status === 200 || body.code === 'conflict-retry').toBe(true);
    expect(published.length).toBeGreaterThan(0);
    expect(await idsIn(before)).toEqual(published.sort());
  });

  test('what is not there, or not published, is told so', async () => {
    const unknown = `cmp_${'a'.repeat(26)}`;
    for (const send of [publish, cancel, withdraw]) expect((await send(unknown, before)).body.code).toBe('not-found');
    const { id } = await draft();
    expect((await cancel(id, before)).body.code).toBe('campaign-not-published');
    expect((await publish(id, after)).body.code).toBe('campaign-over');
    await publish(id, before);
    expect((await cancel(id, after)).body.code).toBe('campaign-over');
  });

  test('outside a sandbox a campaign starts, and is cancelled, 60 seconds ahead at the earliest', async () => {
    const live = inProcess(verbs, table, { ...demo, sandbox: false });
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = { ...spring, startsAt: '2025-01-01T00:00:00Z', endsAt };
    const { id } = (await live.send(PostCampaign, { body })).body;
    const send = (operation: typeof PublishCampaign | typeof CancelCampaign, effectiveFrom?: number) =>
      live.send(operation, {
        params: { id },
        body: effectiveFrom ? { effectiveFrom: new Date(effectiveFrom).toISOString() } : {},
      });
    expect((await send(PublishCampaign, Date.now() + 50_000)).body.code).toBe('effective-from-too-early');
    const { effectiveFrom, publishedAt } = (await send(PublishCampaign)).body;
    expect(Date.parse(effectiveFrom) - Date.parse(publishedAt)).toBe(60_000);
    expect((await send(CancelCampaign)).body.code).toBe('version-waiting');
    live.wait(61_000);
    expect((await send(CancelCampaign, Date.now() + 61_000)).body.code).toBe('effective-from-too-early');
    expect((await send(CancelCampaign)).status).toBe(200);
  });
});

describe('what a purchase earns', () => {
  test('depends on when it occurred: from the start on, and from the end on no more, however late it is posted', async () => {
    await mall.campaign(spring, before);
    expect(await earned('2026-02-28T23:59:59.999Z')).toBe(0);
    expect(await earned('2026-03-01T00:00:00Z')).toBe(50);
    expect(await earned('2026-03-31T23:59:59.999Z', '2026-04-02T12:00:00Z')).toBe(50);
    expect(await earned('2026-04-01T00:00:00Z', '2026-04-02T12:00:00Z')).toBe(0);
    expect(await earned('2026-02-28T12:00:00Z', '2026-03-02T12:00:00Z')).toBe(0);
  });

  test('a cancelled campaign gives nothing from then on; what was sold before still earns it', async () => {
    const id = await mall.campaign(spring, before);
    const ended = await cancel(id, during, { reason: 'sold-out' });
    expect(ended.body).toMatchObject({ version: 2, cause: 'cancellation', campaignId: id });
    expect(await earned('2026-03-14T11:59:59Z', '2026-03-16T12:00:00Z')).toBe(50);
    expect(await earned(during, '2026-03-16T12:00:00Z')).toBe(0);
    expect(await read(id, during)).toMatchObject({
      status: 'cancelled',
      cancellation: { version: 2, reason: 'sold-out', by: 'sub-operator' },
    });
    expect((await cancel(id, during)).body).toEqual(ended.body);
    expect((await publish(id, during)).body.code).toBe('campaign-not-draft');
  });

  test('what was bought while no campaign watched makes nobody a first buyer for the next one', async () => {
    const rule = { id: 'first', when: [{ kind: 'nth', n: 1, scope: { category: 'shoes' } }] };
    const newcomers = { ...spring, rules: [{ ...rule, effect: { kind: 'fixed', amountMinor: 100 } }] };
    const id = await mall.campaign(newcomers, before);
    const walletId = await mall.openWallet(before);
    const earns = async (category: string, occurredAt: string, now = occurredAt) => {
      const lines = [{ category, amountMinor: 1000 }];
      const { body } = await mall.buy('zara', { walletId, receiptNumber: mall.key(), lines, occurredAt }, { now });
      return body.earned.map(({ amountMinor }: { amountMinor: number }) => amountMinor);
    };
    expect(await earns('hats', '2026-03-13T12:00:00Z')).toEqual([]);
    await cancel(id, during);
    for (const hour of [13, 14]) expect(await earns('shoes', `2026-03-14T${hour}:00:00Z`)).toEqual([]);
    await mall.campaign(newcomers, '2026-03-15T12:00:00Z');
    expect(await earns('shoes', '2026-03-16T12:00:00Z')).toEqual([]);
    // Before the first campaign was cancelled it was the first.
    expect(await earns('shoes', '2026-03-14T11:00:00Z', '2026-03-16T12:01:00Z')).toEqual([100]);
  });

  test('a cancellation that waits may be withdrawn, and the campaign runs on', async () => {
    const id = await mall.campaign(spring, before);
    await cancel(id, during, { effectiveFrom: '2026-03-20T00:00:00Z' });
    expect((await read(id, during)).status).toBe('running');
    expect((await withdraw(id, during)).status).toBe(200);
    expect(await read(id, '2026-03-21T00:00:00Z')).toMatchObject({ status: 'running', cancellation: null });
    expect(await earned('2026-03-21T00:00:00Z')).toBe(50);
  });

  test('versions forget a campaign once no sale of its time can be posted any more', async () => {
    const old = await mall.campaign(spring, before);
    const brief = await mall.campaign({ ...spring, name: 'Brief' }, before);
    await cancel(brief, during);
    const next = { ...spring, name: 'Next', endsAt: '2027-01-01T00:00:00Z' };
    const [a, b, c] = [
      await mall.campaign(next, '2026-03-20T00:00:00Z'),
      await mall.campaign(next, '2026-04-07T23:59:59Z'),
      await mall.campaign(next, '2026-04-08T00:00:00Z'),
    ];
    const known = async (version: number) => (await findVersionBody(table, version))!.campaigns.map(({ id }) => id);
    expect(await known(4)).toEqual([old, brief, a]);
    expect(await known(5)).toEqual([old, a, b]);
    expect(await known(6)).toEqual([a, b, c]);
  });

  test('of an experiment each wallet has its variant, for ever the same and stored with each purchase', async () => {
    const id = await mall.campaign(
      {
        ...spring,
        rules: [],
        variants: [
          { id: 'more', shareBps: 5000, rules: spring.rules },
          { id: 'control', shareBps: 5000, rules: [] },
        ],
      },
      before,
    );
    const seen = { more: 0, control: 0 };
    for (let nth = 0; nth < 12; nth += 1) {
      const walletId = await mall.openWallet(during);
      const variant = bucketOf(id, walletId) < 5000 ? 'more' : 'control';
      for (const now of [during, '2026-03-15T12:00:00Z']) {
        const { body } = await mall.buy('zara', { walletId, receiptNumber: mall.key(), amountMinor: 1000 }, { now });
        const { event } = (await ledgerIn(table).head(walletId))!;
        expect(event).toMatchObject({ kind: 'purchased', variants: [`${id}:${variant}`] });
        const { explanation } = (await mall.send(GetPurchase, { params: { id: body.id }, headers: at(now) })).body;
        const [rule] = explanation.rules;
        expect([rule.matched, rule.amountMinor, rule.reason]).toEqual(
          variant === 'more' ? [true, 50, undefined] : [false, undefined, 'control'],
        );
      }
      seen[variant] += 1;
    }
    // One in 2^11 that all twelve fall on one side.
    expect(Math.min(seen.more, seen.control)).toBeGreaterThan(0);
  });

  test('a budget is given to the last cent and no further, whatever version is in force', async () => {
    await mall.campaign({ ...spring, budgetMinor: 120 }, before);
    expect([await earned(during), await earned(during)]).toEqual([50, 50]);
    await base({}, during);
    expect([await earned(during), await earned(during)]).toEqual([20, 0]);
  });

  test('counters live as long as the ecosystem takes late sales', async () => {
    const limits = { ...demo.limits, lateLimitMs: 2 * 24 * 3_600_000 };
    table = await engine.anotherTable();
    mall = await aMall(table, { zara: 'fashion' }, { ...demo, limits });
    const effect = { kind: 'threshold', of: 'purchases', target: 3, amountMinor: 100 };
    await mall.campaign({ ...spring, rules: [{ id: 't', effect, group: 'challenge' }] }, before);
    const walletId = await mall.openWallet(during);
    await mall.buy('zara', { walletId, receiptNumber: 'r', amountMinor: 1000 }, { now: during });
    const { counters } = (await ledgerIn(table).head(walletId))!.state;
    expect(counters.map(({ until }) => until)).toEqual([Date.parse('2026-04-03T00:00:00Z')]);
  });
});
