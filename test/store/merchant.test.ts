import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../shared/domain/merchant.ts';
import { findMerchant, listMerchants, putMerchant } from '../../shared/store/merchant.ts';
import { startEngine } from '../functions/engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const merchant = (id: string, revision = 1, name = 'Zara'): Merchant => ({
  id,
  name,
  sector: 'fashion',
  connected: true,
  stores: [{ id: 'paris-1', name: 'Paris' }],
  billingPlan: { kind: 'performance', feeBps: 100, taxRateBps: 2000 },
  createdAt: 1,
  updatedAt: 2,
  revision,
});

test('a merchant comes back as it was written', async () => {
  expect(await putMerchant(engine.table, merchant('zara'))).toBe(true);
  expect(await findMerchant(engine.table, 'zara')).toEqual(merchant('zara'));
  expect(await findMerchant(engine.table, 'deco')).toBeUndefined();
});

test('a merchant is written over the revision that its writer saw, and over no other', async () => {
  await putMerchant(engine.table, merchant('raced'));
  expect(await putMerchant(engine.table, merchant('raced'))).toBe(false);
  expect(await putMerchant(engine.table, merchant('raced', 2, 'A'))).toBe(true);
  expect(await putMerchant(engine.table, merchant('raced', 2, 'B'))).toBe(false);
  expect((await findMerchant(engine.table, 'raced'))?.name).toBe('A');
});

test('merchants are listed by id, after the one named', async () => {
  const table = await engine.anotherTable();
  for (const id of ['c', 'a', 'b']) await putMerchant(table, merchant(id));
  const ids = async (after: string, limit: number) =>
    (await listMerchants(table, { after, limit })).map(({ id }) => id);
  expect(await ids('', 2)).toEqual(['a', 'b']);
  expect(await ids('b', 2)).toEqual(['c']);
  expect(await ids('c', 2)).toEqual([]);
});
