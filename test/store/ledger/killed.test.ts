import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../../shared/domain/entry.ts';
import type { Purchased } from '../../../shared/domain/event.ts';
import { hourMs } from '../../../shared/domain/instant.ts';
import { toItem } from '../../../shared/store/entry-item.ts';
import type { Outcome } from '../../../shared/store/intent.ts';
import { ledgerIn } from '../../../shared/store/ledger.ts';
import type { LedgerPort } from '../../../shared/store/port.ts';
import { type Engine, startEngine } from '../../functions/engine.ts';
import { cancellationOf, returnOf } from '../../simulation/aftermath.ts';
import type { Ask } from '../../simulation/ask.ts';
import { adjustment, statusChange, transferOf } from '../../simulation/desk.ts';
import { type Asked, printsOf, serve } from '../../simulation/request.ts';
import { captureOf, purchase, redemption, releaseOf, type Sale } from '../../simulation/sales.ts';
import { paperPort } from '../../support/paper-port.ts';
import { house, opening, rules, settings } from './crowd.ts';

/** A function is killed at each of its calls to a real engine; its till asks again with the same key. */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = Date.UTC(2026, 2, 14, 12);
const later = noon + hourMs;
/** Time stands still, so that two runs of one story write the same bytes. */
const clockAt = (now: number) => ({
  machine: () => now,
  recording: () => now,
  sleep: () => Promise.resolve(),
  random: () => 0.5,
});

const on = { walletId: 'wal_1', merchantId: 'zara' };
const sale = (receiptNumber: string, pay: Sale['pay']): Ask =>
  purchase(house, { ...on, receiptNumber, occurredAt: null, amounts: [2_000, 3_000], tenderMinor: 0, pay });
const spend = (amountMinor: number, holdSeconds: number | null = null): Ask =>
  redemption(house, { ...on, asset: 'cashback', basketMinor: null, amountMinor, holdSeconds });
const asking = (ask: Ask, key: string): Asked => ({ ask, callerId: 'key_a', key, at: noon });

const fundsMinor = 10_000;
const heldMinor = 600;
/** The wallets before: one in use with a purchase and an open hold, an empty one, one to be merged, one to be closed. */
const before: readonly Asked[] = [
  ...['wal_1', 'wal_2', 'wal_3', 'wal_4'].map((walletId) => asking(opening(walletId), walletId)),
  asking(adjustment('wal_1', 'cashback', fundsMinor, null), 'funds'),
  asking(sale('R-1', 100), 'bought'),
  asking(spend(heldMinor, 600), 'held'),
  asking(adjustment('wal_3', 'cashback', 70, null), 'funds'),
];
const [boughtAt, holdAt] = [2, 3];

const given = await (async () => {
  const { port, of } = paperPort();
  for (const asked of before) expect((await serve(port, clockAt(noon), settings, rules, asked)).kind).toBe('accepted');
  return ['wal_1', 'wal_2', 'wal_3', 'wal_4'].flatMap((walletId) => of(walletId));
})();
const bought = given.find(({ event }) => event.kind === 'purchased') as Entry & { readonly event: Purchased };
expect([bought.sequence, given.find(({ event }) => event.kind === 'held')?.sequence]).toEqual([boughtAt, holdAt]);
const hold = { walletId: 'wal_1', hold: holdAt };
const availableMinor = (given.filter(({ walletId }) => walletId === 'wal_1').at(-1)?.state.lots ?? [])
  .filter(({ asset, availability }) => asset === 'cashback' && availability.kind === 'available')
  .reduce((sum, lot) => sum + lot.remainingMinor, 0);

/** What is asked, and the code that refuses it; at noon, under its own key, unless said. */
type Case = {
  readonly name: string;
  readonly ask: Ask;
  readonly code?: string;
  readonly now?: number;
  readonly key?: string;
};
const cases: readonly Case[] = [
  { name: 'an opening', ask: opening('wal_9') },
  { name: 'an earn', ask: sale('R-2', 'none') },
  { name: 'a purchase paid with the wallet', ask: sale('R-2', 100) },
  { name: 'a spend', ask: spend(100) },
  { name: 'a refused spend', ask: spend(availableMinor), code: 'insufficient-funds' },
  { name: 'a hold', ask: spend(100, 600) },
  { name: 'a capture', ask: captureOf({ ...hold, amountMinor: 200 }) },
  { name: 'a refused capture', ask: captureOf({ ...hold, amountMinor: heldMinor + 1 }), code: 'capture-above-hold' },
  { name: 'a release', ask: releaseOf(hold) },
  {
    name: 'a return',
    ask: returnOf(house, { walletId: 'wal_1', purchase: bought }, { kind: 'amount', amountMinor: 1_000 }),
  },
  { name: 'a cancellation', ask: cancellationOf(house, 'wal_1', 'key_a', 'bought'), key: 'bought' },
  { name: 'a cancellation of nothing', ask: cancellationOf(house, 'wal_1', 'key_a', 'never-sent'), key: 'never-sent' },
  { name: 'a transfer of all', ask: transferOf('wal_3', 'wal_2', 40_000) },
  { name: 'a refused transfer', ask: transferOf('wal_1', 'wal_2', 40_000), code: 'holds-open' },
  { name: 'an adjustment', ask: adjustment('wal_1', 'cashback', 300, 400) },
  { name: 'a block', ask: statusChange('wal_1', 'block') },
  { name: 'a closing', ask: statusChange('wal_4', 'close') },
  { name: 'a refused closing', ask: statusChange('wal_3', 'close'), code: 'wallet-not-empty' },
  {
    name: 'a capture after the hold’s time',
    ask: captureOf({ ...hold, amountMinor: 200 }),
    code: 'hold-expired',
    now: later,
  },
  { name: 'a spend that only the end of a hold makes possible', ask: spend(availableMinor), now: later },
];

/** What a killed function had come to: its last call was not made, was made and not answered, or comes after all else. */
type Manner = 'before' | 'after' | 'late';

/** Something else of the wallet, so that a write that comes late finds its place taken. */
const meanwhile = ({ walletId }: Ask): Asked =>
  asking(adjustment(walletId === 'wal_9' ? 'wal_1' : walletId, 'cashback', 1, null), 'meanwhile');

/** A port on which the call of that number, and all after it, never answer. */
function killedAt(port: LedgerPort, call: number, manner: Manner) {
  const calls: string[] = [];
  let land = async (): Promise<unknown> => undefined;
  let reach: () => void;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const dying = Object.entries(port).map(([name, ask]) => [
    name,
    async (...args: unknown[]) => {
      calls.push(name);
      const doing = () => (ask as (...all: unknown[]) => Promise<unknown>)(...args);
      if (calls.length <= call) return doing();
      if (calls.length === call + 1) {
        if (manner === 'after') await doing();
        if (manner === 'late') land = doing;
        reach();
      }
      return new Promise(() => {});
    },
  ]);
  return { port: Object.fromEntries(dying) as LedgerPort, calls, reached, land: () => land() };
}

const isWrite = (call: string | undefined) => call === 'put' || call === 'transact';

/** All that the table holds of these wallets and of the request. */
async function dump(port: LedgerPort, asked: Asked) {
  const refused = await port.findRefusal(asked.ask.walletId, printsOf(asked).prints.print);
  const walletIds = ['wal_1', 'wal_2', 'wal_3', 'wal_4', 'wal_9'];
  const heads = await Promise.all(walletIds.map((walletId) => port.head(walletId)));
  const entries = heads.flatMap((head) =>
    head ? Array.from({ length: head.sequence + 1 }, (_, sequence) => port.get(head.walletId, sequence)) : [],
  );
  return { refused, items: (await Promise.all(entries)).map((entry) => toItem(entry!)) };
}

const told = (outcome: Outcome) =>
  outcome.kind === 'accepted'
    ? { kind: outcome.kind, item: toItem(outcome.entry) }
    : outcome.kind === 'refused'
      ? { kind: outcome.kind, refusal: outcome.refusal, requestId: outcome.requestId }
      : outcome;

async function aTable(): Promise<LedgerPort> {
  const port = ledgerIn(await engine.anotherTable());
  await Promise.all(given.map((entry) => port.put(entry)));
  return port;
}

test.concurrent.each(cases)(
  '$name, its function killed at any call: asked again it ends as if nothing had been',
  async (one) => {
    const { ask, code, now = noon, key = 'asked' } = one;
    const asked = asking(ask, key);
    const at = (port: LedgerPort) => serve(port, clockAt(now), settings, rules, asked);
    const whole = killedAt(await aTable(), Number.MAX_SAFE_INTEGER, 'before');
    const expected = await at(whole.port);
    expect(expected.kind === 'refused' ? expected.refusal.code : expected.kind).toBe(code ?? 'accepted');
    const standing = await dump(whole.port, asked);
    whole.calls.splice(whole.calls.findLastIndex(isWrite) + 1);
    expect(whole.calls.length).toBeGreaterThan(1);

    for (const [call, called] of whole.calls.entries()) {
      const manners: readonly Manner[] = isWrite(called) ? ['before', 'after', 'late'] : ['before'];
      for (const manner of manners) {
        const port = await aTable();
        const killed = killedAt(port, call, manner);
        void at(killed.port);
        await killed.reached;
        const name = `killed ${manner} call ${call}, ${called}`;
        expect(told(await at(port)), name).toEqual(told(expected));
        await killed.land();
        expect(await dump(port, asked), name).toEqual(standing);
        expect(told(await at(port)), name).toEqual(told(expected));
      }
    }
  },
);

/** All but the one that settles a hold by an entry of its own first: there the other entry stands between the two. */
const ofOneEntry = cases.filter(({ code }) => code !== 'hold-expired');

test.concurrent.each(ofOneEntry)(
  '$name, its function killed at a write that comes when another entry stands: as if it had never been sent',
  async ({ ask, now = noon, key = 'asked' }) => {
    const asked = asking(ask, key);
    const at = (port: LedgerPort, what = asked) => serve(port, clockAt(now), settings, rules, what);
    const whole = killedAt(await aTable(), Number.MAX_SAFE_INTEGER, 'before');
    await at(whole.port);
    const inOrder = await aTable();
    expect((await at(inOrder, meanwhile(ask))).kind).toBe('accepted');
    const expected = await at(inOrder);
    const standing = await dump(inOrder, asked);

    const writes = whole.calls.flatMap((called, call) => (isWrite(called) ? [call] : []));
    expect(writes.length).toBeGreaterThan(0);
    for (const call of writes) {
      const port = await aTable();
      const killed = killedAt(port, call, 'late');
      void at(killed.port);
      await killed.reached;
      await at(port, meanwhile(ask));
      await killed.land();
      expect(told(await at(port)), `write ${call}`).toEqual(told(expected));
      expect(await dump(port, asked), `write ${call}`).toEqual(standing);
    }
  },
);
