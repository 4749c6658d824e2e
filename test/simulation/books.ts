import assert from 'node:assert/strict';
import type { Entry } from '../../shared/domain/entry.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { imbalance, postingsOf } from '../../shared/domain/posting.ts';
import { newWallet } from '../../shared/domain/wallet.ts';
import { fromItem, toItem } from '../../shared/store/entry-item.ts';
import { noPrints } from '../../shared/store/print.ts';
import type { MemoryStore } from './memory-store.ts';

/** Every so many entries one is written to bytes and read back. */
const packedEvery = 50;

/**
 * The books that the simulation keeps beside the ledger: each entry is checked as it is written, against sums that
 * nothing but postings moves (promises 1 to 3); at the end every wallet is replayed from nothing.
 */
export function books() {
  const sums = new Map<string, number>();
  const prints = new Set<string>();
  let seen = 0;

  function check(entry: Entry, before: Entry | undefined): void {
    const { walletId, sequence, state } = entry;
    const name = `${walletId} ${sequence}`;
    assert.equal(sequence, (before?.sequence ?? -1) + 1, `${name} leaves a gap`);
    assert.equal(entry.previousHash, before?.hash ?? '', `${name} breaks the chain`);
    assert.ok(entry.recordedAt >= (before?.recordedAt ?? 0), `${name} goes back in time`);
    const postings = postingsOf(entry);
    assert.deepEqual(imbalance(postings), [], `${name} does not balance`);
    for (const { account, asset, amountMinor } of postings) {
      const key =
        account === 'wallet' || account === 'owed' ? `${account} ${walletId} ${asset}` : `${account} ${asset}`;
      sums.set(key, (sums.get(key) ?? 0) + amountMinor);
    }
    const held = new Map<string, number>();
    for (const { asset, remainingMinor } of state.lots) {
      assert.ok(remainingMinor > 0, `${name} has a lot of ${remainingMinor}`);
      held.set(asset, (held.get(asset) ?? 0) + remainingMinor);
    }
    for (const asset of state.assetsSeen) {
      assert.equal(
        sums.get(`wallet ${walletId} ${asset}`) ?? 0,
        held.get(asset) ?? 0,
        `${name}: lots are not the postings`,
      );
      const owed = state.owed.find((debt) => debt.asset === asset)?.amountMinor ?? 0;
      assert.equal(0 - (sums.get(`owed ${walletId} ${asset}`) ?? 0), owed, `${name}: debts are not the postings`);
    }
    for (const hold of state.holds) {
      for (const pin of hold.pins) {
        const lot = state.lots.find(({ id }) => id === pin.lotId);
        assert.ok(lot && lot.remainingMinor >= pin.amountMinor, `${name}: a hold pins more than there is`);
      }
    }
    const { print } = entry.prints;
    if (print !== noPrints.print) {
      assert.ok(!prints.has(`${walletId} ${print}`), `${name}: a request was accepted twice`);
      prints.add(`${walletId} ${print}`);
    }
    seen += 1;
    if (seen % packedEvery === 0) assert.deepEqual(fromItem(toItem(entry)), entry, `${name} changes when it is stored`);
  }

  /** Replays every wallet from nothing, and sums the transfers: what left one wallet came to another. */
  function close(store: Pick<MemoryStore, 'walletIds' | 'of'>): void {
    for (const walletId of store.walletIds()) {
      const entries = store.of(walletId);
      const replayed = entries.reduce((state, entry) => evolve(state, entry), newWallet(entries[0]!.recordedAt));
      assert.deepEqual(replayed, entries.at(-1)!.state, `${walletId} does not replay to its state`);
    }
    const all = new Map<string, number>();
    for (const [key, sum] of sums) {
      const asset = key.slice(key.lastIndexOf(' ') + 1);
      all.set(asset, (all.get(asset) ?? 0) + sum);
      if (key.startsWith('transfer ')) assert.equal(sum, 0, 'a transfer lost value');
    }
    for (const [asset, sum] of all) assert.equal(sum, 0, `${asset} does not sum to zero over all accounts`);
  }

  return { check, close };
}
