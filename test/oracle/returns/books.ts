import assert from 'node:assert/strict';
import type { Returned } from '../../../shared/domain/event.ts';
import type { LotMovement } from '../../../shared/domain/lot.ts';
import type { Returning } from '../../../shared/domain/return-lines.ts';
import type { Done, Line, PaperLedger } from '../../support/paper-ledger.ts';
import { type Back, type Bought, nothing, type Reward, refundOf, rewardOf, sum } from './arithmetic.ts';
import { challengeGone, type Giving, remembered, rememberedAgain } from './challenge.ts';
import { checkLines, checkRefund, checkTaken } from './checks.ts';
import { type Plan, targetOf, timesAt } from './plan.ts';

/** What a wallet should come to: value less debts of each asset, and what its counters should say. */
type Account = {
  net: Map<string, number>;
  cap: number;
  progress: number;
  given: number;
  givings: Giving[];
  /** Whether the challenge counted anything yet. */
  hasCounted: boolean;
  count: number;
};
const noAccount = (): Account => ({
  ...{ net: new Map(), cap: 0, progress: 0, given: 0, givings: [], hasCounted: false, count: 0 },
});
/** What a return took of the challenge: rewards, and how often it is reached less. */
type Took = {
  readonly tookMinor: number;
  readonly times: number;
  readonly had: readonly Giving[];
  readonly left: readonly Giving[];
};
type Kept = {
  readonly bought: Bought;
  back: Back;
  reward: Reward;
  isGone: boolean;
  /** One of its returns was cancelled that was not the last, or before others. */
  isMixed: boolean;
  hasUndone: boolean;
  returns: ({ sequence: number; before: Back; after: Back; less: Record<string, number> } & Took)[];
};

/** The oracle's books: no lots, no postings, no counters; only what was bought, what is kept of it, and what that gives. */
export function books(plan: Plan, ledger: PaperLedger) {
  const accounts = new Map<string, Account>();
  const purchases: Kept[] = [];
  const accountOf = (walletId: string): Account => {
    const account = accounts.get(walletId) ?? noAccount();
    accounts.set(walletId, account);
    return account;
  };
  const bearerOf = (walletId: string) => ledger.successorOf(walletId) ?? walletId;
  const add = (walletId: string, asset: string, amountMinor: number) => {
    const { net } = accountOf(walletId);
    net.set(asset, (net.get(asset) ?? 0) + amountMinor);
  };
  const find = (bought: Bought) => purchases.find((one) => one.bought === bought)!;
  const take = (walletId: string, draws: readonly LotMovement[], sign: 1 | -1) => {
    for (const { asset, amountMinor } of draws) add(walletId, asset, sign * amountMinor);
  };

  /** Posts what a purchase gives now instead of what it gave, its counters with it. Returns how much less that is. */
  function regive(
    kept: Kept,
    bearer: string,
    back: Back,
    reward: Reward,
    why: 'bought' | 'less' | Took,
  ): Record<string, number> {
    const account = accountOf(bearer);
    const was = kept.reward;
    const had = new Map(account.net);
    add(bearer, 'cashback', reward.cappedMinor + reward.nthMinor - was.cappedMinor - was.nthMinor);
    add(bearer, 'points', reward.points - was.points);
    account.cap += reward.cappedMinor - was.cappedMinor;
    const progress = Math.max(0, account.progress + reward.baseMinor - was.baseMinor);
    if (plan.thresholdMinor > 0) {
      const ownMinor = reward.challengeMinor - was.challengeMinor;
      const before = timesAt(plan, account.progress);
      const gone = before - timesAt(plan, progress);
      if (typeof why === 'object') {
        // A return that is undone reaches again what it had taken away, or what the purchase reaches by itself.
        const wanted = Math.max(0, -gone);
        const again = why.times > 0 ? Math.min(wanted, why.times) : ownMinor > 0 ? wanted : 0;
        const share = why.times > 0 ? Math.floor((why.tookMinor * again) / why.times) : ownMinor;
        const regivenMinor = again === 0 ? 0 : share;
        add(bearer, 'cashback', regivenMinor);
        account.given += regivenMinor;
        if (again > 0 && again === why.times && bearer === kept.bought.walletId)
          account.givings = remembered(rememberedAgain(why.had, why.left, account.givings));
        account.progress = wanted > again ? targetOf(plan) * (before + again + 1) - 1 : progress;
      } else {
        if (why === 'less') {
          const mine = bearer === kept.bought.walletId ? kept.bought : null;
          const by = { was, is: reward };
          const less = challengeGone(account.givings, account.given, { before, gone }, mine, by);
          add(bearer, 'cashback', -less.minor);
          account.given -= less.minor;
          account.givings = less.givings;
        } else {
          add(bearer, 'cashback', reward.challengeMinor);
          account.given += reward.challengeMinor;
          account.hasCounted ||= reward.baseMinor > 0;
          const giving = { of: kept.bought, minor: reward.challengeMinor, times: reward.crossed };
          if (reward.crossed > 0) account.givings = remembered([...account.givings, giving]);
        }
        account.progress = progress;
      }
    }
    const lessOf = (asset: string) => (had.get(asset) ?? 0) - (account.net.get(asset) ?? 0);
    const less = { cashback: lessOf('cashback'), points: lessOf('points') };
    for (const [at, { asset }] of kept.bought.paid.entries())
      add(bearer, asset, back.refunded[at]! - kept.back.refunded[at]!);
    kept.back = back;
    kept.reward = reward;
    return less;
  }

  /** What the ledger's wallet is worth of an asset. */
  function worth(walletId: string, asset: string): number {
    const { lots, owed } = ledger.stateOf(walletId);
    const held = lots.filter((lot) => lot.asset === asset).map((lot) => lot.remainingMinor);
    return sum(held) - sum(owed.filter((debt) => debt.asset === asset).map(({ amountMinor }) => amountMinor));
  }

  const writeOff = (bearer: string, { event }: Pick<Line, 'event'>) => {
    for (const { asset, writtenOffMinor } of 'clawbacks' in event ? event.clawbacks : [])
      add(bearer, asset, writtenOffMinor);
  };

  return {
    settled: ({ walletId, settled }: Line) => take(walletId, settled.draws, -1),
    spent: ({ walletId, effects }: Line) => take(walletId, effects.draws, -1),
    given: ({ walletId }: Line, asset: string, amountMinor: number) => add(walletId, asset, amountMinor),

    bought({ walletId, sequence, effects }: Line, lines: Bought['lines']): void {
      const account = accountOf(walletId);
      take(walletId, effects.draws, -1);
      const bought: Bought = {
        walletId,
        sequence,
        lines,
        paid: effects.draws.map(({ asset, lotId, amountMinor }) => ({ asset, lotId, amountMinor })),
        isNth: (account.count + 1) % 2 === 0,
        roomMinor: plan.capMinor === 0 ? Number.MAX_SAFE_INTEGER : Math.max(0, plan.capMinor - account.cap),
        progress: account.progress,
        challengeRoomMinor: roomOf(plan, account),
      };
      const back = { lines: lines.map(() => ({ quantity: 0, amountMinor: 0 })), refunded: effects.draws.map(() => 0) };
      const kept: Kept = {
        bought,
        back,
        reward: nothing,
        isGone: false,
        isMixed: false,
        hasUndone: false,
        returns: [],
      };
      regive(kept, walletId, back, rewardOf(plan, bought, back), 'bought');
      account.count += 1;
      purchases.push(kept);
    },

    pick: (at: number): Kept | undefined => (purchases.length === 0 ? undefined : purchases[at % purchases.length]),
    pickReturnOf: (bought: Bought, at: number): number | undefined => {
      const { returns } = find(bought);
      return returns[at % Math.max(1, returns.length)]?.sequence;
    },

    /** A return was answered: refused for the right reason, or books what it should. */
    answered(bought: Bought, returning: Returning, done: Done) {
      const kept = find(bought);
      const { walletId } = bought;
      const left = bought.lines.map(({ amountMinor, quantity }, at) => ({
        amountMinor: amountMinor - kept.back.lines[at]!.amountMinor,
        quantity: quantity - kept.back.lines[at]!.quantity,
      }));
      if (done.kind !== 'accepted') {
        assert.equal(done.kind, 'refused');
        const code = done.kind === 'refused' ? done.refusal.code : '';
        if (kept.isGone) return assert.equal(code, 'cancelled');
        if (left.every((line) => line.amountMinor === 0 && line.quantity === 0))
          return assert.equal(code, 'nothing-to-return');
        assert.equal(code, 'over-returned');
        if (returning.kind === 'amount')
          return assert.ok(returning.amountMinor > sum(left.map((line) => line.amountMinor)));
        assert.equal(returning.kind, 'lines');
        return;
      }
      assert.ok(!kept.isGone, 'a cancelled purchase was returned');
      const event = done.line.event as Returned;
      const before = kept.back;
      checkLines(left, returning, event.lines);
      const isClosed = ledger.stateOf(bearerOf(walletId)).status === 'closed';
      const wantedMinor = isClosed ? 0 : refundOf(plan, bought, before, event.amountMinor);
      const lines = before.lines.map(({ quantity, amountMinor }, at) => {
        const back = event.lines.find(({ index }) => index === at);
        return { quantity: quantity + (back?.quantity ?? 0), amountMinor: amountMinor + (back?.amountMinor ?? 0) };
      });
      const refunded = bought.paid.map(
        (_, at) => event.soFar.refunded.find(({ draw }) => draw === at)?.amountMinor ?? 0,
      );
      const back = { lines, refunded };
      const bearerLine = done.otherLine ?? done.line;
      checkRefund(bought, before, back, wantedMinor, bearerLine, isClosed);
      if (isClosed) {
        kept.returns.push({
          sequence: done.line.sequence,
          before,
          after: back,
          tookMinor: 0,
          times: 0,
          had: [],
          left: [],
          less: {},
        });
        kept.back = back;
        return;
      }
      const refundedOf = (asset: string) =>
        sum(bought.paid.map((draw, at) => (draw.asset === asset ? back.refunded[at]! - before.refunded[at]! : 0)));
      checkTaken(plan.clawback, event, bearerLine, refundedOf);
      const account = accountOf(bearerLine.walletId);
      const { given, givings, progress } = account;
      const less = regive(kept, bearerLine.walletId, back, rewardOf(plan, bought, back), 'less');
      const tookMinor = given - account.given;
      const times = timesAt(plan, progress) - timesAt(plan, account.progress);
      const took = { tookMinor, times, had: givings, left: account.givings };
      kept.returns.push({ sequence: done.line.sequence, before, after: back, ...took, less });
      for (const [asset, lessMinor] of Object.entries(less)) {
        const offMinor = sum(event.clawbacks.filter((one) => one.asset === asset).map((one) => one.writtenOffMinor));
        assert.ok(offMinor <= Math.max(0, lessMinor), 'more was written off than the purchase gives less');
      }
      writeOff(bearerLine.walletId, done.line);
    },

    /** All that is left of it comes back, whatever the policies of returns. */
    cancelled(bought: Bought, line: Line): void {
      const kept = find(bought);
      if (kept.isGone) return;
      kept.isGone = true;
      const bearer = bearerOf(bought.walletId);
      accountOf(bearer).count -= 1;
      if (ledger.stateOf(bearer).status === 'closed') return;
      const back = { lines: kept.back.lines, refunded: bought.paid.map(({ amountMinor }) => amountMinor) };
      regive(kept, bearer, back, nothing, 'less');
      writeOff(bearer, line);
    },

    unreturned(bought: Bought, sequence: number, line: Line): void {
      const kept = find(bought);
      if (kept.isGone) return;
      const at = kept.returns.findIndex((one) => one.sequence === sequence);
      const [one] = kept.returns.splice(at, 1) as [Kept['returns'][number]];
      const before = without(kept.back, one);
      const bearer = bearerOf(bought.walletId);
      if (ledger.stateOf(bearer).status === 'closed') {
        kept.back = before;
        return;
      }
      kept.isMixed ||= at < kept.returns.length || kept.hasUndone;
      kept.hasUndone = true;
      const less = regive(kept, bearer, before, rewardOf(plan, bought, before), one);
      writeOff(bearer, line);
      const { clawbacks } = ledger.of(bought.walletId)[sequence]!.event as Returned;
      for (const asset of new Set(clawbacks.map((clawback) => clawback.asset))) {
        const ofAsset = clawbacks.filter((clawback) => clawback.asset === asset);
        const offMinor = sum(ofAsset.map(({ writtenOffMinor }) => writtenOffMinor));
        const againMinor = Math.max(0, -(less[asset] ?? 0));
        const keptBackMinor = Math.max(0, (one.less[asset] ?? 0) - againMinor);
        const notMinor = Math.min(againMinor, Math.max(0, offMinor - keptBackMinor));
        // Of several returns or rewards no rule here says which wrote off what: of that much, what the ledger says
        // stands. Each reward alone is held against what it was before in ../undoing.
        const freeMinor = worth(bearer, asset) - (accountOf(bearer).net.get(asset) ?? 0);
        const isFree = (kept.isMixed || ofAsset.length > 1) && freeMinor <= 0 && -freeMinor <= offMinor;
        add(bearer, asset, isFree ? freeMinor : -notMinor);
      }
    },

    merged(fromId: string, toId: string): void {
      const [from, to] = [accountOf(fromId), accountOf(toId)];
      for (const [asset, amountMinor] of from.net) add(toId, asset, amountMinor);
      accounts.set(fromId, noAccount());
      to.cap += from.cap;
      to.progress += from.progress;
      to.given += from.given;
      // Of two that counted, rewards are known by entries of one wallet no more.
      if (from.hasCounted) to.givings = [];
      to.hasCounted ||= from.hasCounted;
      to.count += from.count;
    },

    /** The ledger's wallets are worth what the books say, to the cent. */
    check(_now: number): void {
      for (const walletId of ledger.walletIds()) {
        const { lots, owed } = ledger.stateOf(walletId);
        const actual = new Map<string, number>();
        for (const lot of lots) actual.set(lot.asset, (actual.get(lot.asset) ?? 0) + lot.remainingMinor);
        for (const debt of owed) actual.set(debt.asset, (actual.get(debt.asset) ?? 0) - debt.amountMinor);
        if (plan.clawback !== 'debt') assert.equal(owed.length, 0, 'a debt without its policy');
        const expected = accountOf(walletId).net;
        for (const asset of new Set([...actual.keys(), ...expected.keys()])) {
          assert.equal(actual.get(asset) ?? 0, expected.get(asset) ?? 0, `${walletId} ${asset}`);
        }
      }
    },
  };
}

function roomOf({ challengeCap }: Plan, account: Account): number {
  if (!challengeCap) return Number.MAX_SAFE_INTEGER;
  const { per, amountMinor } = challengeCap;
  // What the challenge has given counts until it goes, whichever purchase comes back.
  return Math.max(0, amountMinor - (per === 'member' ? account.given : 0));
}

export type Books = ReturnType<typeof books>;

/** What has come back without one of the returns. */
function without(all: Back, { before, after }: { before: Back; after: Back }): Back {
  return {
    lines: all.lines.map(({ quantity, amountMinor }, at) => ({
      quantity: quantity - (after.lines[at]!.quantity - before.lines[at]!.quantity),
      amountMinor: amountMinor - (after.lines[at]!.amountMinor - before.lines[at]!.amountMinor),
    })),
    refunded: all.refunded.map((minor, at) => minor - (after.refunded[at]! - before.refunded[at]!)),
  };
}
