import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Entry } from '../../shared/domain/entry.ts';
import { dayMs, hourMs } from '../../shared/domain/instant.ts';
import type { Outcome, Settings } from '../../shared/store/intent.ts';
import type { Clock } from '../../shared/store/port.ts';
import { printOf } from '../../shared/store/print.ts';
import { seeded } from '../support/seeded.ts';
import { books } from './books.ts';
import { limitBooks } from './limits.ts';
import { memoryStore } from './memory-store.ts';
import { type Faults, portFor, type Run } from './network.ts';
import { type Asked, nameOf, serve } from './request.ts';
import { rulesetOf } from './ruleset.ts';
import type { House } from './sales.ts';
import { scheduler } from './scheduler.ts';
import { stream } from './stream.ts';
import { count, type Tally } from './tally.ts';

const stormy: Faults = {
  throttled: 0.02,
  lostBefore: 0.02,
  lostAfter: 0.04,
  late: 0.02,
  duplicated: 0.02,
  conflict: 0.03,
  slow: 0.01,
  crash: 0.003,
};

/** How many of the answers of the last days are asked for once more when all is quiet. */
const askedAgain = 0.3;
/** A till waits this long for a function, then asks again; the function may go on by itself. */
const patienceMs = 6_000;
const startedAt = Date.UTC(2026, 2, 14, 9);

export type Answered = Outcome | { readonly kind: 'silence' };

/** What a key was told for good, in one line. */
function told(outcome: Answered): string | undefined {
  if (outcome.kind === 'accepted') return `accepted ${outcome.entry.sequence} ${outcome.entry.hash}`;
  if (outcome.kind === 'refused') return `refused ${outcome.refusal.code}`;
  return outcome.kind === 'mismatch' ? 'mismatch' : undefined;
}

/** A mall in which everything is virtual but the code that decides and writes. */
export function world(seed: number, tally: Tally) {
  const random = seeded(seed);
  /** Some worlds share limits: their tills wait for claims too. */
  const isShared = seed % 8 === 1;
  const time = scheduler(startedAt);
  const ledger = books();
  const limits = limitBooks(tally);
  /** All that was written and told, in its order. */
  const history = createHash('sha256');
  const store = memoryStore((entry, before) => {
    ledger.check(entry, before);
    history.update(entry.hash);
    if (!isShared) return;
    limits.check(entry);
    streamed.bring(entry);
  });
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const rules = rulesetOf(
    pick(['proRata', 'walletFirst', 'otherFirst']),
    pick(['pendingOnly', 'withinBalance', 'debt']),
    pick([{ mode: 'inactivity', months: 1 }, { mode: 'never' }, { mode: 'never' }]),
    isShared,
  );
  const settings: Settings = {
    idempotencyMs: 2 * dayMs,
    lateLimitMs: 7 * dayMs,
    ringMax: pick([1, 2, 8, 48, 48, 48, 48, 48]),
    sandbox: false,
  };
  const house: House = { rules, lateLimitMs: settings.lateLimitMs, ceilingMinor: 40_000 };
  const answers = new Map<string, { readonly said: string; readonly asked: Asked }>();
  const failures: unknown[] = [];
  let faults: Faults | null = stormy;

  const portOf = (run: Run) => portFor(run, store, time, random, faults, tally);
  const streamed = stream({ time, random, tally, portOf });

  function clockOf(run: Run): Clock {
    // A few machines are further off than they may be: what they write makes others wait.
    const skewMs = random() < 0.002 ? 2_500 : (random() - 0.5) * 1_500;
    const now = () => Math.floor(time.now() + skewMs);
    const sleep = (ms: number) =>
      new Promise<void>((resolve) => time.after(ms, () => (run.isDead ? undefined : resolve())));
    return { machine: now, recording: now, sleep, random };
  }

  /** One function, from its start to its answer, its death, or the till's patience. */
  function once(asked: Asked): Promise<Answered> {
    const run: Run = { isDead: false };
    const decided = serve(portOf(run), clockOf(run), settings, rules, asked);
    return new Promise((resolve, reject) => {
      decided.then(resolve, (fault) => {
        if (fault instanceof Error && fault.name !== 'Error') return reject(fault);
        // A store fault that opening could not wait out: the till hears 503.
        return fault.outcome ? resolve({ kind: 'unknown' }) : reject(fault);
      });
      time.after(patienceMs, () => resolve({ kind: 'silence' }));
    });
  }

  /** The first thing that is wrong ends the world. */
  function fail(fault: unknown): Answered {
    failures.push(fault);
    time.stop();
    return { kind: 'silence' };
  }

  /** Sends a request and holds its answer against what its key was told before. */
  async function send(asked: Asked): Promise<Answered> {
    const outcome = await once(asked).catch(fail);
    count(tally, `answer ${outcome.kind}`);
    history.update(outcome.kind);
    if (outcome.kind === 'refused') {
      count(tally, `refused ${outcome.refusal.code}`);
      history.update(JSON.stringify(outcome.refusal));
    }
    const said = told(outcome);
    if (asked.isOther) {
      // The known gap: two bodies at once, both new; whichever is refused may hear of the other ever after.
      if (outcome.kind === 'accepted' && answers.has(nameOf(asked)))
        fail(new Error(`${nameOf(asked)}: another body was accepted`));
      return outcome;
    }
    if (said !== undefined) {
      const name = nameOf(asked);
      const before = answers.get(name);
      if (!before) answers.set(name, { said, asked });
      else if (said !== before.said) fail(new Error(`${name} heard ${before.said}, then ${said}`));
    }
    return outcome;
  }

  const sleep = (ms: number) => new Promise<void>((resolve) => time.after(ms, resolve));

  /** When all is quiet: what was answered in the last days stands, every entry is accounted for, every wallet replays. */
  async function close(): Promise<void> {
    await time.runAll();
    if (failures.length > 0) throw failures[0];
    faults = null;
    const since = time.now() - settings.idempotencyMs + 8 * hourMs;
    for (const { asked } of answers.values()) if (asked.at > since && random() < askedAgain) void send(asked);
    await time.runAll();
    if (failures.length > 0) throw failures[0];
    const byPrint = new Map<string, Entry>();
    const reversed = new Set<string>();
    for (const walletId of store.walletIds()) {
      for (const entry of store.of(walletId)) {
        byPrint.set(`${walletId} ${entry.prints.print}`, entry);
        if (entry.event.kind !== 'cancelled') continue;
        for (const target of entry.event.targets) reversed.add(`${walletId} ${target}`);
      }
    }
    for (const [name, { said, asked }] of answers) {
      const { ask, callerId, key } = asked;
      const entry = byPrint.get(`${ask.walletId} ${printOf(callerId, ask.walletId, ask.operation, key)}`);
      if (said.startsWith('accepted')) assert.equal(`accepted ${entry?.sequence} ${entry?.hash}`, said, name);
      if (said.startsWith('refused')) assert.equal(entry, undefined, `${name} was refused and happened`);
      if (ask.cancels === undefined || !said.startsWith('accepted')) continue;
      for (const operation of ['purchase', 'redemption', 'capture', 'release', 'return'] as const) {
        const undone = byPrint.get(`${ask.walletId} ${printOf(callerId, ask.walletId, operation, ask.cancels)}`);
        if (undone)
          assert.ok(reversed.has(`${ask.walletId} ${undone.sequence}`), `${name} left its ${operation} standing`);
      }
    }
    if (isShared) await limits.close(store, portOf({ isDead: false }), clockOf({ isDead: false }));
    ledger.close(store);
    count(tally, 'wallets replayed', store.walletIds().length);
    count(tally, 'entries', byPrint.size);
  }

  const digest = () => history.digest('hex');
  return { random, pick, house, hoards: seed % 32 === 0, now: time.now, sleep, send, fail, close, digest };
}

export type World = ReturnType<typeof world>;
