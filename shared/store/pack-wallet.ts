import type { Effects, Posting, Settlement } from '../domain/effects.ts';
import type { Counter } from '../domain/ruleset/counter.ts';
import type { Amendment, Hold, WalletState, WalletStatus } from '../domain/wallet.ts';
import { int, intOrNull, list, oneOf, orNull, row, text } from './pack.ts';
import { asset, credits, lots, movements } from './pack-lot.ts';

const postings = list(';', row<Posting>(',', { account: text, asset, amountMinor: int }));
const counters = list(
  ';',
  row<Counter>(',', { key: text, until: intOrNull, values: list('+', int), names: list('+', text) }),
);
const amendments = list(';', row<Amendment>(',', { of: int, by: int }));
const hold = row<Hold>(',', {
  sequence: int,
  merchantId: text,
  expiresAt: int,
  pins: list('+', row('*', { lotId: text, amountMinor: int })),
});

/** What an entry does to the wallet. */
export const effects = row<Effects>('|', {
  draws: movements,
  credits,
  postings,
  counters,
  placedHold: orNull(hold),
  endedHolds: list(';', int),
  amendments,
});

/** What had ended by itself before it. */
export const settlement = row<Settlement>('|', { draws: movements, postings, endedHolds: list(';', int) });

/** The wallet after it. */
export const wallet = row<WalletState>('|', {
  status: oneOf<WalletStatus>({ open: '', blocked: 'b', closed: 'c' }),
  successorId: text,
  openedAt: int,
  lastActiveAt: int,
  lots,
  holds: list(';', hold),
  owed: list(';', row(',', { asset, amountMinor: int })),
  assetsSeen: list('+', asset),
  purchaseCount: int,
  firstPurchaseAt: intOrNull,
  lastPurchaseAt: intOrNull,
  counters,
  optIns: list(';', text),
  audiences: list(';', text),
  amendments,
});
