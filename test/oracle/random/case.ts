import type { Purchase } from '../interpreter/purchase.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { someDocument } from './document.ts';
import { nextMoment, someMoment } from './moment.ts';
import { someSale } from './sale.ts';
import * as words from './words.ts';

/** One comparison: a ruleset, and a wallet that is opened under it and buys a few times. Plain JSON. */
export type Case = {
  readonly document: Readonly<Record<string, unknown>>;
  readonly campaigns: readonly {
    readonly id: string;
    readonly campaign: unknown;
    readonly cancelledAt: number | null;
  }[];
  readonly walletId: string;
  readonly optIns: readonly string[];
  readonly audiences: readonly string[];
  /** Of what each operation wants of shared limits, how much it is granted: 0 to 1. */
  readonly grants: readonly number[];
  readonly openedAt: number;
  readonly channel: string;
  readonly purchases: readonly Purchase[];
};

const purchasesMax = 3;

export function someCase(seed: number): Case {
  const chance: Chance = chanceFrom(seed);
  const zone = chance.pick(words.zones);
  const purchases: Purchase[] = [];
  let at = someMoment(chance, zone);
  const openedAt = at - chance.int(0, 3) * 86_400_000;
  for (let left = chance.int(1, purchasesMax); left > 0; left -= 1) {
    purchases.push({ walletId: 'wal_1', occurredAt: at, ...someSale(chance) });
    at = nextMoment(chance, at, zone);
  }
  const document = someDocument(chance, () => ({ purchase: chance.pick(purchases), zone }));
  return {
    document,
    campaigns: [],
    walletId: 'wal_1',
    optIns: [],
    audiences: [],
    grants: [1, 1, 1, 1],
    openedAt,
    channel: chance.pick(words.channels),
    purchases,
  };
}
