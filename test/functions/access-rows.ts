import { PublishCampaign } from '../../shared/contract/campaign.ts';
import { PublishRuleset } from '../../shared/contract/ruleset.ts';
import { PostWallet } from '../../shared/contract/wallet.ts';
import { dateOf, localTimeIn } from '../../shared/domain/local-time.ts';
import type { AccessWorld } from './access-world.ts';
import type { Sent } from './in-process.ts';

/** Why a cell says nothing of a route. */
type Not = { readonly not: string };

/** What a route needs to be asked in earnest, and what must keep whom from it. */
export type Row = {
  /** A request that the selling merchant's till, or an operator, gets through with; on things made anew. */
  readonly request: (world: AccessWorld) => Promise<Omit<Sent, 'as'>>;
  /** Another merchant's key: the code, and the same request for what does not exist, which must answer the same. */
  readonly otherMerchant?:
    | { readonly code: string; readonly absent: (sent: Omit<Sent, 'as'>) => Omit<Sent, 'as'> }
    | Not;
  /** A key that covers no asset. */
  readonly wrongAsset?: string | Not;
  /** A key whose ceiling is one cent. */
  readonly aboveCeiling?: string | Not;
};

const membersOwn = { not: 'a wallet is the member’s: every key with the scope reads or changes it' };
const sameForAll = { not: 'it is the same for everyone' };
const reads = { not: 'it moves nothing' };
const namesNone = { not: 'it draws nothing: value goes back to, or is freed in, the lots that it is in' };
const statusOnly = { wrongAsset: { not: 'it moves no value' }, aboveCeiling: { not: 'it moves no value' } };
const onlyReads = { wrongAsset: reads, aboveCeiling: reads };
const drawing = { wrongAsset: 'asset-not-in-scope', aboveCeiling: 'ceiling-exceeded' };

const id52 = 'A'.repeat(52);
const elsewhere = (prefix: string) => ({
  code: 'not-found',
  absent: (sent: Omit<Sent, 'as'>) => ({ ...sent, params: { ...sent.params, id: `${prefix}_${id52}` } }),
});
const namesMerchant = {
  code: 'merchant-not-in-scope',
  absent: (sent: Omit<Sent, 'as'>) => ({ ...sent, body: { ...(sent.body as object), merchantId: 'nowhere' } }),
};
const ofWallet = { otherMerchant: membersOwn, ...statusOnly };
const merchant = { name: 'Zara', sector: 'retail', connected: true };
const onWallet = async (world: AccessWorld) => ({ params: { id: await world.wallet() } });
const basket = async (world: AccessWorld) => ({
  walletId: await world.wallet(),
  merchantId: 'zara',
  receiptNumber: world.fresh(),
  amountMinor: 1_000,
  pay: { amountMinor: 100 },
});
const onPurchase = async (world: AccessWorld) => ({ id: await world.purchase(await world.wallet()) });
const onRedemption = async (world: AccessWorld, more?: object) => ({
  id: await world.redemption(await world.wallet(), more),
});
const onHold = (world: AccessWorld) => onRedemption(world, { capture: false });
const far = '2098-01-01T00:00:00Z';
const receipt = (receiptNumber: string) => ({
  receiptNumber,
  date: dateOf(localTimeIn('Europe/Paris').read(Date.now()).day),
});
/** Of the first merchant alone, and to be activated. */
const aCampaign = ({ fresh }: AccessWorld) => ({
  name: fresh(),
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2099-01-01T00:00:00Z',
  funder: 'operator',
  optIn: true,
  rules: [{ id: 'more', scope: { merchant: 'zara' }, effect: { kind: 'rate', rateBps: 100 }, group: 'boost' }],
});
const published = async (world: AccessWorld, body: object = {}) => {
  const id = await world.campaign(aCampaign(world));
  await world.made(PublishCampaign, { params: { id }, body });
  return id;
};

/** One row a route: a route without one fails the test. Routes for operators only keep every key out by its scopes. */
export const rows: Readonly<Record<string, Row>> = {
  openWallet: {
    request: async () => ({ body: { merchantId: 'zara' } }),
    otherMerchant: namesMerchant,
    ...statusOnly,
  },
  readWallet: { request: onWallet, otherMerchant: membersOwn, ...onlyReads },
  listLots: { request: onWallet, otherMerchant: membersOwn, ...onlyReads },
  listEntries: { request: onWallet, otherMerchant: membersOwn, ...onlyReads },
  blockWallet: { request: onWallet, ...ofWallet },
  unblockWallet: { request: onWallet, ...ofWallet },
  closeWallet: {
    request: async ({ made }) => ({ params: { id: (await made(PostWallet, { body: {} })).id } }),
    ...ofWallet,
  },
  adjust: {
    request: async (world) => ({
      body: { walletId: await world.wallet(), asset: 'cashback', amountMinor: 1, reason: 'goodwill' },
    }),
  },
  transferWallet: {
    request: async (world) => ({
      body: { fromWalletId: await world.wallet(), toWalletId: await world.wallet(), all: true, reason: 'lost' },
    }),
    otherMerchant: membersOwn,
    ...drawing,
  },
  cancelByKey: {
    request: async (world) => ({ body: { walletId: await world.wallet(), idempotencyKey: world.fresh() } }),
    otherMerchant: { not: 'a key reaches only what it did itself: the test below' },
    wrongAsset: namesNone,
    aboveCeiling: { not: 'what was done under the ceiling is undone' },
  },
  recordPurchase: {
    request: async (world) => ({ body: await basket(world) }),
    otherMerchant: namesMerchant,
    ...drawing,
  },
  quotePurchase: {
    request: async (world) => ({ body: await basket(world) }),
    otherMerchant: namesMerchant,
    ...drawing,
  },
  readPurchase: {
    request: async (world) => ({ params: await onPurchase(world) }),
    otherMerchant: elsewhere('pur'),
    ...onlyReads,
  },
  findPurchase: {
    request: async (world) => {
      const walletId = await world.wallet();
      const receiptNumber = world.fresh();
      await world.purchase(walletId, { receiptNumber, amountMinor: 1_000 });
      return { query: new URLSearchParams({ ...receipt(receiptNumber), walletId, merchantId: 'zara' }).toString() };
    },
    otherMerchant: {
      code: 'merchant-not-in-scope',
      absent: (sent) => ({ ...sent, query: sent.query!.replace('merchantId=zara', 'merchantId=nowhere') }),
    },
    ...onlyReads,
  },
  claimBasket: {
    request: async (world) => ({ body: { walletId: await world.wallet(), claimCode: await world.claimCode() } }),
    otherMerchant: {
      code: 'not-found',
      absent: (sent) => ({ ...sent, body: { ...(sent.body as object), claimCode: 'A'.repeat(26) } }),
    },
    wrongAsset: namesNone,
    aboveCeiling: 'ceiling-exceeded',
  },
  confirmPurchase: {
    request: async (world) => {
      const lines = [{ category: 'order', amountMinor: 1_000 }];
      return { params: { id: await world.purchase(await world.wallet(), { lines }) } };
    },
    otherMerchant: elsewhere('pur'),
    wrongAsset: namesNone,
    aboveCeiling: { not: 'it frees what was given before' },
  },
  returnPurchase: {
    request: async (world) => ({ params: await onPurchase(world), body: { all: true } }),
    otherMerchant: elsewhere('pur'),
    wrongAsset: namesNone,
    aboveCeiling: 'ceiling-exceeded',
  },
  redeem: {
    request: async (world) => ({ body: { walletId: await world.wallet(), merchantId: 'zara', amountMinor: 100 } }),
    otherMerchant: namesMerchant,
    ...drawing,
  },
  captureRedemption: {
    request: async (world) => ({ params: await onHold(world), body: {} }),
    otherMerchant: elsewhere('red'),
    ...drawing,
  },
  releaseRedemption: {
    request: async (world) => ({ params: await onHold(world) }),
    otherMerchant: elsewhere('red'),
    wrongAsset: namesNone,
    aboveCeiling: { not: 'it moves nothing out of the wallet' },
  },
  readRedemption: {
    request: async (world) => ({ params: await onRedemption(world) }),
    otherMerchant: elsewhere('red'),
    ...onlyReads,
  },
  returnRedemption: {
    request: async (world) => ({ params: await onRedemption(world), body: { amountMinor: 50 } }),
    otherMerchant: elsewhere('red'),
    wrongAsset: namesNone,
    aboveCeiling: 'ceiling-exceeded',
  },
  writeMerchant: { request: async () => ({ params: { id: 'zara' }, body: merchant }) },
  readMerchant: { request: async () => ({ params: { id: 'zara' } }) },
  listMerchants: { request: async () => ({}) },
  createKey: {
    request: async () => ({ body: { label: 'another', merchantIds: ['zara'], scopes: ['wallet:read'] } }),
  },
  rotateKey: {
    request: async ({ aKey }) => ({ params: { id: (await aKey({})).id }, body: { overlapSeconds: 60 } }),
  },
  revokeKey: { request: async ({ aKey }) => ({ params: { id: (await aKey({})).id } }) },
  draftRuleset: { request: async () => ({ body: { name: 'another' } }) },
  changeRuleset: { request: async ({ draft }) => ({ params: { id: await draft() }, body: { name: 'changed' } }) },
  publishRuleset: {
    request: async ({ draft }) => ({ params: { id: await draft() }, body: { effectiveFrom: '2026-01-02T00:00:00Z' } }),
  },
  withdrawRuleset: {
    request: async ({ draft, made }) => {
      const id = await draft();
      await made(PublishRuleset, { params: { id }, body: { effectiveFrom: far } });
      return { params: { id } };
    },
  },
  readCurrentRuleset: { request: async () => ({}) },
  readRuleset: { request: async ({ draft }) => ({ params: { id: await draft() } }) },
  compareRulesets: { request: async () => ({ params: { from: '0', to: '1' } }) },
  listRulesets: { request: async () => ({}) },
  draftCampaign: { request: async (world) => ({ body: aCampaign(world) }) },
  changeCampaign: {
    request: async (world) => ({ params: { id: await world.campaign(aCampaign(world)) }, body: aCampaign(world) }),
  },
  publishCampaign: {
    request: async (world) => ({ params: { id: await world.campaign(aCampaign(world)) }, body: {} }),
  },
  cancelCampaign: { request: async (world) => ({ params: { id: await published(world) }, body: {} }) },
  withdrawCampaign: {
    request: async (world) => ({ params: { id: await published(world, { effectiveFrom: far }) } }),
  },
  readCampaign: { request: async (world) => ({ params: { id: await world.campaign(aCampaign(world)) } }) },
  listCampaigns: { request: async () => ({}) },
  listOffers: { request: onWallet, otherMerchant: membersOwn, ...onlyReads },
  optIn: {
    request: async (world) => ({ ...(await onWallet(world)), body: { campaignId: await published(world) } }),
    otherMerchant: {
      code: 'not-found',
      absent: (sent) => ({ ...sent, body: { campaignId: `cmp_${'a'.repeat(26)}` } }),
    },
    ...statusOnly,
  },
  optOut: {
    request: async (world) => ({ params: { id: await world.wallet(), campaignId: await published(world) } }),
    otherMerchant: {
      code: 'not-found',
      absent: (sent) => ({ ...sent, params: { ...sent.params!, campaignId: `cmp_${'a'.repeat(26)}` } }),
    },
    ...statusOnly,
  },
  joinAudience: { request: async (world) => ({ params: { id: 'hr-acme', walletId: await world.wallet() } }) },
  leaveAudience: { request: async (world) => ({ params: { id: 'hr-acme', walletId: await world.wallet() } }) },
  addMembers: {
    request: async (world) => ({ params: { id: 'hr-acme' }, body: { walletIds: [await world.wallet()] } }),
  },
  readEcosystem: { request: async () => ({}), otherMerchant: sameForAll, ...onlyReads },
  readHealth: { request: async () => ({}) },
  readOpenapi: { request: async () => ({}) },
};
