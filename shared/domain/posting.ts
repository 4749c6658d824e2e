import type { Asset } from './asset.ts';
import type { Effects, Posting, Settlement } from './effects.ts';
import type { LotMovement } from './lot.ts';
import { splitByFunding } from './split.ts';

/** Adds up postings of one account and asset, drops zeros: one line each, in order of first mention. */
export function sumPostings(postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, { account: string; asset: Asset; amountMinor: number }>();
  for (const { account, asset, amountMinor } of postings) {
    const key = `${account} ${asset}`;
    const sum = sums.get(key);
    if (sum) sum.amountMinor += amountMinor;
    else sums.set(key, { account, asset, amountMinor });
  }
  return [...sums.values()].filter((posting) => posting.amountMinor !== 0);
}

/** Posts an amount of a lot's kind to its funders' accounts, `funding:<who>` or `breakage:<who>`. */
export function toFunders(account: 'funding' | 'breakage', movement: LotMovement, amountMinor: number): Posting[] {
  if (movement.funding.length === 0) return [{ account: 'adjustment', asset: movement.asset, amountMinor }];
  return splitByFunding(Math.abs(amountMinor), movement.funding).map((part) => ({
    account: `${account}:${part.who}`,
    asset: movement.asset,
    amountMinor: amountMinor < 0 ? -part.amountMinor : part.amountMinor,
  }));
}

/** All postings of an entry, the wallet's own included: they sum to zero per asset (promise 1). */
export function postingsOf(entry: { readonly settled: Settlement; readonly effects: Effects }): Posting[] {
  const wallet = (movements: readonly LotMovement[], sign: 1 | -1) =>
    movements.map(({ asset, amountMinor }) => ({ account: 'wallet', asset, amountMinor: sign * amountMinor }));
  return sumPostings([
    ...wallet(entry.settled.draws, -1),
    ...entry.settled.postings,
    ...wallet(entry.effects.draws, -1),
    ...wallet(entry.effects.credits, 1),
    ...entry.effects.postings,
  ]);
}

/** What is left per asset when all postings are added: empty when the entry is balanced. */
export function imbalance(postings: readonly Posting[]): Posting[] {
  return sumPostings(postings.map(({ asset, amountMinor }) => ({ account: 'all', asset, amountMinor })));
}
