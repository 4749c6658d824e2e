import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verbs } from '../../functions/merchant/handler.ts';
import { GetMerchant, ListMerchants, PutMerchant } from '../../shared/contract/merchant.ts';
import { startEngine } from './engine.ts';
import { inProcess, operatorAs } from './in-process.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let api: ReturnType<typeof inProcess>;
beforeAll(async () => {
  engine = await startEngine();
  api = inProcess(verbs, engine.table);
});
afterAll(() => engine?.stop());

const zara = { name: 'Zara', sector: 'fashion', connected: true };
const put = (id: string, body: unknown, headers = {}) => api.send(PutMerchant, { params: { id }, body, headers });
const get = (id: string) => api.send(GetMerchant, { params: { id } });

describe('merchants', () => {
  test('a merchant is created, read with its version, and replaced whole', async () => {
    const plan = { kind: 'performance', feeBps: 150, taxRateBps: 2000 };
    const written = await put('zara', { ...zara, stores: [{ id: 'paris-1' }], billingPlan: plan });
    expect(written).toMatchObject({ status: 200, headers: { ETag: '"1"' }, body: { id: 'zara', billingPlan: plan } });
    expect(await get('zara')).toEqual(written);

    const replaced = await put('zara', { ...zara, name: 'Zara Home' });
    expect(replaced).toMatchObject({ headers: { ETag: '"2"' }, body: { name: 'Zara Home', stores: [] } });
    expect(replaced.body.billingPlan).toBeUndefined();
    expect(replaced.body.createdAt).toBe(written.body.createdAt);
  });

  test('the same content again changes nothing, not even the version', async () => {
    const first = await put('same', zara);
    expect(await put('same', zara)).toEqual(first);
  });

  test('a change made on a version that no longer stands is refused and changes nothing', async () => {
    await put('raced', zara);
    expect((await put('raced', { ...zara, name: 'A' }, { 'if-match': '"1"' })).status).toBe(200);
    const late = await put('raced', { ...zara, name: 'B' }, { 'if-match': '"1"' });
    expect([late.status, late.body.code]).toEqual([412, 'stale-version']);
    expect((await get('raced')).body.name).toBe('A');
    expect((await put('not-there-yet', zara, { 'if-match': '*' })).status).toBe(412);
    expect((await get('not-there-yet')).status).toBe(404);
  });

  test('of two changes at the same time on the same version one wins', async () => {
    await put('contended', zara);
    const both = await Promise.all(
      ['A', 'B'].map((name) => put('contended', { ...zara, name }, { 'if-match': '"1"' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('the operator’s own name and names that are no slugs are refused at the path', async () => {
    for (const id of ['operator', 'Zara', 'a b', '-a', '../x', 'x'.repeat(49)]) {
      const refused = await put(id, zara);
      expect([refused.status, refused.body.errors[0].parameter]).toEqual([400, 'id']);
    }
  });

  test('every bad field of a merchant is named at once', async () => {
    const refused = await put('bad', { name: '', sector: 'Fashion!', connected: 'yes', colour: 'red' });
    expect(
      refused.body.errors.map((error: { pointer: string; code: string }) => `${error.pointer} ${error.code}`).sort(),
    ).toEqual(['/colour unknown-field', '/connected invalid-type', '/name too-short', '/sector invalid-format']);
  });

  test('pages lead through all merchants once, and a cursor of somebody else leads nowhere', async () => {
    await Promise.all(['p-1', 'p-2', 'p-3'].map((id) => put(id, zara)));
    const seen: string[] = [];
    let query = 'limit=2';
    for (let page = 0; page < 10; page += 1) {
      const { body } = await api.send(ListMerchants, { query });
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) break;
      query = `limit=2&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(['p-1', 'p-2', 'p-3', 'zara']));

    const { body } = await api.send(ListMerchants, { query: 'limit=1' });
    const cursor = `cursor=${body.nextCursor}`;
    const stolen = await api.send(ListMerchants, { query: cursor, as: operatorAs('support') });
    expect([stolen.status, stolen.body.code]).toEqual([400, 'cursor-invalid']);
    expect((await api.send(ListMerchants, { query: `${cursor}x` })).body.code).toBe('cursor-invalid');
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=1.5',
    'limit=x',
    'limit=1&limit=2',
    'colour=red',
    'cursor=%',
    'limit=%31%zz',
  ])('a list asked with %s is refused by parameter', async (query) => {
    const refused = await api.send(ListMerchants, { query });
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0]).toHaveProperty('parameter');
  });

  test('support reads merchants and does not write them; analysts do neither', async () => {
    const as = operatorAs('support');
    expect((await api.send(GetMerchant, { params: { id: 'zara' }, as })).status).toBe(200);
    expect((await api.send(PutMerchant, { params: { id: 'zara' }, body: zara, as })).body.code).toBe('scope-missing');
    expect((await api.send(ListMerchants, { as: operatorAs('analyst') })).body.code).toBe('scope-missing');
  });
});
