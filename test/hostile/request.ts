import { gzipSync } from 'node:zlib';
import type { Operation } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/routes.ts';
import type { Chance } from '../oracle/random/chance.ts';
import { goodOnes } from './arbitrary-of.ts';
import { enlivened, type Live } from './live.ts';
import { nearlyRight } from './near-miss.ts';
import { canary, saidOddly, someText, spoiled, times } from './poison.ts';
import { rareBodies } from './rare.ts';

/** A request as it goes over the wire; `params` percent-encoded, in the places of the path's braces. */
export type Request = {
  readonly operation: Operation;
  /** What is hostile about it; `good` when nothing was meant to be. */
  readonly kind: Kind;
  readonly as: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
};
export const kinds = ['good', 'body', 'text', 'size', 'type', 'headers', 'path', 'query', 'credential'] as const;
export type Kind = (typeof kinds)[number];

const namesIn = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

const kindOfPath: Readonly<Record<string, string>> = {
  wallets: 'wal',
  purchases: 'pur',
  redemptions: 'red',
  keys: 'key',
  rulesets: 'rs',
  campaigns: 'cmp',
  merchants: 'merchant',
  audiences: 'audience',
};
const kindOfParam: Readonly<Record<string, string>> = {
  walletId: 'wal',
  campaignId: 'cmp',
  from: 'version',
  to: 'version',
};

/** How often each is asked for, in a thousand. */
const shares: Readonly<Record<Kind, number>> = {
  good: 105,
  body: 430,
  text: 220,
  size: 20,
  type: 50,
  headers: 40,
  path: 50,
  query: 45,
  credential: 40,
};
const table = kinds.flatMap((kind) => Array<Kind>(shares[kind]).fill(kind));

/** Who asks: keys and tokens by what they may do. */
export type Callers = {
  readonly operator: string;
  readonly support: string;
  readonly analyst: string;
  /** All scopes, of one merchant. */
  readonly till: string;
  /** Keys that may less, or elsewhere: another merchant's, without assets, with a ceiling, of some scopes. */
  readonly lesser: readonly string[];
  /** Credentials that nobody gets in with. */
  readonly none: readonly string[];
};

/** Areas whose answers are in the engine alone, milliseconds away: asked a third as often. */
const settings = ['ruleset', 'campaign', 'merchant'];

/** Bodies of each operation that its contract takes, made beforehand. */
const basesMax = 20;

/** How often a rare body is sent of those operations that have some. */
const rareShare = 0.2;
/** Of the bodies that are spoiled, those in which a text nearly has its form. */
const nearShare = 0.3;

export function requestMaker(callers: Callers, live: Live, seed: number) {
  const made = new Map<unknown, unknown[]>();
  const queries = new Map<string, unknown[]>();
  const basesOf = ({ body }: Operation): unknown[] => {
    if (!body) return [];
    if (!made.has(body)) made.set(body, goodOnes(body, basesMax, seed));
    return made.get(body)!;
  };
  const bases = new Map(operations.map((operation) => [operation.operationId, basesOf(operation)]));
  const asked = operations.flatMap((one) => Array<Operation>(settings.includes(one.area) ? 1 : 3).fill(one));
  const bodied = asked.filter(({ body }) => body);
  const queried = asked.filter(({ query }) => query);
  const moving = asked.filter(({ movesValue }) => movesValue);
  const named = asked.filter(({ params }) => params);
  let count = 0;

  function goodBody({ operationId }: Operation, chance: Chance): unknown {
    const list = chance.yes(rareShare) ? (rareBodies[operationId] ?? bases.get(operationId)!) : bases.get(operationId)!;
    return list.length > 0 ? enlivened(chance.pick(list), live, chance) : undefined;
  }

  function plain(operation: Operation, kind: Kind, chance: Chance): Request {
    const { allowed, path, method } = operation;
    const isForKeys = 'public' in allowed || allowed.scopes.length > 0;
    const as = isForKeys && chance.yes(0.9) ? callers.till : chance.yes(0.9) ? callers.operator : callers.support;
    count += 1;
    const body = goodBody(operation, chance) as Record<string, unknown> | undefined;
    const again = usedBefore(operation, chance);
    if (again.walletId && body && 'walletId' in body) body.walletId = again.walletId;
    const key = again.key ?? `k-${seed}-${count}`;
    if (method === 'POST') {
      live.note('idempotency', key);
      const walletId = typeof body?.walletId === 'string' ? body.walletId : '';
      live.note(`used ${operation.operationId}`, JSON.stringify({ walletId, key }));
      if (operation.operationId === 'cancelByKey') {
        live.note('cancelled', JSON.stringify({ walletId, key: body?.idempotencyKey }));
      }
    }
    return {
      operation,
      kind,
      as,
      params: Object.fromEntries(namesIn(path).map((name) => [name, idFor(path, name, chance)])),
      query: operation.query && (chance.yes(0.3) || path === '/v1/purchases') ? goodQuery(operation, chance) : '',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
        'x-note': canary,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
  }

  /** Now and then a key that was used before, or that a cancellation named, on the same wallet. */
  function usedBefore({ operationId }: Operation, chance: Chance): { walletId?: string; key?: string } {
    if (!chance.yes(0.2)) return {};
    const before = live.pick(chance.yes(0.5) ? `used ${operationId}` : 'cancelled', chance);
    return before === undefined ? {} : JSON.parse(before);
  }

  function idFor(path: string, name: string, chance: Chance): string {
    const kind = name === 'id' ? kindOfPath[/^\/v1\/([a-z-]+)/.exec(path)?.[1] ?? ''] : kindOfParam[name];
    return live.pick(kind ?? '', chance) ?? 'x';
  }
  function goodQuery({ operationId, query }: Operation, chance: Chance): string {
    const list = queries.get(operationId) ?? goodOnes(query!, basesMax, seed);
    queries.set(operationId, list);
    const { cursor, ...asked } = enlivened(chance.pick(list) ?? {}, live, chance) as Record<string, string>;
    const known = cursor === undefined ? undefined : live.pick('cursor', chance);
    return new URLSearchParams({ ...asked, ...(known ? { cursor: decodeURIComponent(known) } : {}) }).toString();
  }

  const makers: Readonly<Record<Kind, (chance: Chance) => Request>> = {
    good: (chance) => plain(chance.yes(0.85) ? chance.pick(moving) : chance.pick(asked), 'good', chance),
    body: (chance) => {
      const request = plain(chance.pick(bodied), 'body', chance);
      let value: unknown = JSON.parse(request.body as string);
      for (let times = chance.pick([1, 1, 1, 2, 3]); times > 0; times -= 1) {
        value = chance.yes(nearShare) ? nearlyRight(value, chance) : spoiled(value, chance);
      }
      return { ...request, body: JSON.stringify(value) ?? 'undefined' };
    },
    text: (chance) => {
      const request = plain(chance.pick(bodied), 'text', chance);
      return { ...request, body: saidOddly(request.body as string, chance) };
    },
    size: (chance) => {
      const request = plain(chance.pick(bodied), 'size', chance);
      const { bodyMaxBytes } = request.operation;
      const text = request.body as string;
      const bytes = bodyMaxBytes + chance.pick([0, 1, 1, 1_000]);
      return { ...request, body: text + ' '.repeat(Math.max(0, bytes - Buffer.byteLength(text))) };
    },
    type: (chance) => {
      const request = plain(chance.pick(bodied), 'type', chance);
      const text = request.body as string;
      const [type, body] = chance.pick<[string | undefined, string | Buffer]>([
        [undefined, text],
        ['text/plain', text],
        ['application/x-www-form-urlencoded', `a=1&note=${canary}`],
        ['application/json; charset=utf-16', text],
        ['application/problem+json', text],
        ['application/json', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
        ['application/json', gzipSync(text)],
        ['multipart/form-data; boundary=x', `--x\r\n\r\n${text}\r\n--x--`],
        ['application/JSON;charset="utf-8"', text],
        [`application/json, ${canary}`, text],
      ]);
      const { 'content-type': _type, ...others } = request.headers;
      const encoding: Record<string, string> = chance.yes(0.3)
        ? { 'content-encoding': chance.pick(['gzip', 'br', 'identity', canary]) }
        : {};
      return { ...request, headers: { ...others, ...(type ? { 'content-type': type } : {}), ...encoding }, body };
    },
    headers: (chance) => {
      const request = plain(chance.pick(asked), 'headers', chance);
      return { ...request, headers: { ...request.headers, ...someHeaders(chance) } };
    },
    path: (chance) => {
      const request = plain(chance.pick(named), 'path', chance);
      const name = chance.pick(Object.keys(request.params));
      return { ...request, params: { ...request.params, [name]: someId(chance) } };
    },
    query: (chance) => {
      const request = plain(chance.yes(0.7) ? chance.pick(queried) : chance.pick(asked), 'query', chance);
      return { ...request, query: someQuery(chance) };
    },
    credential: (chance) => {
      const request = plain(chance.pick(asked), 'credential', chance);
      const as = chance.pick([
        null,
        ...callers.none,
        ...callers.lesser,
        ...callers.lesser,
        callers.analyst,
        callers.support,
      ]);
      return { ...request, as };
    },
  };

  function someId(chance: Chance): string {
    const known = live.pick(chance.pick([...Object.values(kindOfPath), 'foreign']), chance) ?? 'x';
    return chance.pick([
      known,
      known.toUpperCase(),
      known.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
      known.replace(/^[a-z]+_/, () => `${chance.pick(['pur', 'red', 'wal', 'key', 'ret'])}_`),
      `${known}%00`,
      `${known}%2F..%2F${known}`,
      `%2e%2e%2f${known}`,
      `${known}%3Fexplain=all`,
      `${known}%0d%0aX-Note:%20${canary}`,
      encodeURIComponent(someText(chance)) || 'x',
      '%',
      '%E0%A4%A',
      '%C0%AE',
      '%ED%A0%80',
      'current',
      'x'.repeat(chance.pick([200, 3_000])),
      '__proto__',
      'constructor',
    ]);
  }

  function someQuery(chance: Chance): string {
    const cursor = live.pick('cursor', chance) ?? 'x';
    return chance.pick([
      `cursor=${cursor}`,
      `limit=5&cursor=${cursor}`,
      `cursor=${cursor.slice(0, -2)}AA`,
      `cursor=${canary}`,
      `cursor=`,
      'limit=0',
      'limit=101',
      'limit=-1',
      'limit=1e2',
      'limit=%31',
      'limit=1&limit=2',
      'limit=٣',
      'explain=none',
      'explain=all&explain=all',
      'explain[]=all',
      'constructor=1',
      '__proto__=1',
      '__proto__[x]=1',
      `${canary.toLowerCase()}=1`,
      '%00=1',
      '%=1',
      'limit=%E0%A4%A',
      '=',
      '&&&',
      'a'.repeat(3_000),
      Array.from({ length: 200 }, (_, at) => `p${at}=1`).join('&'),
    ]);
  }

  function someHeaders(chance: Chance): Record<string, string> {
    return chance.pick<Record<string, string>>([
      { 'idempotency-key': '' },
      { 'idempotency-key': ' ' },
      { 'idempotency-key': `${canary} with spaces` },
      { 'idempotency-key': 'k'.repeat(256) },
      { 'idempotency-key': 'clé' },
      { 'idempotency-key': 'a,b' },
      { 'if-match': '"0"' },
      { 'if-match': canary },
      { 'if-match': '*' },
      { 'boucle-now': chance.pick(times) },
      { 'boucle-now': new Date(Date.now() + chance.int(-1e9, 1e9)).toISOString() },
      { 'boucle-now': canary },
      { authorization: `Basic ${Buffer.from(canary).toString('base64')}` },
      { authorization: 'Bearer' },
      { authorization: `Bearer ${'x'.repeat(5_000)}` },
      { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': canary, 'x-http-method-override': 'DELETE' },
      { accept: 'text/html', 'accept-language': canary, origin: `https://${canary}.test` },
      { expect: '100-continue', te: 'trailers', range: 'bytes=0-0' },
      Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`x-flood-${at}`, canary])),
    ]);
  }

  return (chance: Chance): Request => makers[table[chance.int(0, table.length - 1)]!](chance);
}
