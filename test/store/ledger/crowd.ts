import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Entry } from '../../../shared/domain/entry.ts';
import { dayMs } from '../../../shared/domain/instant.ts';
import { machineClock } from '../../../shared/lambda/recording-clock.ts';
import { toItem } from '../../../shared/store/entry-item.ts';
import type { Outcome, Settings } from '../../../shared/store/intent.ts';
import { ledgerIn } from '../../../shared/store/ledger.ts';
import { type LedgerPort, StoreFault } from '../../../shared/store/port.ts';
import { noPrints } from '../../../shared/store/print.ts';
import type { Engine } from '../../functions/engine.ts';
import type { Ask } from '../../simulation/ask.ts';
import { books } from '../../simulation/books.ts';
import { adjustment } from '../../simulation/desk.ts';
import { type Asked, nameOf, printsOf, serve } from '../../simulation/request.ts';
import { rulesetOf } from '../../simulation/ruleset.ts';
import type { House } from '../../simulation/sales.ts';

export const rules = rulesetOf('proRata', 'debt', { mode: 'never' }, false);
export const settings: Settings = { idempotencyMs: 2 * dayMs, lateLimitMs: 7 * dayMs, sandbox: false };
export const house: House = { rules, lateLimitMs: settings.lateLimitMs, ceilingMinor: 40_000 };

/** A till asks again after this long, and longer each time, until it has asked so often. */
const backOffMs = 50;
const backOffMaxMs = 1_000;
const triesMax = 60;
const patienceMs = 30_000;
/** Entries read at once when all is over. */
const readsAtOnce = 50;

export type Told = { readonly asked: Asked; readonly outcome: Outcome };

/** What is sent to a table by many, each with a client of its own, and held against it afterwards. */
export async function crowdAt(engine: Engine) {
  const { name } = await engine.anotherTable();
  // What sets up and what looks afterwards waits for an engine that is busy.
  const quiet = ledgerIn(engine.reach(name, { maxAttempts: 5, requestHandler: { requestTimeout: patienceMs } }));
  const told: Told[] = [];
  const heard = new Map<string, number>();
  let sent = 0;

  async function once(port: LedgerPort, asked: Asked): Promise<Outcome> {
    sent += 1;
    try {
      return await serve(port, machineClock, settings, rules, asked, `req-${sent}`);
    } catch (fault) {
      if (fault instanceof StoreFault) return { kind: 'unknown' };
      throw fault;
    }
  }

  /** As a till does: the same key again, a little later each time, until it is told yes or no. */
  async function insist(port: LedgerPort, asked: Asked, random: () => number = Math.random): Promise<Outcome> {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const outcome = await once(port, asked);
      heard.set(outcome.kind, (heard.get(outcome.kind) ?? 0) + 1);
      if (outcome.kind === 'accepted' || outcome.kind === 'refused') {
        told.push({ asked, outcome });
        return outcome;
      }
      // A rule's no too, but not remembered: once a cancellation has freed the receipt it is another answer.
      if (outcome.kind === 'receipt-used') return outcome;
      expect(['conflict', 'unknown'], nameOf(asked)).toContain(outcome.kind);
      await sleep(random() * Math.min(backOffMaxMs, backOffMs * 2 ** tries));
    }
    throw new Error(`${nameOf(asked)} was never told`);
  }

  const asking = (ask: Ask, key: string, callerId = 'key_a'): Asked => ({ ask, callerId, key, at: Date.now() });
  /** A wallet with something in it. */
  async function aWallet(walletId: string, amountMinor: number): Promise<void> {
    await insist(quiet, asking(opening(walletId), walletId));
    if (amountMinor > 0) await insist(quiet, asking(adjustment(walletId, 'cashback', amountMinor, null), 'funds'));
  }

  /** All entries of a wallet, the oldest first. */
  async function entriesOf(walletId: string): Promise<Entry[]> {
    const last = (await quiet.head(walletId))?.sequence ?? -1;
    const entries: Entry[] = [];
    while (entries.length <= last) {
      const next = Array.from({ length: Math.min(readsAtOnce, last + 1 - entries.length) }, (_, at) =>
        quiet.get(walletId, entries.length + at),
      );
      entries.push(...(await Promise.all(next)).map((entry) => entry!));
    }
    return entries;
  }

  /** Not a cent is off, every accepted request stands exactly once, no refused one stands, and each key answers again as it did. */
  async function holds(): Promise<number> {
    const walletIds = [...new Set(told.map(({ asked }) => asked.ask.walletId))];
    const wallets = new Map<string, Entry[]>();
    for (const walletId of walletIds) wallets.set(walletId, await entriesOf(walletId));
    const ledger = books();
    for (const entries of wallets.values()) {
      for (const entry of entries) ledger.check(entry, entries[entry.sequence - 1]);
    }
    ledger.close({ walletIds: () => walletIds, of: (walletId) => wallets.get(walletId)! });

    // A transfer stands in both its wallets under one key; that none stands twice in a wallet is in the books.
    const standing = new Set([...wallets.values()].flat().map(({ prints }) => prints.print));
    standing.delete(noPrints.print);
    const accepted = told.filter(({ outcome }) => outcome.kind === 'accepted');
    expect([...standing].sort()).toEqual(
      [...new Set(accepted.map(({ asked }) => printsOf(asked).prints.print))].sort(),
    );

    for (const { asked, outcome } of told) await answersAgain(asked, outcome);
    for (const walletId of walletIds) expect((await entriesOf(walletId)).length).toBe(wallets.get(walletId)!.length);
    return standing.size;
  }

  async function answersAgain(asked: Asked, outcome: Outcome): Promise<void> {
    const again = await once(quiet, asked);
    const name = nameOf(asked);
    if (outcome.kind === 'accepted' && again.kind === 'accepted') {
      expect(again.replayed, name).toBe(true);
      expect(toItem(again.entry), name).toEqual(toItem(outcome.entry));
    } else if (outcome.kind === 'refused' && again.kind === 'refused') {
      expect({ ...again, replayed: true }, name).toEqual({ ...outcome, replayed: true });
    } else throw new Error(`${name} was ${outcome.kind}, then ${again.kind}`);
  }

  return { name, quiet, told, heard, insist, asking, aWallet, entriesOf, holds };
}

export type Crowd = Awaited<ReturnType<typeof crowdAt>>;

export const opening = (walletId: string): Ask => ({
  name: 'open',
  walletId,
  operation: 'open',
  body: {},
  intent: () => {
    throw new Error('opening has its own way to the ledger');
  },
});
