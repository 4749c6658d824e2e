import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verbs as ecosystemVerbs } from '../../functions/ecosystem/handler.ts';
import { verbs } from '../../functions/ruleset/handler.ts';
import { GetEcosystem, GetHealth } from '../../shared/contract/ecosystem.ts';
import {
  GetCurrentRuleset,
  GetRuleset,
  ListRulesets,
  PostRuleset,
  PublishRuleset,
  PutRuleset,
  WithdrawRuleset,
} from '../../shared/contract/ruleset.ts';
import { openTable } from '../../shared/store/client.ts';
import { startEngine } from './engine.ts';
import { demo, inProcess, operatorAs } from './in-process.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let api: ReturnType<typeof inProcess>;
const all = [...verbs, ...ecosystemVerbs];
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  api = inProcess(all, await engine.anotherTable());
});
afterAll(() => engine?.stop());

const document = { name: 'Spring', settings: { timeZone: 'Europe/Lisbon' } };
const draft = async (body: object = document, headers = {}) => (await api.send(PostRuleset, { body, headers })).body;
const publish = (id: string, body: object = {}, headers = {}) =>
  api.send(PublishRuleset, { params: { id }, body, headers });
const current = async (headers = {}) => (await api.send(GetCurrentRuleset, { headers })).body;

describe('rulesets', () => {
  test('before anything is published version 0 is in force, empty', async () => {
    expect(await current()).toMatchObject({ version: 0, rulesetId: null, effectiveFrom: null, document: {} });
  });

  test('a draft is written, changed, published and then never changed', async () => {
    const { id } = await draft();
    const changed = { ...document, name: 'Spring 2' };
    const put = await api.send(PutRuleset, { params: { id }, body: changed, headers: { 'if-match': '"1"' } });
    expect(put).toMatchObject({ status: 200, headers: { ETag: '"2"' }, body: { status: 'draft', document: changed } });

    expect((await publish(id)).body).toMatchObject({ version: 1, rulesetId: id, basedOn: null });
    expect(await current()).toMatchObject({ version: 1, document: changed });
    const late = await api.send(PutRuleset, { params: { id }, body: document });
    expect([late.status, late.body.code]).toEqual([422, 'ruleset-not-draft']);
    expect((await api.send(GetRuleset, { params: { id } })).body).toMatchObject({ status: 'published', version: 1 });
  });

  test('a draft changed on a version that no longer stands is refused', async () => {
    const { id } = await draft();
    const put = () => api.send(PutRuleset, { params: { id }, body: document, headers: { 'if-match': '"1"' } });
    expect((await Promise.all([put(), put()])).map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('publishing an older one again is a new version based on it', async () => {
    const [a, b] = [await draft(), await draft({ name: 'B' })];
    await publish(a.id);
    await publish(b.id);
    expect((await publish(a.id)).body).toMatchObject({ version: 3, rulesetId: a.id, basedOn: 1 });
    expect(await current()).toMatchObject({ version: 3, document });
  });

  test('in a sandbox a version may start in the past; what occurred then is under it', async () => {
    const { id } = await draft();
    await publish(id, { effectiveFrom: '2026-03-01T00:00:00+01:00' });
    expect((await current({ 'boucle-now': '2026-03-14T14:00:00+01:00' })).version).toBe(1);
    expect((await current({ 'boucle-now': '2026-02-28T14:00:00+01:00' })).version).toBe(0);
  });

  test('published again and withdrawn it shows the version that stands, and rolling back is based on that', async () => {
    const { id } = await draft();
    const ahead = { effectiveFrom: '2099-01-01T00:00:00Z' };
    const withdraw = () => api.send(WithdrawRuleset, { params: { id } });
    await publish(id);
    expect((await publish(id, ahead)).body).toMatchObject({ version: 2, basedOn: 1 });
    for (const time of ['once', 'again']) {
      expect([time, (await withdraw()).body]).toMatchObject([time, { version: 2, basedOn: 1 }]);
      const { status, version } = (await api.send(GetRuleset, { params: { id } })).body;
      expect([status, version, (await current()).version]).toEqual(['published', 1, 1]);
    }
    expect((await publish(id, ahead)).body).toMatchObject({ version: 3, basedOn: 1 });
    await withdraw();
    expect((await publish(id)).body).toMatchObject({ version: 4, basedOn: 1 });
  });

  test('what was withdrawn was no version to go back to', async () => {
    const { id } = await draft();
    await publish(id, { effectiveFrom: '2099-01-01T00:00:00Z' });
    await api.send(WithdrawRuleset, { params: { id } });
    expect((await publish(id)).body).toMatchObject({ version: 2, basedOn: null });
  });

  test('while a version waits nothing else is published, until it is withdrawn', async () => {
    const [a, b] = [await draft(), await draft({ name: 'B' })];
    await publish(a.id, { effectiveFrom: '2099-01-01T00:00:00Z' });
    expect((await publish(b.id)).body.code).toBe('version-waiting');
    const withdraw = () => api.send(WithdrawRuleset, { params: { id: a.id } });
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).status).toBe(200);
    expect((await publish(b.id)).body.version).toBe(2);
    expect((await api.send(GetRuleset, { params: { id: a.id } })).body.status).toBe('withdrawn');
    expect((await api.send(WithdrawRuleset, { params: { id: b.id } })).body.code).toBe('ruleset-not-waiting');
    expect((await current({ 'boucle-now': '2099-06-01T00:00:00Z' })).version).toBe(2);
  });

  test('of publications at the same time each gets a number of its own or is told to come again, and when', async () => {
    const drafts = await Promise.all(['A', 'B', 'C', 'D'].map((name) => draft({ name })));
    const answers = await Promise.all(drafts.map(({ id }) => publish(id)));
    const versions = answers.filter(({ status }) => status === 200).map(({ body }) => body.version);
    expect(versions.length).toBeGreaterThan(0);
    expect(new Set(versions).size).toBe(versions.length);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(lost.length).toBeGreaterThan(0);
    for (const { status, body, headers } of lost) {
      expect([status, body.code, headers['Retry-After']]).toEqual([409, 'conflict-retry', '1']);
    }
    expect((await current()).version).toBe(Math.max(...versions));
  });

  test('an expected version that is not the newest is 412', async () => {
    const { id } = await draft();
    expect((await publish(id, { expectedVersion: 1 })).body.code).toBe('stale-version');
    expect((await publish(id, { expectedVersion: 0 })).body.version).toBe(1);
  });

  test('the same key drafts once and publishes once; with another body it is a mismatch', async () => {
    const key = { 'idempotency-key': 'k1' };
    const { id } = await draft(document, key);
    expect((await draft(document, key)).id).toBe(id);
    expect((await draft({ name: 'B' }, key)).code).toBe('idempotency-mismatch');
    const first = await publish(id, {}, key);
    const again = await publish(id, {}, key);
    expect([first.body, again.headers['Idempotent-Replayed']]).toEqual([again.body, 'true']);
    expect((await publish(id, { reason: 'other' }, key)).body.code).toBe('idempotency-mismatch');
  });

  test('outside a sandbox a version starts 60 seconds ahead, and functions that cached know it by then', async () => {
    const table = await engine.anotherTable();
    const [one, other] = [0, 0].map(() => inProcess(all, table, { ...demo, sandbox: false }));
    const { body } = await one!.send(PostRuleset, { body: document });
    const zone = async () => (await other!.send(GetEcosystem)).body.timeZone;
    expect(await zone()).toBe('Europe/Paris');
    expect((await one!.send(PublishRuleset, { params: { id: body.id } })).status).toBe(200);
    expect(await zone()).toBe('Europe/Paris');
    other!.wait(61_000);
    expect(await zone()).toBe('Europe/Lisbon');
  });

  test('lists lead through all rulesets; support reads and does not write; keys do neither', async () => {
    const ids = (await Promise.all(['A', 'B', 'C'].map((name) => draft({ name })))).map(({ id }) => id);
    const first = await api.send(ListRulesets, { query: 'limit=2', as: operatorAs('support') });
    const next = await api.send(ListRulesets, {
      query: `limit=2&cursor=${first.body.nextCursor}`,
      as: operatorAs('support'),
    });
    expect([...first.body.data, ...next.body.data].map(({ id }) => id)).toEqual(ids.sort());
    expect(next.body.nextCursor).toBeNull();
    expect((await api.send(PostRuleset, { body: document, as: operatorAs('support') })).body.code).toBe(
      'scope-missing',
    );
  });

  test('a document of 256 KB is read, a longer one refused', async () => {
    const padded = (bytes: number) => {
      const text = JSON.stringify(document);
      return text + ' '.repeat(bytes - text.length);
    };
    expect((await api.send(PostRuleset, { body: padded(262_144) })).status).toBe(201);
    expect((await api.send(PostRuleset, { body: padded(262_145) })).status).toBe(413);
  });

  test('what is not there is 404 whatever its id looks like', async () => {
    for (const id of ['rs_x', '../current', `rs_${'a'.repeat(26)}`]) {
      expect((await api.send(GetRuleset, { params: { id } })).body.code).toBe('not-found');
      expect((await publish(id)).body.code).toBe('not-found');
    }
  });
});

describe('the ecosystem', () => {
  test('it tells currency, zone, assets and limits to everybody with a credential', async () => {
    const { body } = await api.send(GetEcosystem, { as: operatorAs('analyst') });
    expect(body).toMatchObject({
      id: 'demo',
      currency: 'EUR',
      timeZone: 'Europe/Paris',
      sandbox: true,
      contractVersion: '1.0',
    });
    expect(body.limits).toMatchObject({ lateLimitSeconds: 604_800, idempotencySeconds: 172_800 });
    expect((await api.send(GetEcosystem, { as: null })).status).toBe(401);
  });

  test('health needs no credential, and is 503 when the store is away', async () => {
    expect((await api.send(GetHealth, { as: null })).body).toEqual({ status: 'ok' });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const away = inProcess(all, openTable('none', { endpoint: 'http://127.0.0.1:1', region: 'x', credentials }));
    expect((await away.send(GetHealth, { as: null })).body.code).toBe('unavailable');
  });
});
