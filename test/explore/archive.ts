import { isDeepStrictEqual } from 'node:util';
import type { Asset } from '../../shared/domain/asset.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { imbalance, postingsOf } from '../../shared/domain/posting.ts';
import { pinnedByLot, settle } from '../../shared/domain/settle.ts';
import { newWallet } from '../../shared/domain/wallet.ts';
import { noPrints } from '../../shared/store/print.ts';
import { must } from './violation.ts';

/** Gives equal things one small number, so that states are short to write and quick to compare. */
export class Interned<T> {
  readonly things: T[] = [];
  private readonly ids = new Map<string, number>();

  idOf(text: string, make: () => T): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.things.push(make()) - 1;
    this.ids.set(text, id);
    return id;
  }
}

type Sums = ReadonlyMap<Asset, number>;

/** Every entry that any run has tried to write, once; and the chains in which they stand. */
export class Archive {
  private readonly entries = new Interned<Entry>();
  private readonly chains = new Map<number, readonly number[]>();
  private readonly posted = new Map<number, Sums>();

  idOf = (entry: Entry): number => this.entries.idOf(entry.hash, () => entry);
  entry = (id: number): Entry => this.entries.things[id]!;
  /** From the opening to this entry. */
  chainTo = (id: number): readonly number[] => (id < 0 ? [] : this.chains.get(id)!);

  /** Makes an entry the next of a chain. What design §10 promises of every entry is checked here, once for each. */
  append(head: number, id: number): void {
    if (this.chains.has(id)) return;
    const entry = this.entry(id);
    const chain = this.chainTo(head).map(this.entry);
    assertChained(chain, entry);
    assertBooked(chain.at(-1), entry);
    const sums = new Map(this.posted.get(head));
    for (const { account, asset, amountMinor } of postingsOf(entry)) {
      if (account === 'wallet') sums.set(asset, (sums.get(asset) ?? 0) + amountMinor);
    }
    assertHolds(entry, sums);
    this.posted.set(id, sums);
    this.chains.set(id, [...this.chainTo(head), id]);
  }
}

function assertChained(chain: readonly Entry[], entry: Entry): void {
  const head = chain.at(-1);
  const at = `entry ${entry.sequence}`;
  must(entry.sequence === chain.length, `${at} leaves a gap after entry ${chain.length - 1}`);
  must(entry.previousHash === (head?.hash ?? ''), `${at} does not follow the entry before it`);
  must(head === undefined || entry.recordedAt >= head.recordedAt, `${at} goes back in time`);
  const isOwn = entry.prints.print !== noPrints.print;
  const twice = isOwn && chain.find((before) => before.prints.print === entry.prints.print);
  must(!twice, `${at} is the second entry under one key, after ${twice ? twice.sequence : ''}`);
}

/** Balanced, settled for its own time neither early nor late, and its state is the fold of what it says. */
function assertBooked(head: Entry | undefined, entry: Entry): void {
  const at = `entry ${entry.sequence}`;
  must(imbalance(postingsOf(entry)).length === 0, `${at} does not sum to zero`);
  const before = head?.state ?? newWallet(entry.recordedAt);
  const { settlement } = settle(before, entry.recordedAt);
  must(isDeepStrictEqual(entry.settled, settlement), `${at} books something early or leaves it unbooked`);
  must(isDeepStrictEqual(evolve(before, entry), entry.state), `${at} does not replay to its own state`);
}

function assertHolds(entry: Entry, posted: Sums): void {
  const { state } = entry;
  const at = `after entry ${entry.sequence}`;
  const pinned = new Map(pinnedByLot(state.holds));
  const sums = new Map<Asset, number>();
  for (const lot of state.lots) {
    must(lot.remainingMinor > 0, `${at} a lot holds ${lot.remainingMinor}`);
    must((pinned.get(lot.id) ?? 0) <= lot.remainingMinor, `${at} more is held than a lot has`);
    pinned.delete(lot.id);
    sums.set(lot.asset, (sums.get(lot.asset) ?? 0) + lot.remainingMinor);
  }
  must(
    [...pinned.values()].every((minor) => minor === 0),
    `${at} a hold pins what is not there`,
  );
  for (const [asset, minor] of posted) must((sums.get(asset) ?? 0) === minor, `${at} lots and postings disagree`);
}
