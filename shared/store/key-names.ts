/** Every key of the table, in one place; README "Entities and access patterns" has a sentence for each. */

const sequenceDigits = 9;

/** A wallet's partition holds its entries and nothing else: anything else would sort as its head (design §4). */
export const entryKey = (walletId: string, sequence: number) => ({
  pk: walletPartition(walletId),
  sk: String(sequence).padStart(sequenceDigits, '0'),
});
export const walletPartition = (walletId: string) => `WALLET#${walletId.replace(/^wal_/, '')}`;

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
