import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DeleteMember, membersMax, PostMembers, PutMember } from '../../shared/contract/audience.ts';
import { PostClose } from '../../shared/contract/wallet.ts';
import { audiencesMax } from '../../shared/domain/wallet.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import { type Engine, startEngine } from './engine.ts';
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

const triesMax = 10;
const now = '2026-03-14T12:00:00Z';
const headers = { 'Boucle-Now': now };
const member = (operation: typeof PutMember | typeof DeleteMember, id: string, walletId: string) =>
  mall.send(operation, { params: { id, walletId }, headers });
const add = (id: string, walletIds: string[], key?: string) =>
  mall.send(PostMembers, {
    params: { id },
    body: { walletIds },
    headers: { ...headers, ...(key ? { 'Idempotency-Key': key } : {}) },
  });
const head = async (walletId: string) => (await ledgerIn(table).head(walletId))!;

test('a member earns as a member from the entry on that made it one, and no longer once it has left', async () => {
  const when = [{ kind: 'audience', in: ['hr-acme', 'sponsor:acme'] }];
  const rules = [{ id: 'staff', effect: { kind: 'rate', rateBps: 1000 }, when }];
  await mall.publish({ name: 'Base', rules }, '2026-01-01T00:00:00Z');
  const walletId = await mall.openWallet(now);
  const earn = async () => {
    const { body } = await mall.buy('zara', { walletId, receiptNumber: mall.key(), amountMinor: 1000 }, { now });
    return body.earned[0]?.amountMinor ?? 0;
  };
  const earned = [await earn()];
  for (const audience of ['hr-acme', 'sponsor:acme']) {
    expect((await member(PutMember, audience, walletId)).status).toBe(204);
    earned.push(await earn());
    expect((await member(DeleteMember, audience, walletId)).status).toBe(204);
    earned.push(await earn());
  }
  expect(earned).toEqual([0, 100, 0, 100, 0]);
});

test('joining twice and leaving twice write one entry each', async () => {
  const walletId = await mall.openWallet(now);
  for (let nth = 0; nth < 2; nth += 1) await member(PutMember, 'vip', walletId);
  expect([(await head(walletId)).sequence, (await head(walletId)).state.audiences]).toEqual([1, ['vip']]);
  for (let nth = 0; nth < 2; nth += 1) await member(DeleteMember, 'vip', walletId);
  expect([(await head(walletId)).sequence, (await head(walletId)).state.audiences]).toEqual([2, []]);
});

test('a wallet is in 20 audiences at most', async () => {
  const walletId = await mall.openWallet(now);
  for (let nth = 1; nth <= audiencesMax; nth += 1) {
    expect((await member(PutMember, `a-${nth}`, walletId)).status).toBe(204);
  }
  const { status, body } = await member(PutMember, 'one-more', walletId);
  expect([status, body.code, body.max]).toEqual([422, 'too-many-audiences', audiencesMax]);
  expect((await member(PutMember, 'a-1', walletId)).status).toBe(204);
});

test('of many wallets each is told what became of it, and sending them again changes nothing', async () => {
  const wallets = await Promise.all(Array.from({ length: 12 }, () => mall.openWallet(now)));
  const [one, closed, ...rest] = wallets as [string, string, ...string[]];
  const unknown = `wal_a${'a'.repeat(25)}`;
  await member(PutMember, 'vip', one);
  await mall.send(PostClose, { params: { id: closed }, headers: { ...headers, 'Idempotency-Key': 'close' } });
  const asked = [unknown, ...wallets];
  const { status, body } = await add('vip', asked);
  expect(status).toBe(200);
  expect(body.results).toEqual([
    { walletId: unknown, status: 'failed', code: 'not-found', retriable: false },
    { walletId: one, status: 'unchanged' },
    { walletId: closed, status: 'failed', code: 'wallet-closed', retriable: false },
    ...rest.map((walletId) => ({ walletId, status: 'joined' })),
  ]);
  const again = await add('vip', asked);
  expect(again.body.results.map((one: { status: string }) => one.status)).toEqual([
    'failed',
    'unchanged',
    'failed',
    ...rest.map(() => 'unchanged'),
  ]);
  for (const walletId of rest) expect((await head(walletId)).sequence).toBe(1);
});

test('200 wallets are taken at once, one more or one twice is refused', async () => {
  const wallets: string[] = [];
  while (wallets.length < membersMax) {
    wallets.push(...(await Promise.all(Array.from({ length: 20 }, () => mall.openWallet(now)))));
  }
  // On a busy machine not all may be begun in time: those are told so, and sent again.
  let left = wallets;
  for (let attempt = 0; attempt < triesMax && left.length > 0; attempt += 1) {
    const { body } = await add('vip', left);
    const failed = body.results.filter((one: { status: string }) => one.status === 'failed');
    expect(failed.every(({ retriable }: { retriable: boolean }) => retriable)).toBe(true);
    left = failed.map(({ walletId }: { walletId: string }) => walletId);
  }
  expect(left).toEqual([]);
  for (const walletId of wallets) expect((await head(walletId)).state.audiences).toEqual(['vip']);
  const extra = await mall.openWallet(now);
  expect((await add('vip', [...wallets, extra])).body.errors).toEqual([{ pointer: '/walletIds', code: 'too-many' }]);
  expect((await add('vip', [extra, extra])).body.errors).toEqual([{ pointer: '/walletIds', code: 'repeated' }]);
});

test('a name that is none is refused, and tills make nobody a member', async () => {
  const walletId = await mall.openWallet(now);
  for (const id of ['Hr-Acme', 'a b', 'sponsor:', ':acme', 'x'.repeat(49)]) {
    expect((await member(PutMember, id, walletId)).body.errors).toEqual([{ parameter: 'id', code: 'invalid-format' }]);
  }
  const sent = { as: mall.keys.zara!, params: { id: 'vip', walletId }, headers };
  expect((await mall.send(PutMember, sent)).body.code).toBe('scope-missing');
});
