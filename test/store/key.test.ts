import { afterAll, beforeAll, expect, test } from 'vitest';
import { findKey, putKey, type StoredKey } from '../../shared/store/key.ts';
import { startEngine } from '../functions/engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const key = (id: string, revision = 1): StoredKey => ({
  id,
  label: 'Till 1',
  merchantIds: ['zara'],
  scopes: ['purchase:write'],
  assets: null,
  ceilingMinor: null,
  secrets: [{ hash: 'ab', until: null }],
  createdAt: 1,
  createdBy: 'op',
  madeFor: 'digest',
  rotations: [],
  revokedAt: null,
  revision,
});

test('a key comes back as it was written, all merchants too', async () => {
  expect(await putKey(engine.table, key('key_a'))).toBe(true);
  expect(await findKey(engine.table, 'key_a')).toEqual(key('key_a'));
  const every = { ...key('key_b'), merchantIds: '*' as const, assets: [] };
  await putKey(engine.table, every);
  expect(await findKey(engine.table, 'key_b')).toEqual(every);
  expect(await findKey(engine.table, 'key_c')).toBeUndefined();
});

test('of two writers who saw the same revision of a key one writes', async () => {
  await putKey(engine.table, key('key_raced'));
  const both = await Promise.all([1, 2].map(() => putKey(engine.table, key('key_raced', 2))));
  expect(both.sort()).toEqual([false, true]);
  expect(await putKey(engine.table, key('key_raced'))).toBe(false);
});

test('a key that was stored with its newest rotation alone still knows it', async () => {
  const { rotations: _none, ...stored } = key('key_earlier');
  const rotation = { by: 'op', idempotencyKey: 'r-1', digest: 'ab' };
  const secrets = [...stored.secrets, { hash: 'cd', until: 60 }];
  const put = (more: object) => putKey(engine.table, { ...stored, secrets, ...more } as unknown as StoredKey);
  await put({ rotation });
  const known = { ...rotation, at: 60, previousUntil: 60 };
  expect(await findKey(engine.table, 'key_earlier')).toEqual({ ...stored, secrets, rotations: [known] });
  await put({ id: 'key_never', rotation: null });
  await put({ id: 'key_unnamed', rotation: { ...rotation, idempotencyKey: '' } });
  for (const id of ['key_never', 'key_unnamed']) expect((await findKey(engine.table, id))?.rotations).toEqual([]);
});
