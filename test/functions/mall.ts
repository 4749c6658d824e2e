import { randomUUID } from 'node:crypto';
import * as audience from '../../functions/audience/handler.ts';
import * as campaign from '../../functions/campaign/handler.ts';
import * as merchant from '../../functions/merchant/handler.ts';
import * as offer from '../../functions/offer/handler.ts';
import * as purchase from '../../functions/purchase/handler.ts';
import * as redemption from '../../functions/redemption/handler.ts';
import * as ruleset from '../../functions/ruleset/handler.ts';
import * as wallet from '../../functions/wallet/handler.ts';
import { PostCampaign, PublishCampaign } from '../../shared/contract/campaign.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import { GetWallet, ListEntries, ListLots, PostWallet } from '../../shared/contract/wallet.ts';
import type { Table } from '../../shared/store/client.ts';
import { overHttp } from '../support/over-http.ts';
import { demo, inProcess } from './in-process.ts';

const scopes = [
  'wallet:read',
  'wallet:write',
  'purchase:read',
  'purchase:write',
  'redemption:write',
  'return:write',
  'optin:write',
];
const areas = [audience, campaign, merchant, offer, purchase, redemption, ruleset, wallet];

/** A mall, on the deployed stack when there is one and else in this process on a real table: its merchants, a key for each, and what a till and an operator do. */
export async function aMall(table: Table, sectors: Record<string, string>, ecosystem = demo) {
  const verbs = areas.flatMap((area) => area.verbs);
  const deployed = process.env.BOUCLE_DEPLOYED;
  const { send } = deployed ? overHttp(JSON.parse(deployed)) : inProcess(verbs, table, ecosystem);
  const keys: Record<string, string> = {};
  for (const [id, sector] of Object.entries(sectors)) {
    await send(PutMerchant, { params: { id }, body: { name: id, sector, connected: true } });
    const made = await send(PostKey, { body: { label: id, merchantIds: [id], scopes } });
    keys[id] = made.body.secret;
  }
  // Of this mall alone: on the deployed stack others have used theirs.
  const run = randomUUID();
  let count = 0;
  const key = () => {
    count += 1;
    return `${run}-${count}`;
  };
  const at = (now?: string): Record<string, string> => (now === undefined ? {} : { 'Boucle-Now': now });

  return {
    send,
    keys,
    key,
    at,
    async publish(document: object, effectiveFrom: string) {
      const draft = await send(PostRuleset, { body: document });
      return send(PublishRuleset, { params: { id: draft.body.id }, body: { effectiveFrom } });
    },
    /** Drafts a campaign and publishes it at a time; its id. */
    async campaign(document: object, now?: string, more: object = {}): Promise<string> {
      const draft = await send(PostCampaign, { body: document, headers: at(now) });
      const { id } = draft.body;
      const published = await send(PublishCampaign, { params: { id }, body: more, headers: at(now) });
      if (published.status !== 200) throw new Error(`not published: ${published.body.code}`);
      return id;
    },
    async openWallet(now?: string): Promise<string> {
      const opened = await send(PostWallet, { body: {}, headers: { 'Idempotency-Key': key(), ...at(now) } });
      return opened.body.id;
    },
    buy: (
      merchantId: string,
      body: object,
      { now, idempotencyKey = key() }: { now?: string; idempotencyKey?: string } = {},
    ) =>
      send(PostPurchase, { as: keys[merchantId]!, body, headers: { 'Idempotency-Key': idempotencyKey, ...at(now) } }),
    balance: async (id: string, now?: string) =>
      (await send(GetWallet, { params: { id }, headers: at(now) })).body.balances,
    lots: async (id: string, now?: string) => (await send(ListLots, { params: { id }, headers: at(now) })).body.data,
    entries: async (id: string, now?: string) =>
      (await send(ListEntries, { params: { id }, headers: at(now) })).body.data,
  };
}
