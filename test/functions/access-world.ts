import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostCampaign } from '../../shared/contract/campaign.ts';
import { DeleteKey, PostKey } from '../../shared/contract/key.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import { PostWallet } from '../../shared/contract/wallet.ts';
import { type OperatorGroup, type Scope, scopes } from '../../shared/domain/key.ts';
import type { Received, Sent } from './in-process.ts';

export type Sending = (operation: Operation, sent?: Sent) => Promise<Received>;

/** Two merchants, keys of every kind for the first, and what its till makes for others to reach for. */
export async function anAccessWorld(send: Sending, run: string, tokenOf: (group: OperatorGroup) => string) {
  let count = 0;
  const fresh = () => {
    count += 1;
    return `${run}-${count}`;
  };
  const keyed = (): Record<string, string> => ({ 'Idempotency-Key': fresh() });
  const made = async (operation: Operation, sent: Sent = {}) => {
    const { status, body } = await send(operation, { headers: keyed(), ...sent });
    if (status !== operation.success.status) throw new Error(`${operation.operationId}: ${status} ${body?.code}`);
    return body;
  };
  const aKey = async (terms: object): Promise<{ id: string; secret: string }> =>
    made(PostKey, { body: { label: 'access', merchantIds: ['zara'], scopes, ...terms } });

  for (const id of ['zara', 'deco']) {
    await made(PutMerchant, { params: { id }, body: { name: id, sector: 'retail', connected: true } });
  }
  const credit = { mode: 'onEvent', maxDays: 30 };
  const rules = [
    { id: 'all', effect: { kind: 'rate', rateBps: 500 } },
    { id: 'orders', scope: { category: 'order' }, effect: { kind: 'rate', rateBps: 500 }, credit },
  ];
  const draft = await made(PostRuleset, { body: { name: 'access', rules } });
  await made(PublishRuleset, { params: { id: draft.id }, body: { effectiveFrom: '2026-01-01T00:00:00Z' } });

  const revoked = await aKey({});
  await made(DeleteKey, { params: { id: revoked.id } });
  const till = await aKey({});
  const withoutScopes = new Map<string, Promise<string>>();
  const only = (list: readonly Scope[]): Promise<string> => {
    const name = list.join();
    if (!withoutScopes.has(name))
      withoutScopes.set(
        name,
        aKey({ scopes: list }).then(({ secret }) => secret),
      );
    return withoutScopes.get(name)!;
  };

  const wallet = async (): Promise<string> => {
    const { id } = await made(PostWallet, { body: {} });
    const gift = { walletId: id, asset: 'cashback', amountMinor: 10_000, reason: 'goodwill' };
    await made(PostAdjustment, { body: gift });
    return id;
  };
  const asTill = (operation: Operation, body: object) => made(operation, { as: till.secret, body });
  return {
    send,
    made,
    keyed,
    fresh,
    aKey,
    only,
    wallet,
    operator: tokenOf('operator'),
    tokenOf,
    till: till.secret,
    /** All scopes but the one that sees where else a member shops. */
    stranger: (await aKey({ merchantIds: ['deco'], scopes: scopes.filter((one) => one !== 'wallet:history') })).secret,
    penniless: (await aKey({ assets: [] })).secret,
    low: (await aKey({ ceilingMinor: 1 })).secret,
    revoked: revoked.secret,
    purchase: async (walletId: string, more: object = { amountMinor: 1_000, pay: { amountMinor: 100 } }) =>
      (await asTill(PostPurchase, { walletId, receiptNumber: fresh(), ...more })).id as string,
    redemption: async (walletId: string, more: object = {}) =>
      (await asTill(PostRedemption, { walletId, amountMinor: 100, ...more })).id as string,
    /** Of a guest basket of the first merchant. */
    claimCode: async () =>
      (await asTill(PostPurchase, { receiptNumber: fresh(), amountMinor: 1_000 })).claimCode as string,
    campaign: async (body: object) => (await made(PostCampaign, { body })).id as string,
    draft: async () => (await made(PostRuleset, { body: { name: 'draft', rules } })).id as string,
  };
}

export type AccessWorld = Awaited<ReturnType<typeof anAccessWorld>>;
