import type { Purchase } from '../interpreter/purchase.ts';
import type { Chance } from './chance.ts';
import * as words from './words.ts';

/** What a random rule is aimed at, so that it holds more often than not. */
export type Aim = { readonly purchase: Purchase; readonly zone: string };

const oneOrFew = <T>(chance: Chance, list: readonly T[]) => (chance.yes(0.6) ? chance.pick(list) : chance.few(list));

/** Keys of a scope, mostly those of a line of the purchase. */
function someKeys(chance: Chance, { purchase }: Aim, max: number): Record<string, unknown> {
  const line = chance.pick(purchase.lines);
  const aimed = chance.yes(0.7);
  const orElse = (own: string, list: readonly string[]) =>
    aimed && own !== '' ? (chance.yes(0.8) ? own : [own, chance.pick(list)]) : oneOrFew(chance, list);
  const named = (list: readonly string[]) => list.filter((name) => name !== '');
  const make: Record<string, () => unknown> = {
    sku: () => orElse(line.sku, words.skus),
    set: () => oneOrFew(chance, words.setNames),
    brand: () => orElse(line.brand, named(words.brands)),
    category: () => orElse(line.category, [...named(words.categories), words.tillCode]),
    attribute: () => orElse(line.attributes[0] ?? '', words.attributes),
    merchant: () => orElse(purchase.merchantId, words.merchants),
    sector: () => orElse(purchase.sector, words.sectors),
  };
  const keys = chance.some(1, max, () => chance.pick(Object.keys(make)));
  return Object.fromEntries(keys.map((key) => [key, make[key]!()]));
}

export function someScope(chance: Chance, aim: Aim): Record<string, unknown> {
  if (chance.yes(0.35)) return chance.yes(0.9) ? {} : { not: someKeys(chance, aim, 1) };
  return {
    ...someKeys(chance, aim, chance.yes(0.7) ? 1 : 3),
    ...chance.perhaps(0.15, () => ({ not: someKeys(chance, aim, 2) })),
  };
}
