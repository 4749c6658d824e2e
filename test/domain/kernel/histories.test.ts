import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Asset } from '../../../shared/domain/asset.ts';
import { balancesAt } from '../../../shared/domain/balance.ts';
import { evolve } from '../../../shared/domain/evolve.ts';
import { endOf, isCancelledByTime } from '../../../shared/domain/expiry.ts';
import type { Lot, LotTerms } from '../../../shared/domain/lot.ts';
import { newWallet, type WalletState } from '../../../shared/domain/wallet.ts';
import { noPrints } from '../../../shared/store/print.ts';
import { beforeOpening, sealEntry } from '../../../shared/store/seal.ts';
import { type Line, paperLedger } from '../../support/paper-ledger.ts';
import { play } from './histories.ts';
import { type Ask, asks, steps, type World, worlds } from './steps.ts';

/** Histories of so many steps at most, over two wallets; `KERNEL_RUNS` plays more of them. */
const stepsMax = 30;
const numRuns = Number(process.env.KERNEL_RUNS ?? 400);

const overHistories = (check: (world: World, history: Parameters<typeof play>[2]) => void) =>
  fc.assert(fc.property(worlds, steps(stepsMax), check), { numRuns, seed: 7 });

/** Sums by hand: no function of the domain adds these up. */
function sums<T>(parts: readonly T[], keyOf: (part: T) => string, amountOf: (part: T) => number): Map<string, number> {
  const all = new Map<string, number>();
  for (const part of parts) all.set(keyOf(part), (all.get(keyOf(part)) ?? 0) + amountOf(part));
  return all;
}

/** What an entry posts: its written postings, and the wallet's own side, which is its movements. */
function posted({ settled, effects }: Line): { account: string; asset: Asset; amountMinor: number }[] {
  const own = (sign: 1 | -1) => (movement: { asset: Asset; amountMinor: number }) => ({
    account: 'wallet',
    asset: movement.asset,
    amountMinor: sign * movement.amountMinor,
  });
  return [
    ...[...settled.draws, ...effects.draws].map(own(-1)),
    ...effects.credits.map(own(1)),
    ...settled.postings,
    ...effects.postings,
  ];
}

const kindOf = ({ asset, originId, funding, scope, expiry }: LotTerms) =>
  JSON.stringify({ asset, originId, funding, scope, expiry });
const dueAt = ({ availability }: LotTerms, now: number) =>
  availability.kind === 'available' || (availability.kind === 'from' && availability.at <= now) ? 0 : availability.at;

describe('whatever happens to two wallets', () => {
  test('every entry’s postings sum to zero for each asset, and over all entries each account is what the wallets hold', () => {
    overHistories((world, history) => {
      const all: Line[] = [];
      const ledger = paperLedger((line) => {
        const perAsset = sums(
          posted(line),
          ({ asset }) => asset,
          ({ amountMinor }) => amountMinor,
        );
        expect([...perAsset.values()].filter((sum) => sum !== 0)).toEqual([]);
        all.push(line);
      });
      play(ledger, world, history);
      for (const walletId of ledger.walletIds()) {
        const postings = all.filter((line) => line.walletId === walletId).flatMap(posted);
        const state = ledger.stateOf(walletId);
        const lots = sums(
          state.lots,
          ({ asset }) => asset,
          ({ remainingMinor }) => remainingMinor,
        );
        const owed = sums(
          state.owed,
          ({ asset }) => asset,
          ({ amountMinor }) => amountMinor,
        );
        for (const asset of state.assetsSeen) {
          const of = (account: string) =>
            postings
              .filter((one) => one.account === account && one.asset === asset)
              .reduce((sum, one) => sum + one.amountMinor, 0);
          expect(of('wallet')).toBe(lots.get(asset) ?? 0);
          expect(0 - of('owed')).toBe(owed.get(asset) ?? 0);
        }
      }
    });
  });

  test('the balance is the replay of the entries, and the sum of the lots less what is held; nothing is below zero', () => {
    overHistories((world, history) => {
      const ledger = paperLedger(({ state }) => {
        const pinned = sums(
          state.holds.flatMap(({ pins }) => pins),
          ({ lotId }) => lotId,
          ({ amountMinor }) => amountMinor,
        );
        for (const lot of state.lots)
          expect(lot.remainingMinor).toBeGreaterThanOrEqual(Math.max(1, pinned.get(lot.id) ?? 0));
        expect([...pinned.keys()].filter((id) => !state.lots.some((lot) => lot.id === id))).toEqual([]);
        expect(state.owed.filter(({ amountMinor }) => amountMinor <= 0)).toEqual([]);
      });
      const now = play(ledger, world, history);
      for (const walletId of ledger.walletIds()) {
        const lines = ledger.of(walletId);
        const replayed = lines.reduce((state, line) => evolve(state, line), newWallet(lines[0]!.recordedAt));
        expect(replayed).toEqual(lines.at(-1)!.state);
        const ends = (lot: Lot) => (endOf(lot, replayed) ?? now + 1) <= now || isCancelledByTime(lot, now);
        const balances = ledger.balances(walletId, now);
        for (const balance of Object.values(balances))
          for (const part of Object.values(balance)) expect(part).toBeGreaterThanOrEqual(0);
        if (replayed.lots.some(ends) || replayed.holds.some(({ expiresAt }) => expiresAt <= now)) continue;
        for (const [asset, { availableMinor, pendingMinor, heldMinor }] of Object.entries(balances)) {
          const lots = replayed.lots
            .filter((lot) => lot.asset === asset)
            .reduce((sum, lot) => sum + lot.remainingMinor, 0);
          expect(availableMinor + pendingMinor + heldMinor).toBe(lots);
        }
      }
    });
  });

  test('a transfer of all keeps every cent of both wallets that had not ended, also what ends with inactivity', () => {
    let moved = 0;
    overHistories((world, history) => {
      /** What both wallets have at a moment, by asset, told by what each was before or after its last entry. */
      const held = (states: readonly WalletState[], now: number) =>
        sums(
          states.flatMap((state) => Object.entries(balancesAt(state, now))),
          ([asset]) => asset,
          ([, { availableMinor, pendingMinor, heldMinor }]) => availableMinor + pendingMinor + heldMinor,
        );
      play(paperLedger(), world, history, ({ ask }, done, now) => {
        if (ask !== 'transfer' || done.kind !== 'accepted') return;
        const sides = [done.line, done.otherLine!];
        const before = held(
          sides.map((line) => line.before),
          now,
        );
        const after = held(
          sides.map(({ state }) => state),
          now,
        );
        expect(after).toEqual(before);
        moved += 1;
      });
    });
    expect(moved).toBeGreaterThan(numRuns / 8);
  });

  test('only equal lots are merged: what is credited to a lot has its terms', () => {
    overHistories((world, history) => {
      play(
        paperLedger(({ before, effects, event, recordedAt }) => {
          for (const credit of effects.credits) {
            const lot = before.lots.find(({ id }) => id === credit.lotId);
            if (!lot || credit.amountMinor === 0) continue;
            expect(kindOf(credit)).toBe(kindOf(lot));
            const confirmed =
              lot.availability.kind === 'available' || event.kind === 'returned' || event.kind === 'cancelled';
            if (!confirmed) expect(dueAt(credit, recordedAt)).toBe(dueAt(lot, recordedAt));
          }
        }),
        world,
        history,
      );
    });
  });

  test('equal histories have equal hashes, and another amount, caller or moment has another', () => {
    overHistories((world, history) => {
      const [one, other] = [paperLedger(), paperLedger()];
      play(one, world, history);
      play(other, world, history);
      for (const walletId of one.walletIds()) {
        const hashes = hashesOf(one.of(walletId));
        expect(hashesOf(other.of(walletId))).toEqual(hashes);
        const [last, ...rest] = one.of(walletId).toReversed();
        expect(hashesOf([...rest.reverse(), { ...last!, recordedAt: last!.recordedAt + 1 }]).at(-1)).not.toBe(
          hashes.at(-1),
        );
        expect(hashesOf(one.of(walletId), 'another')[0]).not.toBe(hashes[0]);
      }
    });
  });
});

test('those histories hold every kind of event, every ask accepted at some time, and refusals of many kinds', () => {
  const [events, accepted, refused] = [new Set<string>(), new Set<Ask>(), new Set<string>()];
  overHistories((world, history) => {
    play(
      paperLedger(({ event }) => events.add(event.kind)),
      world,
      history,
      (step, done) => {
        if (done.kind === 'accepted') accepted.add(step.ask);
        if (done.kind === 'refused') refused.add(done.refusal.code);
      },
    );
  });
  expect(asks.filter((ask) => !accepted.has(ask))).toEqual([]);
  expect([...events].sort().join(' ')).toBe(
    'adjusted blocked cancelled captured carried closed confirmed held opened purchased redeemed released returned transferred-in transferred-out unblocked',
  );
  expect(refused.size).toBeGreaterThanOrEqual(10);
});

function hashesOf(lines: readonly Line[], callerId = 'key'): string[] {
  const hashes: string[] = [];
  let before = beforeOpening(lines[0]!.recordedAt);
  for (const { walletId, settled, event, effects, recordedAt } of lines) {
    const request = { walletId, callerId, prints: noPrints };
    const entry = sealEntry(before, request, settled, { event, effects }, recordedAt, {
      idempotencyMs: 1,
      lateLimitMs: 1,
    });
    hashes.push(entry.hash);
    before = entry;
  }
  return hashes;
}
