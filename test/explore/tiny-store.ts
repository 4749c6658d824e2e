import type { Entry } from '../../shared/domain/entry.ts';
import type { GuestBasket } from '../../shared/domain/guest.ts';
import type { LedgerPort, RecordedRefusal, Write } from '../../shared/store/port.ts';
import {
  claimSide,
  isLimitMet,
  isLimitWrite,
  type LimitValue,
  limitAfter,
  limitSideOf,
  shardSides,
  stakeSide,
} from '../support/limit-sides.ts';
import { Archive, Interned } from './archive.ts';
import { aBasket } from './basket.ts';
import { must } from './violation.ts';

/** A store's whole contents in small numbers: the newest entry of each wallet and the items beside the ledger. */
export type Store = { readonly id: number; readonly heads: readonly number[]; readonly sides: readonly number[] };

export type Method = keyof LedgerPort;
/** One call of the port, as it waits to be served. Equal calls have one id. */
export type Call = { readonly id: number; readonly method: Method; readonly args: readonly unknown[] };
/** What came back; equal replies have one id. A fault is told by its outcome. */
export type Reply = { readonly id: number; readonly value?: unknown; readonly fault?: 'unknown' | 'unavailable' };

type Claimed = Pick<GuestBasket, 'claimedBy' | 'revision'>;
type SideValue = RecordedRefusal | LimitValue | Claimed | null;
type Side = { readonly key: string; readonly value: SideValue };

const writing: readonly Method[] = ['put', 'transact'];
export const isWrite = ({ method }: Call) => writing.includes(method);

/**
 * The table as the port shows it: atomic, consistent, and a value that is never changed, so that the explorer can go
 * back to any of its states. Conditions are those of shared/store/ledger.ts.
 */
export class TinyStore {
  readonly archive = new Archive();
  private readonly wallets: readonly string[];
  private readonly stores = new Interned<Store>();
  private readonly sides = new Interned<Side>();
  private readonly replies = new Interned<Reply>();
  private readonly calls = new Interned<Call>();

  constructor(wallets: readonly string[]) {
    this.wallets = wallets;
  }

  empty(): Store {
    return this.storeOf(
      this.wallets.map(() => -1),
      [],
    );
  }

  headOf(store: Store, walletId: string): Entry | undefined {
    const id = store.heads[this.indexOf(walletId)]!;
    return id < 0 ? undefined : this.archive.entry(id);
  }

  chainOf(store: Store, walletId: string): Entry[] {
    return this.archive.chainTo(store.heads[this.indexOf(walletId)]!).map(this.archive.entry);
  }

  sidesOf = (store: Store): Side[] => store.sides.map((id) => this.sides.things[id]!);

  call(method: Method, args: readonly unknown[]): Call {
    const text = `${method} ${args.map((arg) => this.textOf(method, arg)).join(' ')}`;
    const id = this.calls.idOf(text, () => ({ id: -1, method, args }));
    const known = this.calls.things[id]!;
    if (known.id < 0) this.calls.things[id] = { ...known, id };
    return this.calls.things[id]!;
  }

  callOf = (id: number): Call => this.calls.things[id]!;

  fault = (fault: 'unknown' | 'unavailable'): Reply => this.reply(fault, { fault });
  /** Another transaction was in the way. */
  conflict = (): Reply => this.reply('failed ', { value: { kind: 'failed', failed: [] } });

  /** Serves a call at once and whole: the store after it and what it answers. */
  serve(store: Store, { method, args }: Call): { store: Store; reply: Reply } {
    if (method === 'put') return this.put(store, args[0] as Entry);
    if (method === 'transact') return this.transact(store, args[0] as readonly Write[]);
    return { store, reply: this.read(store, method, args) };
  }

  private read(store: Store, method: Method, args: readonly unknown[]): Reply {
    const walletId = args[0] as string;
    if (method === 'findBasket') {
      const side = this.sideUnder(store, basketKey(walletId));
      return this.reply(`basket ${walletId} ${side}`, {
        value: { ...aBasket(walletId), ...this.basketUnder(store, walletId) },
      });
    }
    if (method === 'findRefusal') return this.readSide(store, refusalKey(walletId, args[1] as string));
    if (method === 'findClaim') return this.readSide(store, claimSide(walletId, args[1] as string));
    if (method === 'findStake') {
      return this.readSide(store, stakeSide(walletId, args[1] as string, args[2] as number));
    }
    if (method === 'listShards') {
      const found = store.sides.filter((id) => this.sides.things[id]!.key.startsWith(shardSides(walletId)));
      return this.reply(`shards ${found}`, { value: found.map((id) => this.sides.things[id]!.value) });
    }
    const chain = this.archive.chainTo(store.heads[this.indexOf(walletId)]!);
    if (method === 'list') {
      const { from, above, since } = args[1] as { from: number; above: number; since: number };
      const ids = chain.slice(above + 1, from + 1).reverse();
      const end = ids.findIndex((id) => this.archive.entry(id).recordedAt < since);
      const listed = end < 0 ? ids : ids.slice(0, end);
      return this.reply(`list ${listed}`, { value: listed.map((id) => traceOf(this.archive.entry(id))) });
    }
    const id = method === 'head' ? chain.at(-1) : chain[args[1] as number];
    return this.reply(`entry ${id}`, { value: id === undefined ? undefined : this.archive.entry(id) });
  }

  private readSide(store: Store, key: string): Reply {
    const side = this.sideUnder(store, key);
    return this.reply(`side ${side}`, { value: side === undefined ? undefined : this.sides.things[side]!.value });
  }

  private put(store: Store, entry: Entry): { store: Store; reply: Reply } {
    const chain = this.archive.chainTo(store.heads[this.indexOf(entry.walletId)]!);
    const standing = chain[entry.sequence];
    if (standing === undefined) return { store: this.append(store, entry), reply: this.written() };
    const value = { kind: 'overtaken', by: this.archive.entry(standing) };
    return { store, reply: this.reply(`overtaken ${standing}`, { value }) };
  }

  private transact(store: Store, writes: readonly Write[]): { store: Store; reply: Reply } {
    const failed = writes.flatMap((write, at) => (this.isMet(store, write) ? [] : [at]));
    if (failed.length > 0)
      return { store, reply: this.reply(`failed ${failed}`, { value: { kind: 'failed', failed } }) };
    let after = store;
    for (const write of writes) {
      if (write.kind === 'entry') after = this.append(after, write.entry);
      if (isLimitWrite(write)) {
        after = this.place(after, limitSideOf(write), limitAfter(write, this.limitUnder(after, write)));
      }
      if (write.kind === 'registry') after = this.place(after, `registry ${write.walletId}`, null);
      if (write.kind === 'claimed-basket') {
        const { basket, claimedBy } = write;
        after = this.place(after, basketKey(basket.id), { claimedBy, revision: basket.revision + 1 });
      }
      if (write.kind === 'refusal') {
        const { walletId, print } = write.refusal;
        after = this.place(after, refusalKey(walletId, print), write.refusal);
      }
    }
    return { store: after, reply: this.written() };
  }

  private limitUnder(store: Store, write: Parameters<typeof limitSideOf>[0]): LimitValue | undefined {
    const side = this.sideUnder(store, limitSideOf(write));
    return side === undefined ? undefined : (this.sides.things[side]!.value as LimitValue);
  }

  private isMet(store: Store, write: Write): boolean {
    if (isLimitWrite(write)) return isLimitMet(write, this.limitUnder(store, write));
    switch (write.kind) {
      case 'entry':
        return this.isFree(store, write.entry.walletId, write.entry.sequence);
      case 'no-entry':
        return this.isFree(store, write.walletId, write.sequence);
      case 'registry':
        return this.sideUnder(store, `registry ${write.walletId}`) === undefined;
      case 'claimed-basket':
        return write.basket.revision === this.basketUnder(store, write.basket.id).revision;
      case 'no-refusal':
        return !this.isRefused(store, write.walletId, write.print, write.now);
      case 'refusal':
        return !this.isRefused(store, write.refusal.walletId, write.refusal.print, write.now);
    }
  }

  private basketUnder(store: Store, basketId: string): Claimed {
    const side = this.sideUnder(store, basketKey(basketId));
    return side === undefined ? { claimedBy: null, revision: 1 } : (this.sides.things[side]!.value as Claimed);
  }

  private isFree(store: Store, walletId: string, sequence: number): boolean {
    return this.archive.chainTo(store.heads[this.indexOf(walletId)]!)[sequence] === undefined;
  }

  private isRefused(store: Store, walletId: string, print: string, now: number): boolean {
    const side = this.sideUnder(store, refusalKey(walletId, print));
    return side !== undefined && (this.sides.things[side]!.value as RecordedRefusal).expiresAt > now;
  }

  private sideUnder(store: Store, key: string): number | undefined {
    return store.sides.find((id) => this.sides.things[id]!.key === key);
  }

  private append(store: Store, entry: Entry): Store {
    const at = this.indexOf(entry.walletId);
    const id = this.archive.idOf(entry);
    this.archive.append(store.heads[at]!, id);
    return this.storeOf(store.heads.with(at, id), store.sides);
  }

  /** Undefined takes away what stands there. */
  private place(store: Store, key: string, value: SideValue | undefined): Store {
    const others = store.sides.filter((side) => this.sides.things[side]!.key !== key);
    if (value === undefined) return this.storeOf(store.heads, others);
    const id = this.sides.idOf(`${key} ${JSON.stringify(value)}`, () => ({ key, value }));
    return this.storeOf(
      store.heads,
      [...others, id].sort((a, b) => a - b),
    );
  }

  private storeOf(heads: readonly number[], sides: readonly number[]): Store {
    const id = this.stores.idOf(`${heads}|${sides}`, () => ({ id: this.stores.things.length, heads, sides }));
    return this.stores.things[id]!;
  }

  private written = (): Reply => this.reply('written', { value: { kind: 'written' } });

  private reply(text: string, what: Omit<Reply, 'id'>): Reply {
    const id = this.replies.idOf(text, () => ({ id: this.replies.things.length, ...what }));
    return this.replies.things[id]!;
  }

  private textOf(method: Method, arg: unknown): string {
    if (method === 'put') return String(this.archive.idOf(arg as Entry));
    if (method !== 'transact') return JSON.stringify(arg);
    return JSON.stringify(arg, (key, value) => (key === 'entry' ? this.archive.idOf(value as Entry) : value));
  }

  private indexOf(walletId: string): number {
    const at = this.wallets.indexOf(walletId);
    must(at >= 0, `wallet ${walletId} is none of this world`);
    return at;
  }
}

const basketKey = (basketId: string) => `basket ${basketId}`;
const refusalKey = (walletId: string, print: string) => `refusal ${walletId} ${print}`;

const traceOf = ({ walletId, sequence, recordedAt, prints, event }: Entry) => ({
  walletId,
  sequence,
  recordedAt,
  prints,
  event,
});
