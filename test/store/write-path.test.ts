import { expect, test } from 'vitest';
import { balancesAt } from '../../shared/domain/balance.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { imbalance, postingsOf } from '../../shared/domain/posting.ts';
import { recordPurchase } from '../../shared/domain/purchase.ts';
import { redeem } from '../../shared/domain/redemption.ts';
import { newWallet } from '../../shared/domain/wallet.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { change } from '../../shared/store/change.ts';
import type { Intent, Outcome, Settings } from '../../shared/store/intent.ts';
import { open } from '../../shared/store/open.ts';
import type { Clock } from '../../shared/store/port.ts';
import { digestOf, printOf } from '../../shared/store/print.ts';
import { faultyLedger, seeded } from '../support/faulty-ledger.ts';

const rules = compileRuleset(1, {
  name: 'two per cent',
  rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 200 } }],
});
// A ring of two, so that almost every look-up reads back.
const settings: Settings = { idempotencyMs: 2 * dayMs, lateLimitMs: 7 * dayMs, ringMax: 2, sandbox: false };
const place = { merchantId: 'zara', storeId: '', tillId: 'T', channel: 'store' as const };
const line = {
  kind: 'item',
  sku: '',
  category: '',
  brand: '',
  attributes: [],
  quantity: 1,
  unit: 'piece',
  taxMinor: 0,
} as const;

type Asked = { walletId: string; key: string; what: 'earn' | 'spend'; amountMinor: number };

function intentOf({ walletId, key, what, amountMinor }: Asked, clock: Clock): Intent<undefined> {
  const occurredAt = clock.recording();
  const receipt = { ...place, receiptNumber: key, receiptDay: 1 };
  const shared = {
    walletId,
    callerId: 'key_a',
    requestId: 'r',
    prints: { print: printOf('key_a', walletId, 'purchase', key), digest: digestOf('POST', what, amountMinor) },
    cancelPrint: printOf('key_a', walletId, 'cancellation', key),
    occurredAt: null,
    prepare: async () => undefined,
  };
  if (what === 'earn') {
    const sale = {
      ...receipt,
      walletId,
      occurredAt,
      reference: '',
      sector: 'fashion',
      bare: true,
      totalMinor: amountMinor,
    };
    const command = {
      ...sale,
      lines: [{ ...line, amountMinor }],
      tenders: [],
      pay: { kind: 'none' as const },
      ceilingMinor: null,
      lateLimitMs: settings.lateLimitMs,
    };
    return { ...shared, receipt, spends: false, decide: (wallet, at) => recordPurchase(wallet, command, rules, at) };
  }
  const wanted = { amountMinor, assets: ['cashback' as const] };
  const command = {
    ...place,
    receiptNumber: '',
    occurredAt,
    wanted,
    sector: 'fashion',
    basketMinor: null,
    holdSeconds: null,
    ceilingMinor: null,
    lateLimitMs: settings.lateLimitMs,
  };
  return { ...shared, receipt: null, spends: true, decide: (wallet, at) => redeem(wallet, command, rules, at) };
}

const isFinal = (outcome: Outcome) =>
  outcome.kind === 'accepted' || outcome.kind === 'refused' || outcome.kind === 'mismatch';
const tellOf = (outcome: Outcome) =>
  outcome.kind === 'accepted'
    ? `accepted ${outcome.entry.sequence} ${outcome.entry.hash}`
    : outcome.kind === 'refused'
      ? `refused ${outcome.refusal.code}`
      : outcome.kind;

async function aDay(seed: number, operations: number) {
  const random = seeded(seed);
  let now = Date.UTC(2026, 2, 14);
  const clock: Clock = {
    machine: () => now,
    recording: () => now,
    random,
    sleep: async (ms) => {
      for (let turn = 0; turn < 20; turn += 1) await null;
      now += Math.ceil(ms / 16);
    },
  };
  const { port, counts, entriesOf } = faultyLedger(random, {
    lostBefore: 0.1,
    lostAfter: 0.2,
    late: 0.05,
    throttled: 0.05,
  });
  const wallets = ['wal_a', 'wal_b'];
  for (const walletId of wallets) {
    for (let attempt = 0, opened = false; attempt < 100 && !opened; attempt += 1) {
      const prints = { print: printOf('key_a', walletId, 'open', 'o'), digest: digestOf('POST', 'open', walletId) };
      const decide = () => ({
        kind: 'accepted' as const,
        change: {
          event: { kind: 'opened' as const, merchantId: '', channel: 'store' as const, rulesetVersion: 0, grants: [] },
          effects: {
            draws: [],
            credits: [],
            postings: [],
            counters: [],
            placedHold: null,
            endedHolds: [],
            amendments: [],
          },
        },
      });
      opened = await open(port, clock, settings, { walletId, callerId: 'key_a', prints, decide }).then(
        isFinal,
        () => false,
      );
    }
  }

  const answers = new Map<string, string>();
  const asked: Asked[] = [];
  let contradictions = 0;
  async function ask(one: Asked): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const outcome = await change(port, clock, settings, intentOf(one, clock));
      if (!isFinal(outcome)) continue;
      const told = tellOf(outcome);
      if ((answers.get(one.key) ?? told) !== told) contradictions += 1;
      answers.set(one.key, told);
      return;
    }
  }
  for (let done = 0; done < operations; done += 8) {
    const round = Array.from({ length: 8 }, (_, at): Asked => {
      const what = random() < 0.6 ? 'earn' : 'spend';
      return {
        walletId: wallets[Math.floor(random() * 2)]!,
        key: `k${done + at}`,
        what,
        amountMinor: what === 'earn' ? 50 * Math.ceil(random() * 40) : Math.ceil(random() * 60),
      };
    });
    asked.push(...round);
    const repeated = round.filter(() => random() < 0.3);
    await Promise.all([...round, ...repeated].map(ask));
    now += 1_000 * Math.ceil(random() * 5);
  }
  for (let turn = 0; turn < 1_000; turn += 1) await null;
  return {
    entries: new Map(wallets.map((walletId) => [walletId, entriesOf(walletId)])),
    answers,
    asked,
    counts,
    contradictions,
    ask,
    now,
  };
}

/** Folds a wallet's entries from nothing. */
const replayed = (entries: readonly Entry[]) =>
  entries.reduce((state, entry) => evolve(state, entry), newWallet(entries[0]!.recordedAt));

test.each([1, 2, 3, 4, 5, 6])(
  'whatever is lost, late, throttled or repeated, every key has one answer and no cent is off (seed %i)',
  async (seed) => {
    const { entries, answers, asked, counts, contradictions, ask, now } = await aDay(seed, 400);
    expect(contradictions).toBe(0);
    expect(Object.values(counts).every((count) => count > 0)).toBe(true);
    for (const [walletId, chain] of entries) {
      const prints = chain.filter(({ event }) => event.kind !== 'settled').map((entry) => entry.prints.print);
      expect(new Set(prints).size).toBe(prints.length);
      for (const [at, entry] of chain.entries()) {
        expect(entry.sequence).toBe(at);
        expect(entry.previousHash).toBe(chain[at - 1]?.hash ?? '');
        expect(imbalance(postingsOf(entry))).toEqual([]);
        for (const lot of entry.state.lots) expect(lot.remainingMinor).toBeGreaterThan(0);
      }
      const head = chain.at(-1)!;
      expect(replayed(chain)).toEqual(head.state);
      const posted = chain.flatMap(postingsOf).filter(({ account }) => account === 'wallet');
      expect(balancesAt(head.state, now).cashback?.availableMinor ?? 0).toBe(
        posted.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      );
      const accepted = asked.filter((one) => one.walletId === walletId && answers.get(one.key)?.startsWith('accepted'));
      expect(accepted.length).toBeLessThanOrEqual(chain.length - 1);
      for (const one of accepted) expect(prints).toContain(printOf('key_a', walletId, 'purchase', one.key));
      const refused = asked.filter((one) => one.walletId === walletId && answers.get(one.key)?.startsWith('refused'));
      for (const one of refused) expect(prints).not.toContain(printOf('key_a', walletId, 'purchase', one.key));
    }
    const before = new Map(answers);
    for (const one of asked.slice(-40)) await ask(one);
    for (const [key, told] of before) expect(answers.get(key)).toBe(told);
  },
);
