import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { GetPurchase, PostPurchase } from '../../shared/contract/purchase.ts';
import { operations } from '../../shared/contract/routes.ts';
import { operatorGroups, scopes } from '../../shared/domain/key.ts';
import { type DeployedStack, overHttp } from '../support/over-http.ts';
import { type Row, rows } from './access-rows.ts';
import { type AccessWorld, anAccessWorld } from './access-world.ts';
import { type Engine, startEngine } from './engine.ts';
import { everyVerb } from './every-verb.ts';
import { inProcess, operatorAs, type Received, type Sent } from './in-process.ts';

/**
 * Every route with a request that succeeds, and everyone who may not make it: matrix.test.ts shows what the edge says
 * of a credential, this what stands behind it. On the deployed stack when there is one.
 */
const deployed: DeployedStack | undefined = process.env.BOUCLE_DEPLOYED
  ? JSON.parse(process.env.BOUCLE_DEPLOYED)
  : undefined;
let engine: Engine | undefined;
let world: AccessWorld;
beforeAll(async () => {
  if (deployed) {
    world = await anAccessWorld(overHttp(deployed).send, randomUUID(), (group) => deployed.tokens![group]);
  } else {
    engine = await startEngine();
    world = await anAccessWorld(inProcess(await everyVerb(), engine.table).send, randomUUID(), operatorAs);
  }
});
afterAll(() => engine?.stop());

type Asked = Omit<Sent, 'as'>;
const ask = (operation: Operation, asked: Asked, as: string | null): Promise<Received> =>
  world.send(operation, { ...asked, as, headers: { ...world.keyed(), ...asked.headers } });
const saidOf = ({ status, body }: Received) => (status < 400 ? status : `${status} ${body.code}`);

/** What stands in the table but recorded refusals, which move nothing; over HTTP nobody looks. */
async function standing(): Promise<string[]> {
  if (!engine) return [];
  const { client, name } = engine.table;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
  return Items.filter(({ pk }) => !String(pk).startsWith('REFUSAL#'))
    .map((item) => JSON.stringify(item))
    .sort();
}

test('every route has its row, and no row is without a route', () => {
  expect(Object.keys(rows).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
});

describe.each(operations.map((operation) => [operation.operationId, operation] as const))(
  '%s',
  (operationId, operation) => {
    const row: Row = rows[operationId]!;
    const { allowed, success } = operation;
    const isPublic = 'public' in allowed;
    const keyScopes = isPublic ? scopes : allowed.scopes;
    const groups = isPublic ? operatorGroups : allowed.groups;
    const isForKeys = keyScopes.length > 0;
    const isDenied = (code: string) => (isPublic ? success.status : code);

    test('lets nobody else through, and changes nothing for them; then it does what it is for', async () => {
      const asked = await row.request(world);
      const others = scopes.filter((scope) => !keyScopes.includes(scope));
      const lacking = others.length > 0 ? await world.only(others) : undefined;
      const before = new Set(await standing());
      const cells: Record<string, string | number> = {};
      const expected: Record<string, string | number> = {};
      const deny = async (name: string, as: string | null, code: string | number) => {
        cells[name] = saidOf(await ask(operation, asked, as));
        expected[name] = code;
      };
      await deny('no key', null, isDenied('401 unauthenticated'));
      await deny('malformed', 'bk_demo_x', isDenied('401 unauthenticated'));
      await deny(
        'wrong secret',
        world.till.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')),
        isDenied('401 unauthenticated'),
      );
      await deny('revoked', world.revoked, isDenied('401 unauthenticated'));
      await deny('other ecosystem', world.till.replace('bk_demo_', 'bk_other_'), isDenied('401 unauthenticated'));
      if (lacking) await deny('missing scope', lacking, isDenied('403 scope-missing'));
      for (const group of operatorGroups) {
        if (!groups.includes(group)) await deny(group, world.tokenOf(group), '403 scope-missing');
      }
      if (!isForKeys) {
        for (const [name, as] of [
          ['other merchant', world.stranger],
          ['wrong asset', world.penniless],
          ['above ceiling', world.low],
        ] as const)
          await deny(name, as, '403 scope-missing');
      } else if (!isPublic) {
        const { otherMerchant, wrongAsset, aboveCeiling } = row;
        if (!otherMerchant || !wrongAsset || !aboveCeiling)
          throw new Error('a route for keys says all three, or why not');
        if ('code' in otherMerchant) {
          const [theirs, none] = await Promise.all([
            ask(operation, asked, world.stranger),
            ask(operation, otherMerchant.absent(asked), world.stranger),
          ]);
          expect(alike(theirs)).toEqual(alike(none));
          expect(theirs.body.code).toBe(otherMerchant.code);
        }
        if (typeof wrongAsset === 'string') await deny('wrong asset', world.penniless, `403 ${wrongAsset}`);
        if (typeof aboveCeiling === 'string') await deny('above ceiling', world.low, `422 ${aboveCeiling}`);
      }
      expect(cells).toEqual(expected);
      expect((await standing()).filter((item) => !before.has(item))).toEqual([]);
      const done = await ask(operation, asked, isForKeys && !isPublic ? world.till : isPublic ? null : world.operator);
      expect(saidOf(done)).toBe(success.status);
    });

    // Over HTTP the edge is the same code: one way through each route is enough.
    test.skipIf(isPublic || deployed)('lets each group and each scope of its own through', async () => {
      for (const group of groups) {
        expect([group, saidOf(await ask(operation, await row.request(world), world.tokenOf(group)))]).toEqual([
          group,
          success.status,
        ]);
      }
      for (const scope of keyScopes) {
        const as = await world.only([scope]);
        expect([scope, saidOf(await ask(operation, await row.request(world), as))]).toEqual([scope, success.status]);
      }
    });
  },
);

/** Status, body but its request, and headers but its request. */
const alike = ({ status, body, headers }: Received) => ({
  status,
  body: { ...body, requestId: '' },
  headers: { ...headers, 'Request-Id': '' },
});

test('a cancellation by another key of the same merchant prevents and reverses nothing', async () => {
  const walletId = await world.wallet();
  const headers = world.keyed();
  const body = { walletId, receiptNumber: world.fresh(), amountMinor: 1_000 };
  const bought = await world.send(PostPurchase, { as: world.till, body, headers });
  const cancellation = { walletId, idempotencyKey: headers['Idempotency-Key'] };
  const { secret: as } = await world.aKey({});
  expect((await ask(PostCancellation, { body: cancellation }, as)).body).toEqual({ status: 'prevented' });
  const { body: still } = await ask(GetPurchase, { params: { id: bought.body.id } }, world.till);
  expect(still.cancelled).toBeUndefined();
  const again = await world.send(PostPurchase, { as: world.till, body, headers });
  expect(again.body).toEqual(bought.body);
});
