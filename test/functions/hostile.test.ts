import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { openTable } from '../../shared/store/client.ts';
import { inProcess } from './in-process.ts';

const bodyless = <O extends object>(operation: O) =>
  ({ ...operation, success: { status: 201, body: null } }) as unknown as O;
let accepted = 0;
const accept = async () => {
  accepted += 1;
  return created(undefined);
};
const purchase = httpHandler(bodyless(PostPurchase), accept);
const redemption = httpHandler(bodyless(PostRedemption), accept);
const table = openTable('none', { endpoint: 'http://127.0.0.1:1', region: 'x' });
const api = inProcess([purchase, redemption], table);
const headers = { 'idempotency-key': 'k1' };

const reference = fc.stringMatching(/^[A-Za-z0-9._:/-]{1,64}$/);
const amount = fc.integer({ min: 0, max: 1_000_000_000 });
const walletId = fc.stringMatching(/^wal_[a-z2-7]{26}$/);
const line = fc.record(
  {
    kind: fc.constantFrom('item', 'service', 'shipping', 'tip', 'deposit', 'storedValue'),
    sku: reference,
    category: reference,
    quantity: fc.integer({ min: 1, max: 1_000 }),
    unit: fc.constantFrom('piece', 'g'),
    amountMinor: amount,
  },
  { requiredKeys: ['amountMinor'] },
);
const sale = fc.record(
  { walletId, receiptNumber: reference, lines: fc.array(line, { minLength: 1, maxLength: 5 }), tillId: reference },
  { requiredKeys: ['walletId', 'receiptNumber', 'lines'] },
);
const spend = fc.record({ walletId, amountMinor: fc.integer({ min: 1, max: 1_000 }), receiptNumber: reference });

/** What attackers and broken tills put in the place of a value. */
const poison = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.5,
    1e300,
    2 ** 53,
    '',
    'NaN',
    '1',
    [],
    {},
    [[]],
    '\u0000',
    '\ud800',
    '<script>',
    '../..',
  ),
  fc.string({ maxLength: 80 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Puts the poison at a place of a value, chosen by `seed`; a new or known key, a hole, or the place itself. */
function mutate(value: unknown, seed: number, bad: unknown): unknown {
  if (typeof value !== 'object' || value === null || seed % 5 === 0) return bad;
  const keys = Object.keys(value);
  if (keys.length === 0 || seed % 11 === 1) return { ...value, [`x${seed % 3}`]: bad };
  const key = keys[seed % keys.length]!;
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  if (seed % 7 === 2) delete copy[key];
  else copy[key] = mutate(copy[key], Math.floor(seed / keys.length), bad);
  return copy;
}

const runs = 3_000;

describe('hostile bodies', () => {
  test.each([
    ['purchases', purchase.operation, sale as fc.Arbitrary<unknown>],
    ['redemptions', redemption.operation, spend as fc.Arbitrary<unknown>],
  ])(
    '%s: whatever is put anywhere, the answer is a 4xx that names the place, or the request is a good one',
    async (_, operation, good) => {
      let refused = 0;
      accepted = 0;
      await fc.assert(
        fc.asyncProperty(good, fc.nat(), poison, async (value, seed, bad) => {
          const { status, body } = await api.send(operation, {
            body: JSON.stringify(mutate(value, seed, bad)) ?? 'x',
            headers,
          });
          expect([201, 400]).toContain(status);
          if (status === 400) {
            refused += 1;
            expect(body.errors.length).toBeGreaterThan(0);
            for (const error of body.errors)
              expect(error).toEqual({ pointer: expect.any(String), code: expect.any(String) });
          }
        }),
        { numRuns: runs },
      );
      expect(refused).toBeGreaterThan(runs / 2);
      expect(accepted).toBeGreaterThan(runs / 100);
    },
  );

  test('text with bytes changed, cut and doubled is a 4xx or a good request, never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        sale,
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.string({ unit: 'binary', maxLength: 4 }),
        async (value, seed, cut, text) => {
          const whole = JSON.stringify(value);
          const at = seed % whole.length;
          const { status } = await api.send(purchase.operation, {
            body: whole.slice(0, at) + text + whole.slice(at + cut),
            headers,
          });
          expect([201, 400]).toContain(status);
        },
      ),
      { numRuns: runs },
    );
  });
});
