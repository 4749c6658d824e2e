import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolTokens } from '../../shared/lambda/token.ts';
import { aPool } from './in-process.ts';

const issuer = 'http://localhost/pool';
const pool = aPool(issuer, 'client');
const stranger = aPool(issuer, 'client');
let server: Server;
let jwksUri: string;
let reads = 0;

beforeAll(async () => {
  server = createServer((_, answer) => {
    reads += 1;
    answer.setHeader('Content-Type', 'application/json').end(JSON.stringify(pool.jwks));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
});
afterAll(() => server.close());

const verify = (token: string, now = 0) => poolTokens({ issuer, jwksUri, clientId: 'client' })(token, now);

test('an access token of the pool stands for its operator and groups, unknown groups left out', async () => {
  const token = pool.token({ 'cognito:groups': ['support', 'strangers'] });
  expect(await verify(token)).toEqual({ subject: '1f0c', groups: ['support'] });
  expect(await verify(pool.token({ 'cognito:groups': undefined }))).toEqual({ subject: '1f0c', groups: [] });
});

test.each([
  ['of another client', () => pool.token({ client_id: 'other' })],
  ['for identity, not access', () => pool.token({ token_use: 'id' })],
  ['of another issuer', () => pool.token({ iss: 'http://localhost/other' })],
  ['that has expired', () => pool.token({ exp: 1 })],
  ['signed by somebody else', () => stranger.token()],
  ['with a changed claim', () => pool.token().replace(/\.(.)/, (_, first) => `.${first === 'e' ? 'f' : 'e'}`)],
  ['without a signature', () => `${pool.token({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
  ['with an unknown key', () => pool.token({}, { kid: 'k2' })],
  ['that is no token', () => 'x.y.z'],
])('a token %s is nobody’s', async (_, token) => {
  expect(await verify(token())).toBeUndefined();
});

test('the pool’s keys are read once a minute, not once a request', async () => {
  const tokens = poolTokens({ issuer, jwksUri, clientId: 'client' });
  const before = reads;
  await tokens(pool.token(), 0);
  await tokens(pool.token(), 59_999);
  expect(reads - before).toBe(1);
  await tokens(pool.token(), 60_000);
  expect(reads - before).toBe(2);
});

test('keys that cannot be read are an outage, not a bad credential', async () => {
  const away = poolTokens({ issuer, jwksUri: 'http://127.0.0.1:1/jwks.json', clientId: 'client' });
  await expect(away(pool.token(), 0)).rejects.toThrow('unavailable');
});
