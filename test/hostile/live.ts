import type { Chance } from '../oracle/random/chance.ts';

const keptMax = 60;

/** Things that exist: ids that requests may name, the newest `keptMax` of each kind. */
export function liveThings() {
  const kept = new Map<string, string[]>();
  const note = (kind: string, id: string) => {
    const list = kept.get(kind) ?? [];
    list.push(id);
    if (list.length > keptMax) list.shift();
    kept.set(kind, list);
  };
  const pick = (kind: string, chance: Chance): string | undefined => {
    const list = kept.get(kind) ?? [];
    return list.length > 0 ? chance.pick(list) : undefined;
  };
  return { note, pick };
}
export type Live = ReturnType<typeof liveThings>;

const kindOfField: Readonly<Record<string, string>> = {
  walletId: 'wal',
  fromWalletId: 'wal',
  toWalletId: 'wal',
  redemptionId: 'red',
  rulesetId: 'rs',
  idempotencyKey: 'idempotency',
  campaignId: 'cmp',
  claimCode: 'claim',
};

const merchants = ['sushi', 'deco'];
let receipts = 0;

/** Puts what exists in the place of made-up ids, and mostly what the ecosystem takes in the place of the rest. */
export function enlivened(value: unknown, live: Live, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => enlivened(item, live, chance));
  const { pay, ...sale } = value as { pay?: object };
  const pair = pay && 'redemptionId' in pay && chance.yes(0.9) ? live.pick('pair', chance) : undefined;
  if (pair) {
    const { walletId, redemptionId } = JSON.parse(pair);
    return { ...(enlivened(sale, live, chance) as object), walletId, pay: { ...pay, redemptionId } };
  }
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => {
    const id =
      live.pick(typeof field === 'string' ? field : '', chance) ??
      (kindOfField[name] && live.pick(kindOfField[name], chance));
    if (id !== undefined && chance.yes(0.97)) return [name, id];
    if (name === 'merchantId' && chance.yes(0.9) && !merchants.includes(String(field))) return [name, 'zara'];
    if (name === 'currency' && chance.yes(0.8)) return [name, 'EUR'];
    if (name === 'category' && chance.yes(0.3)) return [name, 'order'];
    if (name === 'receiptNumber' && chance.yes(0.9) && field !== 'first') {
      receipts += 1;
      return [name, `R-${receipts}`];
    }
    return [name, enlivened(field, live, chance)];
  });
  return Object.fromEntries(fields);
}
