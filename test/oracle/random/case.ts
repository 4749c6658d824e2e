import type { Purchase } from '../interpreter/purchase.ts';
import { someCampaigns } from './campaign.ts';
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

const purchasesMax = 7;

export function someCase(seed: number): Case {
  const chance: Chance = chanceFrom(seed);
  const zone = chance.pick(words.zones);
  const purchases: Purchase[] = [];
  const walletId = chance.pick(words.wallets);
  let at = someMoment(chance, zone);
  const openedAt = at - chance.int(0, 3) * 86_400_000;
  let newest = at;
  for (let left = chance.yes(0.1) ? purchasesMax : chance.int(1, 3); left > 0; left -= 1) {
    purchases.push({ walletId, occurredAt: at, ...someSale(chance, at) });
    newest = Math.max(newest, at);
    at = nextMoment(chance, at, newest, zone);
  }
  const aimAt = () => ({ purchase: chance.pick(purchases), zone });
  return {
    document: someDocument(chance, aimAt),
    campaigns: chance.yes(0.4) ? someCampaigns(chance, aimAt) : [],
    walletId,
    optIns: chance.yes(0.5) ? chance.few(words.optIns) : [],
    audiences: chance.yes(0.5) ? chance.few(words.audiences) : [],
    grants: [null, ...purchases].map(() => chance.pick([1, 1, 1, 0.5, 0.34, 0])),
    openedAt,
    channel: chance.pick(words.channels),
    purchases,
  };
}

const hasAll = (value: object, names: string) => names.split(' ').every((name) => Object.hasOwn(value, name));

/** Whether all of a case that is no part of the ruleset is still there, after something was taken out of it. */
export const isWhole = (one: Case): boolean =>
  hasAll(one, 'document campaigns walletId optIns audiences grants openedAt channel purchases') &&
  one.grants.length > one.purchases.length &&
  one.campaigns.every((each) => hasAll(each, 'id campaign cancelledAt')) &&
  one.purchases.every(
    (purchase) =>
      hasAll(purchase, 'walletId occurredAt merchantId sector channel lines walletTenders tenders') &&
      purchase.lines.every((line) =>
        hasAll(line, 'kind sku category brand attributes quantity unit amountMinor taxMinor'),
      ) &&
      purchase.walletTenders.every((tender) => hasAll(tender, 'amountMinor expiresAt')) &&
      purchase.tenders.every((tender) => hasAll(tender, 'kind amountMinor')),
  );
