import { randomUUID } from 'node:crypto';
import * as merchant from '../../functions/merchant/handler.ts';
import * as purchase from '../../functions/purchase/handler.ts';
import * as redemption from '../../functions/redemption/handler.ts';
import * as ruleset from '../../functions/ruleset/handler.ts';
import * as wallet from '../../functions/wallet/handler.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import { GetWallet, ListEntries, ListLots, PostWallet } from '../../shared/contract/wallet.ts';
import type { Table } from '../../shared/store/client.ts';
import { overHttp } from '../support/over-http.ts';
import { inProcess } from './in-process.ts';

const scopes = ['wallet:read', 'wallet:write', 'purchase:read', 'purchase:write', 'redemption:write', 'return:write'];

/** A mall, on the deployed stack when there is one and else in this process on a real table: its merchants, a key for each, and what a till and an operator do. */
export async function aMall(table: Table, sectors: Record<string, string>) {
  const verbs = [...merchant.verbs, ...purchase.verbs, ...redemption.verbs, ...ruleset.verbs, ...wallet.verbs];
  const deployed = process.env.BOUCLE_DEPLOYED;
  const { send } = deployed ? overHttp(JSON.parse(deployed)) : inProcess(verbs, table);
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
