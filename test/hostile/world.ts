import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PutMember } from '../../shared/contract/audience.ts';
import { PostCampaign, PublishCampaign } from '../../shared/contract/campaign.ts';
import { DeleteKey, PostKey } from '../../shared/contract/key.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { type Operation, routeKeyOf } from '../../shared/contract/operation.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import { ListEntries, PostWallet } from '../../shared/contract/wallet.ts';
import type { Asset } from '../../shared/domain/asset.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { type OperatorGroup, scopes } from '../../shared/domain/key.ts';
import { leadMs } from '../../shared/domain/publication.ts';
import { audiencesMax, holdsMax, lotsMax } from '../../shared/domain/wallet.ts';
import type { inProcess, Received, Sent } from '../functions/in-process.ts';
import { type Live, liveThings } from './live.ts';
import type { Callers, Request } from './request.ts';
import type { Answer } from './witness.ts';

const rules = [
  { id: 'all', effect: { kind: 'rate', rateBps: 500 } },
  {
    id: 'orders',
    scope: { category: 'order' },
    effect: { kind: 'rate', rateBps: 300 },
    credit: { mode: 'onEvent', maxDays: 30 },
  },
  { id: 'shared', effect: { kind: 'fixed', amountMinor: 1 }, group: 'challenge' },
];
/** Rules that say no in every way that rules can. */
export const baseDocument = {
  name: 'base',
  settings: { acceptance: { gift: { merchant: 'deco' } } },
  merchants: { sushi: { redeem: { minBasketMinor: 500, minAmountMinor: 20, maxShareBps: 5_000 } } },
  rules,
  caps: [{ rules: ['shared'], per: 'all', window: 'day', amountMinor: 1_000 }],
};

const aCampaign = (optIn: boolean) => ({
  name: 'Spring',
  startsAt: new Date(Date.now() - dayMs).toISOString(),
  endsAt: new Date(Date.now() + 60 * dayMs).toISOString(),
  funder: 'operator',
  rules: [{ id: 'more', effect: { kind: 'rate', rateBps: 100 }, group: 'boost' }],
  optIn,
});

type Sending = (operation: Operation, sent?: Sent) => Promise<Received>;
const walletsAtFirst = 24;

type WorldSettings = {
  /** Of this world's own keys and wallets, so that another may be beside it. */
  readonly run: string;
  readonly assets: readonly Asset[];
  readonly tokenOf: (group: OperatorGroup) => string;
  /** Lets time pass until a version is in force; in sandboxes it is at once. */
  readonly wait?: (ms: number) => void;
};

/** An ecosystem in use: what requests can name, and who can ask. */
export async function aHostileWorld(send: Sending, { run, assets, tokenOf, wait = () => {} }: WorldSettings) {
  const live: Live = liveThings();
  let count = 0;
  const made = async (operation: Operation, sent: Sent) => {
    count += 1;
    const { status, body } = await send(operation, { headers: { 'Idempotency-Key': `${run}-w${count}` }, ...sent });
    if (status !== operation.success.status) throw new Error(`${operation.operationId}: ${status} ${body?.code}`);
    return body;
  };
  const aKey = async (terms: object) =>
    made(PostKey, { body: { label: 'k', merchantIds: ['zara'], scopes, ...terms } });
  for (const id of ['zara', 'deco', 'sushi']) {
    await made(PutMerchant, { params: { id }, body: { name: id, sector: 'retail', connected: true } });
    live.note('merchant', id);
  }
  const revoked = await aKey({});
  await made(DeleteKey, { params: { id: revoked.id } });
  const { secret: till } = await aKey({ merchantIds: ['zara', 'sushi', 'deco'] });
  const { secret: stranger } = await aKey({ merchantIds: ['deco'] });
  const lesser = [
    { assets: [] },
    { ceilingMinor: 1 },
    { scopes: ['wallet:read'] },
    { scopes: ['purchase:write'], ceilingMinor: 500 },
    { merchantIds: '*', scopes: ['redemption:write', 'return:write'] },
  ];
  const secrets = [till, stranger];
  for (const terms of lesser) secrets.push((await aKey(terms)).secret);
  const callers: Callers = {
    operator: tokenOf('operator'),
    support: tokenOf('support'),
    analyst: tokenOf('analyst'),
    till,
    lesser: secrets.slice(1),
    none: [
      revoked.secret,
      'bk_demo_x',
      till.slice(0, -1),
      till.replace('bk_demo', 'bk_other'),
      till.replace(/.$/, (last: string) => (last === 'A' ? 'Q' : 'A')),
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
      'x'.repeat(4_000),
    ],
  };
  const draft = await made(PostRuleset, { body: baseDocument });
  await made(PublishRuleset, { params: { id: draft.id }, body: {} });
  wait(2 * leadMs);
  live.note('rs', draft.id);
  for (const id of ['hr-acme', 'sponsor:acme']) live.note('audience', id);
  const campaigns = [await aCampaignOf(true), await aCampaignOf(false)];
  for (let at = 0; at < walletsAtFirst; at += 1) await aWallet();

  async function aCampaignOf(optIn: boolean): Promise<string> {
    const { id } = await made(PostCampaign, { body: aCampaign(optIn) });
    await made(PublishCampaign, { params: { id }, body: {} });
    wait(2 * leadMs);
    return id;
  }

  /** A wallet with value of every kind, and one thing of each sort in it; the campaigns stay known. */
  async function aWallet(): Promise<string> {
    for (const id of campaigns) live.note('cmp', id);
    const { id: walletId } = await made(PostWallet, { body: {} });
    live.note('wal', walletId);
    for (const asset of assets) {
      await made(PostAdjustment, {
        body: { walletId, asset, amountMinor: asset === 'gift' ? 100 : 5_000, reason: 'start' },
      });
    }
    const sale = { walletId, merchantId: 'zara', receiptNumber: 'first', amountMinor: 1_000 };
    live.note('pur', (await made(PostPurchase, { as: till, body: sale })).id);
    // Rules that somebody has published meanwhile may refuse it.
    const hold = { walletId, merchantId: 'zara', amountMinor: 10, capture: false };
    const held = await made(PostRedemption, { as: till, body: hold }).catch(() => undefined);
    if (held) live.note('red', held.id);
    const theirs = { walletId, receiptNumber: 'first', amountMinor: 1_000 };
    live.note('foreign', (await made(PostPurchase, { as: stranger, body: theirs })).id);
    const page = await made(ListEntries, { as: till, params: { id: walletId }, query: 'limit=2' });
    live.note('cursor', page.nextCursor);
    return walletId;
  }

  /** A wallet with as many holds as there may be, one without room for another lot, one in as many audiences. */
  async function fullWallets(): Promise<void> {
    const member = await aWallet();
    for (let at = 0; at < audiencesMax; at += 1) {
      await made(PutMember, { params: { id: `a-${at}`, walletId: member } });
    }
    const held = await aWallet();
    live.note('held', held);
    const hold = { walletId: held, merchantId: 'zara', amountMinor: 1, capture: false, holdSeconds: 604_800 };
    for (let at = 0; at < holdsMax; at += 1) {
      await made(PostRedemption, { as: till, body: hold }).catch(() => undefined);
    }
    const lots = await aWallet();
    live.note('full', lots);
    for (let at = 0; at < lotsMax; at += 1) {
      const lines = [{ category: 'order', amountMinor: 1_000 }];
      const sale = { walletId: lots, merchantId: 'zara', receiptNumber: `L-${at}`, lines };
      await made(PostPurchase, { as: till, body: sale }).catch(() => undefined);
    }
  }

  /** What an answer made can be named from now on. */
  function learn({ operation }: Request, { status, text }: Answer): void {
    if (status >= 300 || text === '') return;
    const { id = '', walletId, nextCursor, claimCode, version } = JSON.parse(text);
    if (id.startsWith('red_') && operation.method === 'POST') {
      live.note('pair', JSON.stringify({ walletId, redemptionId: id }));
    }
    if (nextCursor) live.note('cursor', encodeURIComponent(nextCursor));
    if (claimCode) live.note('claim', claimCode);
    if (typeof version === 'number') live.note('version', String(version));
    const kind = /^(pur|red|rs|cmp|key)_/.exec(id)?.[1];
    if (kind && operation.method === 'POST') live.note(kind, id);
  }
  /** What somebody has published or drawn in meanwhile gives way, or stays if it waits. */
  const republish = async () => {
    await made(PublishRuleset, { params: { id: draft.id }, body: {} }).catch(() => undefined);
  };
  return { live, callers, secrets, learn, aWallet, fullWallets, republish };
}

const plainTypes = /^(?:application\/json|text\/)/;

/** What the gateway makes of a request, and what it sends of the answer. */
export async function throughGateway(
  handler: ReturnType<typeof inProcess>['handler'],
  request: Request,
): Promise<Answer> {
  const { operation, as, params, query, headers, body } = request;
  const isText = plainTypes.test(headers['content-type'] ?? '') && typeof body === 'string';
  const event = {
    version: '2.0',
    routeKey: routeKeyOf(operation),
    rawPath: operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
    rawQueryString: query,
    headers: { ...(as === null ? {} : { authorization: `Bearer ${as}` }), ...headers },
    requestContext: { requestId: 'req-1' },
    ...(operation.path.includes('{')
      ? { pathParameters: Object.fromEntries(Object.entries(params).map(([name, text]) => [name, decoded(text)])) }
      : {}),
    ...(body === undefined ? {} : { body: isText ? body : Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined && !isText,
  } as unknown as APIGatewayProxyEventV2;
  const result = await handler(event, {} as Context);
  const named = Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { status: result.statusCode ?? 0, headers: Object.fromEntries(named), text: result.body ?? '' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
