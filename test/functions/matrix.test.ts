import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Operation, routeKeyOf } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/routes.ts';
import { operatorGroups, scopes } from '../../shared/domain/key.ts';
import { credentialText, hashSecret } from '../../shared/domain/key-secret.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { putKey } from '../../shared/store/key.ts';
import { startEngine } from './engine.ts';
import { inProcess, operatorAs } from './in-process.ts';

/** Every operation, answering nothing once the edge has let a request through. */
const reached: Operation[] = [];
const verbs = operations.map((operation) =>
  httpHandler(operation, async () => {
    reached.push(operation);
    return { status: operation.success.status };
  }),
);
const secret = 'a'.repeat(43);
const keyId = (name: string) => `key_${name.padEnd(26, 'a')}`;
const credential = (name: string, ecosystemId = 'demo') => credentialText({ ecosystemId, keyId: keyId(name), secret });

let engine: Awaited<ReturnType<typeof startEngine>>;
let api: ReturnType<typeof inProcess>;
beforeAll(async () => {
  engine = await startEngine();
  api = inProcess(verbs, engine.table);
  const key = {
    label: 'k',
    merchantIds: '*' as const,
    assets: null,
    ceilingMinor: null,
    secrets: [{ hash: hashSecret(secret), until: null }],
    createdAt: 0,
    createdBy: 'op',
    madeFor: '',
    rotations: [],
    revokedAt: null,
    revision: 1,
  };
  await putKey(engine.table, { ...key, id: keyId('every'), scopes });
  await putKey(engine.table, { ...key, id: keyId('revoked'), scopes, revokedAt: 1 });
  await Promise.all(
    scopes.map((scope, at) =>
      putKey(engine.table, { ...key, id: keyId(`only${'bcdefghijklm'[at]}`), scopes: [scope] }),
    ),
  );
});
afterAll(() => engine?.stop());

/** What the edge says of a caller: 401, 403, or anything else, that it looked at the request. */
async function verdict(operation: Operation, as: string | null): Promise<string> {
  const event = { as, params: { id: '!' }, query: 'nobody=knows', body: operation.body ? '{' : undefined };
  const { status, body } = await api.send(operation, event);
  return status === 401 || status === 403 ? body.code : 'looked at';
}

describe.each(operations.map((operation) => [routeKeyOf(operation), operation] as const))('%s', (_, operation) => {
  const { allowed } = operation;
  const isPublic = 'public' in allowed;

  test.each([
    ['without a credential', null],
    ['with a malformed one', 'bk_demo_x'],
    ['with a wrong secret', credential('every').replace(/a$/, 'b')],
    ['with a key of another ecosystem', credential('every', 'other')],
    ['with a key that is not there', credential('nobody')],
    ['with a revoked key', credential('revoked')],
  ])('%s nobody gets in', async (_name, as) => {
    expect(await verdict(operation, as)).toBe(isPublic ? 'looked at' : 'unauthenticated');
  });

  test('each scope alone opens it or not as the contract says', async () => {
    for (const [at, scope] of scopes.entries()) {
      const mayEnter = isPublic || allowed.scopes.includes(scope);
      const seen = await verdict(operation, credential(`only${'bcdefghijklm'[at]}`));
      expect([scope, seen]).toEqual([scope, mayEnter ? 'looked at' : 'scope-missing']);
    }
  });

  test('each group alone opens it or not as the contract says', async () => {
    for (const group of operatorGroups) {
      const mayEnter = isPublic || allowed.groups.includes(group);
      expect([group, await verdict(operation, operatorAs(group))]).toEqual([
        group,
        mayEnter ? 'looked at' : 'scope-missing',
      ]);
    }
  });
});

test('no request of these reached a verb but those that had nothing wrong', () => {
  expect(reached).toEqual([]);
});

test('every route is told apart, has its area, and says what it needs', () => {
  expect(new Set(operations.map(routeKeyOf)).size).toBe(operations.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, params, method, movesValue } of operations) {
    expect(path).toMatch(/^\/v1\/[a-z.]+(?:\/(?:[a-z-]+|\{[a-z]+[A-Za-z]*\}))*$/);
    expect(params !== undefined).toBe(path.includes('{'));
    expect(movesValue && method !== 'POST').toBe(false);
  }
});
