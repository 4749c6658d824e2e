import type { Line, Purchase } from '../interpreter/purchase.ts';
import type { Chance } from './chance.ts';
import {
  attributes,
  brands,
  categories,
  channels,
  merchants,
  sectorOf,
  skus,
  stores,
  tenders,
  tillCode,
} from './words.ts';

/** Small amounts meet half units of rounding and tie; the largest meet the bounds. */
const amounts = [0, 1, 25, 50, 75, 100, 125, 199, 480, 999, 1000, 2490, 8500];
const dayMs = 86_400_000;
const amountMaxMinor = 1_000_000_000;

const someAmount = (chance: Chance) =>
  chance.yes(0.02) ? amountMaxMinor : chance.yes(0.6) ? chance.pick(amounts) : chance.int(0, 20_000);

function someLine(chance: Chance): Line {
  const kind = chance.yes(0.75)
    ? 'item'
    : chance.pick(['service', 'shipping', 'discount', 'discount', 'tip', 'deposit', 'storedValue']);
  const amountMinor = someAmount(chance);
  const unit = chance.yes(0.85) ? 'piece' : chance.pick(['g', 'ml', 'mm']);
  return {
    kind,
    sku: chance.yes(0.7) ? chance.pick(skus) : '',
    category: chance.yes(0.2) ? tillCode : chance.pick(categories),
    brand: chance.pick(brands),
    attributes: chance.yes(0.4) ? chance.few(attributes) : [],
    quantity: unit === 'piece' ? chance.pick([1, 1, 2, 3, 7]) : chance.int(1, 900),
    unit,
    // A discount may be larger than all that it is spread on.
    amountMinor: kind === 'discount' ? -Math.min(amountMinor, 5000) : amountMinor,
    taxMinor: kind === 'discount' ? 0 : chance.pick([0, 0, Math.floor(amountMinor / 6), amountMinor]),
  };
}

export type Sale = Omit<Purchase, 'walletId' | 'occurredAt'>;

export function someSale(chance: Chance, occurredAt: number): Sale {
  const merchantId = chance.pick(merchants);
  const lines = chance.some(1, chance.yes(0.1) ? 12 : 4, () => someLine(chance));
  let left = Math.max(
    0,
    lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  );
  const part = () => {
    const paid = chance.yes(0.3) ? left : chance.int(0, left);
    left -= paid;
    return paid;
  };
  const walletTenders = chance.yes(0.5)
    ? chance.some(1, 2, () => ({ amountMinor: part(), inDays: chance.pick([null, 0, 1, 7, 30]) }))
    : [];
  return {
    merchantId,
    sector: sectorOf[merchantId]!,
    channel: chance.pick(channels),
    storeId: chance.pick(stores),
    lines,
    walletTenders: walletTenders.map(({ amountMinor, inDays }) => ({
      amountMinor,
      // At that very moment, or a millisecond off.
      expiresAt: inDays === null ? null : occurredAt + inDays * dayMs + chance.pick([0, 0, 1, -1]),
    })),
    tenders: chance.yes(0.5) ? chance.some(1, 3, () => ({ kind: chance.pick(tenders), amountMinor: part() })) : [],
  };
}
