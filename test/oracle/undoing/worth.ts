import assert from 'node:assert/strict';
import { termsText } from '../../../shared/domain/credit.ts';
import { settle } from '../../../shared/domain/settle.ts';
import type { Desk } from './desk.ts';

/** Value by kind; of one who owes, less the debt: which value pays a debt is a matter of order. */
export function worthOf({ ledger, current, now }: Desk, owes: boolean): Record<string, number> {
  const { state } = settle(ledger.stateOf(current()), now());
  const worth: Record<string, number> = {};
  const add = (kind: string, amountMinor: number) => {
    worth[kind] = (worth[kind] ?? 0) + amountMinor;
  };
  for (const lot of state.lots) add(owes ? lot.asset : termsText(lot), lot.remainingMinor);
  for (const { asset, amountMinor } of state.owed) add(asset, -amountMinor);
  return Object.fromEntries(Object.entries(worth).filter(([, amountMinor]) => amountMinor !== 0));
}

/** What the wallet's thresholds count and remember, by key; names in any order. */
export const countsOf = ({ ledger, current }: Desk) =>
  Object.fromEntries(
    ledger
      .stateOf(current())
      .counters.filter(({ key }) => key.startsWith('t'))
      .map(({ key, values, names }) => [key, { values, names: names.toSorted() }] as const),
  );

/** Every entry adds up; of one who spent nothing, funders have given just what is there of theirs, and nothing is owed. */
export function checkBooks({ ledger, wallets, current }: Desk, hasSpent: boolean): void {
  const sums = new Map<string, number>();
  const add = (name: string, amountMinor: number) => sums.set(name, (sums.get(name) ?? 0) + amountMinor);
  for (const { settled, effects } of wallets.flatMap((walletId) => ledger.of(walletId))) {
    for (const { account, asset, amountMinor } of [...settled.postings, ...effects.postings]) {
      add(asset, amountMinor);
      const [kind, who] = account.split(':');
      if (kind === 'funding' || kind === 'breakage') add(`${asset} ${who}`, amountMinor);
    }
  }
  const { lots, owed } = ledger.stateOf(current());
  for (const { asset, funding, remainingMinor } of lots) {
    add(asset, remainingMinor);
    for (const { who } of funding) add(`${asset} ${who}`, remainingMinor);
  }
  for (const [name, sum] of sums) {
    const isOfFunder = name.includes(' ');
    if (!isOfFunder) assert.equal(sum, 0, `${name} does not add up`);
    else if (!hasSpent) assert.equal(sum, 0, `what ${name} gave is not what is there of it`);
  }
  if (!hasSpent) assert.equal(owed.length, 0, 'a debt of one who spent nothing');
}

type Capped = { readonly caps: readonly { readonly per: string; readonly rules: readonly string[] }[] };

/** A cap of the member counts just what stands of its rules, to the cent, whichever purchases have come back. */
export function checkCap({ ledger, wallets, current }: Desk, document: object): void {
  const cap = (document as Capped).caps.find(({ per }) => per === 'member');
  if (!cap) return;
  const accounts = cap.rules.map((ruleId) => `funding:${ruleId}`);
  const givenMinor = wallets
    .flatMap((walletId) => ledger.of(walletId))
    .flatMap(({ settled, effects }) => [...settled.postings, ...effects.postings])
    .filter(({ account, asset }) => asset === 'cashback' && accounts.includes(account))
    .reduce((sum, { amountMinor }) => sum - amountMinor, 0);
  const counter = ledger.stateOf(current()).counters.find(({ key }) => key.startsWith('c'));
  assert.equal(counter?.values[1] ?? 0, givenMinor, 'a cap counts something else than what stands of its rules');
}
