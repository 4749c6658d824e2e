import * as z from 'zod';
import { AssetName, ChannelName, PageQuery, pageOf, Slug, SumMinor, Timestamp, WalletId } from './field.ts';
import { operation } from './operation.ts';

export const Balance = z.object({
  availableMinor: SumMinor,
  pendingMinor: SumMinor,
  heldMinor: SumMinor,
  owedMinor: SumMinor,
});
/** By asset; those that the wallet has ever held. */
export const Balances = z.partialRecord(AssetName, Balance);

export const OpenWalletRequest = z.strictObject({ merchantId: Slug.optional(), channel: ChannelName.default('store') });

export const Wallet = z.object({
  id: WalletId,
  status: z.enum(['open', 'blocked', 'closed']),
  /** The wallet that everything went to, after a merge. */
  successorId: WalletId.optional(),
  balances: Balances,
  createdAt: Timestamp,
});

export const LotAnswer = z.object({
  asset: AssetName,
  /** Where it was earned; left out where the caller may not know. */
  originId: z.string().optional(),
  remainingMinor: SumMinor,
  heldMinor: SumMinor,
  /** Null: when an event fires it. */
  availableAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
});

export const PostingAnswer = z.object({ account: z.string(), asset: AssetName, amountMinor: SumMinor });

export const EntryAnswer = z.object({
  sequence: z.int().min(0),
  kind: z.string(),
  recordedAt: Timestamp,
  occurredAt: Timestamp.optional(),
  /** The purchase, redemption … that it is, for `GET`. */
  id: z.string().optional(),
  merchantId: z.string().optional(),
  receiptNumber: z.string().optional(),
  postings: z.array(PostingAnswer),
  balances: Balances,
  hash: z.string().optional(),
});

const WalletParams = z.strictObject({ id: WalletId });
const reading = { scopes: ['wallet:read'], groups: ['operator', 'support'] } as const;

export const PostWallet = operation({
  operationId: 'openWallet',
  method: 'POST',
  path: '/v1/wallets',
  area: 'wallet',
  summary: 'Open a wallet; rules of enrolment may give a welcome',
  allowed: { scopes: ['wallet:write'], groups: ['operator'] },
  body: OpenWalletRequest,
  success: { status: 201, body: Wallet },
  movesValue: true,
});

export const GetWallet = operation({
  operationId: 'readWallet',
  method: 'GET',
  path: '/v1/wallets/{id}',
  area: 'wallet',
  summary: 'Balances, computed for now',
  allowed: reading,
  params: WalletParams,
  success: { status: 200, body: Wallet },
});

export const ListLots = operation({
  operationId: 'listLots',
  method: 'GET',
  path: '/v1/wallets/{id}/lots',
  area: 'wallet',
  summary: 'What the balances are made of: origin, availability, expiry',
  allowed: reading,
  params: WalletParams,
  query: PageQuery,
  success: { status: 200, body: pageOf(LotAnswer) },
});

export const ListEntries = operation({
  operationId: 'listEntries',
  method: 'GET',
  path: '/v1/wallets/{id}/entries',
  area: 'wallet',
  summary: 'The ledger of the wallet, newest first',
  allowed: reading,
  params: WalletParams,
  query: PageQuery,
  success: { status: 200, body: pageOf(EntryAnswer) },
});

const changing = { scopes: ['wallet:write'], groups: ['operator'] } as const;

export const PostBlock = operation({
  operationId: 'blockWallet',
  method: 'POST',
  path: '/v1/wallets/{id}/block',
  area: 'wallet',
  summary: 'Refuse paying, redeeming, capturing and transfers; earning, returns and release go on',
  allowed: changing,
  params: WalletParams,
  success: { status: 200, body: Wallet },
  movesValue: true,
});

export const PostUnblock = operation({
  operationId: 'unblockWallet',
  method: 'POST',
  path: '/v1/wallets/{id}/unblock',
  area: 'wallet',
  summary: 'Lift a block',
  allowed: changing,
  params: WalletParams,
  success: { status: 200, body: Wallet },
  movesValue: true,
});

export const PostClose = operation({
  operationId: 'closeWallet',
  method: 'POST',
  path: '/v1/wallets/{id}/close',
  area: 'wallet',
  summary: 'Close an empty wallet for good',
  allowed: changing,
  params: WalletParams,
  success: { status: 200, body: Wallet },
  movesValue: true,
});
