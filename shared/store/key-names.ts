/** Every key of the table, in one place; README "Entities and access patterns" has a sentence for each. */

/** What partitions begin with; what a consumer of the stream is sent and may write goes by these. */
export const walletPrefix = 'WALLET#';
export const receiptPrefix = 'RECEIPT#';
export const limitPrefix = 'LIMIT#';
export const claimPrefix = 'CLAIM#';
export const stakePrefix = 'STAKE#';

export const firstPurchasePartition = 'FIRST-PURCHASE';

const sequenceDigits = 9;

/** A wallet's partition holds its entries and nothing else: anything else would sort as its head (design §4). */
export const entryKey = (walletId: string, sequence: number) => ({
  pk: walletPartition(walletId),
  sk: String(sequence).padStart(sequenceDigits, '0'),
});
export const walletPartition = (walletId: string) => `${walletPrefix}${walletId.replace(/^wal_/, '')}`;

export const refusalKey = (walletId: string, print: string) => ({
  pk: `REFUSAL#${walletId.replace(/^wal_/, '')}`,
  sk: print,
});

/** Wallets are listed by shard, oldest first. */
export const registryShards = 16;
export const registryKey = (walletId: string, openedAt: number) => ({
  pk: `WALLETS#${walletId.charCodeAt(walletId.length - 1) % registryShards}`,
  sk: `${new Date(openedAt).toISOString()}#${walletId}`,
});

/** A shared limit: its shards together, so that one query reads what is left of it. */
export const limitPartition = (limitId: string) => `${limitPrefix}${limitId}`;
export const shardKey = (limitId: string, shard: number) => ({ pk: limitPartition(limitId), sk: `SHARD#${shard}` });
/** What a request has claimed of a limit, by its fingerprint; what an entry takes of it, by its wallet. */
export const claimKey = (limitId: string, print: string) => ({ pk: `${claimPrefix}${print}`, sk: limitId });
export const stakeKey = (limitId: string, walletId: string, sequence: number) => ({
  pk: `${stakePrefix}${walletId.replace(/^wal_/, '')}`,
  sk: `${entryKey(walletId, sequence).sk}#${limitId}`,
});

/** There once the stream has brought a purchase. */
export const firstPurchaseKey = { pk: firstPurchasePartition, sk: 'NOTED' };

/** Merchants of the ecosystem, listed by id. */
export const merchantPartition = 'MERCHANTS';
export const merchantKey = (merchantId: string) => ({ pk: merchantPartition, sk: merchantId });

/** An API key, found by the id in its credential. */
export const apiKeyKey = (keyId: string) => ({ pk: `KEY#${keyId.replace(/^key_/, '')}`, sk: 'KEY' });

/** Rulesets as written, drafts and published ones, listed by id; their documents stand apart, they are long. */
export const rulesetPartition = 'RULESETS';
export const rulesetKey = (rulesetId: string) => ({ pk: rulesetPartition, sk: rulesetId });
export const rulesetDocumentKey = (rulesetId: string) => ({ pk: `RULESET#${rulesetId}`, sk: 'DOCUMENT' });

/** Published versions, immutable but for their withdrawal; the one in force is found from the end. */
export const versionPartition = 'VERSIONS';
export const versionKey = (version: number) => ({
  pk: versionPartition,
  sk: String(version).padStart(sequenceDigits, '0'),
});

/** What a version decides with: its document and its campaigns, an item each. */
export const versionBodyPartition = (version: number) => `VERSION#${version}`;
export const versionDocumentKey = (version: number) => ({ pk: versionBodyPartition(version), sk: 'DOCUMENT' });
export const versionCampaignsKey = (version: number) => ({ pk: versionBodyPartition(version), sk: 'CAMPAIGNS' });

/** Campaigns as written, drafts and published ones, listed by id; their documents stand apart, they are long. */
export const campaignPartition = 'CAMPAIGNS';
export const campaignKey = (campaignId: string) => ({ pk: campaignPartition, sk: campaignId });
export const campaignDocumentKey = (campaignId: string) => ({ pk: `CAMPAIGN#${campaignId}`, sk: 'DOCUMENT' });
/** What schedules and bus were told of campaigns: apart, so that noting it is no change of the campaign. */
export const announcedPartition = 'ANNOUNCED';
export const announcedKey = (campaignId: string) => ({ pk: announcedPartition, sk: campaignId });

/** A guest basket, or what its key was answered instead; found by the id in its purchase's id or its claim code. */
export const guestKey = (guestId: string) => ({ pk: guestPartition(guestId), sk: 'BASKET' });
/** What came back of guest baskets under a key, found by the id that a basket under that key would have. */
export const guestReturnsKey = (keyId: string) => ({ pk: guestPartition(keyId), sk: 'RETURNS' });
const guestPartition = (id: string) => `GUEST#${id.replace(/^gst_/, '')}`;

/** Where a receipt stands: the purchases of all wallets that name it, and the guest basket if it is one's. */
export const receiptPartition = (receiptPrint: string) => `${receiptPrefix}${receiptPrint}`;
export const receiptKey = (receiptPrint: string, walletId: string, sequence: number) => ({
  pk: receiptPartition(receiptPrint),
  sk: `${walletPartition(walletId)}#${entryKey(walletId, sequence).sk}`,
});
export const guestReceiptKey = (receiptPrint: string) => ({ pk: receiptPartition(receiptPrint), sk: 'GUEST' });
