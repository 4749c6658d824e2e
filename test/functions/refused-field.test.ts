import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import { PostKey } from '../../shared/contract/key.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { PostRedemption, PostRelease } from '../../shared/contract/redemption.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { PostBlock, PostClose } from '../../shared/contract/wallet.ts';
import { refusalCodes } from '../../shared/domain/refusal.ts';
import { holdsMax } from '../../shared/domain/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { demo, operatorAs } from './in-process.ts';
import { aMall } from './mall.ts';
import { ids, refusedRows } from './refused-rows.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
let lowKey: string;

const noon = '2026-03-14T12:00:00Z';
const headers = (now = noon) => ({ 'Idempotency-Key': mall.key(), ...mall.at(now) });

async function wallet(cashback: number, asset = 'cashback'): Promise<string> {
  const id = await mall.openWallet(noon);
  const body = { walletId: id, asset, amountMinor: cashback, reason: 'test' };
  if (cashback > 0) await mall.send(PostAdjustment, { body, headers: headers() });
  return id;
}
const redeem = async (walletId: string | undefined, body: object) =>
  (
    await mall.send(PostRedemption, {
      as: mall.keys.deco!,
      body: { walletId, ...body },
      headers: headers(),
    })
  ).body.id as string;
const buy = async (walletId: string | undefined, body: object) =>
  (
    await mall.buy(
      'deco',
      { walletId, receiptNumber: mall.key().slice(-40), amountMinor: 1_000, ...body },
      { now: noon },
    )
  ).body;
const step = (operation: Operation, id: string) => mall.send(operation, { params: { id }, headers: headers() });

beforeAll(async () => {
  engine = await startEngine();
  const ecosystem = { ...demo, assets: ['cashback', 'points', 'gift'] as const };
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' }, ecosystem);
  const strict = { redeem: { minBasketMinor: 1_000, minAmountMinor: 50, maxShareBps: 5_000 } };
  const settings = { acceptance: { gift: { merchant: 'deco' } } };
  await mall.publish({ name: 'strict', settings, merchants: { zara: strict } }, '2026-01-01T00:00:00Z');
  const scopes = ['purchase:write', 'redemption:write', 'return:write', 'transfer:write', 'wallet:write'];
  const low = { label: 'low', merchantIds: ['deco'], scopes, ceilingMinor: 100 };
  lowKey = (await mall.send(PostKey, { body: low })).body.secret;

  ids.wallet = await wallet(400);
  ids.rich = await wallet(5_000);
  ids.gift = await wallet(400, 'gift');
  ids.empty = await mall.openWallet(noon);
  ids.blocked = await wallet(400);
  ids.closed = await mall.openWallet(noon);
  ids.full = await wallet(400);
  ids.taken = await redeem(ids.rich, { amountMinor: 300 });
  ids.used = await redeem(ids.rich, { amountMinor: 300 });
  ids.held = await redeem(ids.rich, { amountMinor: 300, capture: false, holdSeconds: 100_000 });
  ids.ended = await redeem(ids.rich, { amountMinor: 300, capture: false, holdSeconds: 1 });
  ids.released = await redeem(ids.rich, { amountMinor: 300, capture: false });
  ids.bought = (
    await buy(ids.rich, { receiptNumber: 'R-1', lines: [{ amountMinor: 1_000 }], amountMinor: undefined })
  ).id;
  const guests = await Promise.all(
    ['G-1', 'G-2', 'G-3', 'G-4'].map((receiptNumber) => buy(undefined, { receiptNumber })),
  );
  for (const [at, { id, claimCode }] of guests.entries()) {
    ids[`guest${at}`] = id;
    ids[`code${at}`] = claimCode;
  }
  await buy(ids.rich, { pay: { redemptionId: ids.used } });
  await buy(ids.wallet, { receiptNumber: 'G-4' });
  await step(PostRelease, ids.released);
  await step(PostBlock, ids.blocked);
  await step(PostClose, ids.closed);
  for (let hold = 0; hold < holdsMax; hold += 1) await redeem(ids.full, { amountMinor: 1, capture: false });
  await mall.send(PostReturn, { params: { id: ids.guest1! }, body: { all: true }, headers: headers() });
  const last = await mall.send(PostPurchase, {
    as: mall.keys.deco!,
    body: { receiptNumber: 'G-5', amountMinor: 1_000 },
    headers: { ...headers(), 'Idempotency-Key': 'guest-key' },
  });
  for (const claimCode of [ids.code0, last.body.claimCode]) {
    await mall.send(PostClaim, { body: { claimCode, walletId: ids.rich }, headers: headers() });
  }
}, 120_000);
afterAll(() => engine?.stop());

function keyOf(as: string | undefined): string {
  if (as === 'low') return lowKey;
  return as === 'operator' || as === 'support' ? operatorAs(as) : mall.keys[as ?? 'deco']!;
}

describe('a refusal names the field that is at fault', () => {
  test.each(
    refusedRows.map(([code, operation, body, error, more = {}]) => ({ code, operation, body, error, ...more })),
  )(
    '$code of $operation.operationId: $error',
    async ({ code, operation, body: bodyOf, error, as, id, now, figures = {} }) => {
      const more = operation === PostTransfer ? { all: true, reason: 'lost' } : {};
      const asset = operation === PostAdjustment ? { asset: 'cashback', reason: 'test' } : {};
      const ask = {
        as: keyOf(as),
        ...(id ? { params: { id: ids[id]! } } : {}),
        body: { ...bodyOf(), ...more, ...asset },
        headers: headers(now),
      };
      const { status, body } = await mall.send(operation, ask);
      const [place, fieldCode] = error.split(' ');
      const field = place!.startsWith('/') ? { pointer: place } : { header: place };
      expect([status, body.code, body.errors]).toEqual([422, code, [{ ...field, code: fieldCode }]]);
      expect({ ...body, ...figures }).toEqual(body);
      if (code === 'receipt-already-used' || code === 'clock-before-last-entry') return;
      const again = await mall.send(operation, ask);
      if (operation !== PostQuote && operation !== PostCancellation) expect(again.body).toEqual(body);
    },
  );

  test('and every refusal is among them, but those of no field and two of offers and audiences', () => {
    const others = ['cancelled', 'nothing-to-return', 'nothing-pending', 'wallet-not-empty'];
    const elsewhere = ['too-many-opt-ins', 'too-many-audiences'];
    const played = new Set([...refusedRows.map(([code]) => code), ...others, ...elsewhere]);
    expect(refusalCodes.filter((code) => !played.has(code))).toEqual([]);
  });
});
