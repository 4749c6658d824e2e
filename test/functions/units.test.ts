import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostCapture, PostRelease } from '../../shared/contract/redemption.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { PostWallet } from '../../shared/contract/wallet.ts';
import type { Counted } from '../support/counted.ts';
import { type Engine, startEngine } from './engine.ts';
import { aWarmMall, key, origins } from './warm-mall.ts';

/**
 * The price list: what each operation asks of the table, on a wallet with 4 lots and 24 purchases behind it that nobody
 * has used for a minute. On one just used, what spends reads its refusal once more: a trip.
 */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

/** Trips are what a till waits for; units are what is paid, reckoned from the bytes (test/support/counted.ts). */
type Price = Pick<Counted, 'trips' | 'readUnits' | 'writeUnits'>;
const price = (trips: number, readUnits: number, writeUnits: number): Price => ({ trips, readUnits, writeUnits });

const prices: Readonly<Record<string, Price>> = {
  'open a wallet': price(2, 1, 4),
  'earn, at a function that holds the head': price(1, 0, 1),
  'earn, at another': price(2, 2, 1),
  'earn and pay': price(2, 2, 1),
  spend: price(2, 2, 1),
  'spend, refused': price(2, 2, 4),
  hold: price(2, 2, 1),
  capture: price(3, 3, 1),
  release: price(3, 3, 1),
  return: price(4, 4, 1),
  'cancel by key': price(6, 7, 1),
  'replay of the newest': price(1, 1, 0),
  'transfer of all': price(4, 4, 4),
};

test('what each operation asks of the table: trips, read units, write units', async () => {
  const { counter, first, second, buy, spend, open, quietly, as } = await aWarmMall(engine);
  /** A wallet with 24 purchases behind it. */
  const aWallet = async () => {
    const walletId = await open();
    for (let at = 0; at < 24; at += 1) await buy(first, walletId, { merchantId: origins[at % 4] });
    return walletId;
  };
  const walletId = await aWallet();
  const act = (operation: Parameters<typeof second.send>[0], more: object) =>
    second.send(operation, { as, headers: key(), ...more });
  const held = await spend(first, walletId, { capture: false });
  const heldToo = await spend(first, walletId, { capture: false });
  const headers = key();
  const bought = await buy(first, walletId, {}, headers);
  const again = { receiptNumber: 'R-again' };
  const againHeaders = key();
  const [from, to] = [await aWallet(), await open()];

  const priced: Record<string, Price> = {};
  const told: string[] = [];
  async function count(name: string, status: number, work: () => Promise<{ status: number; body: unknown }>) {
    if (!name.startsWith('earn, at a function') && !name.startsWith('replay')) await quietly();
    let answered: Awaited<ReturnType<typeof work>> | undefined;
    const counted = await counter.of(async () => {
      answered = await work();
    });
    expect(answered?.status, `${name}: ${JSON.stringify(answered?.body)}`).toBe(status);
    const { trips, readUnits, writeUnits, itemBytesMax } = counted;
    priced[name] = { trips, readUnits, writeUnits };
    told.push([name.padEnd(42), trips, readUnits, writeUnits, itemBytesMax || '-'].join('\t'));
  }

  await count('open a wallet', 201, () => act(PostWallet, { body: {} }));
  await buy(first, walletId);
  await count('earn, at a function that holds the head', 201, () => buy(first, walletId));
  await count('earn, at another', 201, () => buy(second, to, {}));
  await count('earn and pay', 201, () => buy(second, walletId, { pay: { amountMinor: 10 } }));
  await count('spend', 201, () => spend(second, walletId));
  await count('spend, refused', 422, () => spend(second, walletId, { amountMinor: 90_000 }));
  await count('hold', 201, () => spend(second, walletId, { capture: false }));
  await count('capture', 200, () => act(PostCapture, { params: { id: held.body.id }, body: {} }));
  await count('release', 200, () => act(PostRelease, { params: { id: heldToo.body.id } }));
  await count('return', 201, () => act(PostReturn, { params: { id: bought.body.id }, body: { amountMinor: 400 } }));
  await count('cancel by key', 200, () =>
    act(PostCancellation, { body: { walletId, idempotencyKey: headers['Idempotency-Key'] } }),
  );
  await buy(second, walletId, again, againHeaders);
  await count('replay of the newest', 201, () => buy(second, walletId, again, againHeaders));
  await count('transfer of all', 201, () =>
    act(PostTransfer, { body: { fromWalletId: from, toWalletId: to, all: true, reason: 'lost' } }),
  );
  console.log([['operation'.padEnd(42), 'trips', 'reads', 'writes', 'bytes'].join('\t'), ...told].join('\n'));
  expect(priced).toEqual(prices);
});
