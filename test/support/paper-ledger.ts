import { balancesAt } from '../../shared/domain/balance.ts';
import { loweredBy, type Undoable } from '../../shared/domain/cancel-return.ts';
import { cancelByKey } from '../../shared/domain/cancellation.ts';
import type { Decision, Other } from '../../shared/domain/decision.ts';
import { engineNumber } from '../../shared/domain/engine.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased, TransferredOut } from '../../shared/domain/event.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { assetsOf, type PayingValue } from '../../shared/domain/hold.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Confirmation, PastPurchase } from '../../shared/domain/kept.ts';
import type { LotMovement } from '../../shared/domain/lot.ts';
import type { Amended } from '../../shared/domain/return-purchase.ts';
import { nothingReturned, withoutReturn } from '../../shared/domain/returned-so-far.ts';
import type { Grants, Moment, Rules } from '../../shared/domain/rules.ts';
import { givingsOf } from '../../shared/domain/ruleset/giving.ts';
import type { LimitUse } from '../../shared/domain/ruleset/verdict.ts';
import { type Settled, settle } from '../../shared/domain/settle.ts';
import { unspent } from '../../shared/domain/unspent.ts';
import { mayWait } from '../../shared/domain/waiting.ts';
import { newWallet, type WalletState } from '../../shared/domain/wallet.ts';

/** What a decision left on paper: an entry without bytes, keys and hashes, and the wallet before and after it. */
export type Line = Pick<Entry, 'walletId' | 'sequence' | 'recordedAt' | 'settled' | 'event' | 'effects' | 'state'> & {
  readonly before: WalletState;
};

type Deciding = (wallet: Settled, at: Moment, other?: Other) => Decision;
export type Done =
  | {
      readonly kind: 'accepted';
      readonly line: Line;
      readonly otherLine: Line | undefined;
      /** What it wants of limits that many wallets share. */
      readonly limits: readonly LimitUse[] | undefined;
    }
  | Exclude<Decision, { kind: 'accepted' }>;

/** Wallets in memory, decided by the real decisions and folded by the real fold; every line is kept. */
export function paperLedger(onLine: (line: Line) => void = () => {}, engine = engineNumber) {
  const wallets = new Map<string, Line[]>();
  const of = (walletId: string): readonly Line[] => wallets.get(walletId) ?? [];
  const stateOf = (walletId: string) => of(walletId).at(-1)!.state;

  function write(walletId: string, now: Instant, change: { event: Line['event']; effects: Line['effects'] }): Line {
    const lines = wallets.get(walletId) ?? [];
    const before = lines.at(-1)?.state ?? newWallet(now);
    const { settlement: settled } = settle(before, now);
    const written = { sequence: lines.length, recordedAt: now, settled, ...change };
    const line = { walletId, ...written, before, state: evolve(before, written) };
    lines.push(line);
    wallets.set(walletId, lines);
    onLine(line);
    return line;
  }

  const sideOf = (walletId: string, now: Instant): Other => ({
    wallet: settle(of(walletId).at(-1)?.state ?? newWallet(now), now).state,
    walletId,
    sequence: of(walletId).length,
  });

  /** Decides and writes; with another wallet both halves. */
  function act(walletId: string, now: Instant, decide: Deciding, otherId?: string): Done {
    const { wallet, sequence } = sideOf(walletId, now);
    const decision = decide(
      wallet,
      { now, sequence, engine },
      otherId === undefined ? undefined : sideOf(otherId, now),
    );
    if (decision.kind !== 'accepted') return decision;
    const line = write(walletId, now, decision.change);
    const otherLine = decision.otherChange && write(otherId!, now, decision.otherChange);
    return { kind: 'accepted', line, otherLine, limits: decision.limits };
  }

  /** The wallet that everything went to in the end. */
  function successorOf(walletId: string): string | undefined {
    const { successorId } = stateOf(walletId);
    return successorId === '' ? undefined : (successorOf(successorId) ?? successorId);
  }

  /** All that has been said of an entry by returns and cancellations, read from the whole wallet or as far as it went then. */
  function amendedOf(walletId: string, sequence: number, before?: number): Amended {
    for (const { event, sequence: by } of of(walletId).slice(0, before).toReversed()) {
      if (event.kind === 'cancelled' && event.targets.includes(sequence)) {
        return { soFar: nothingReturned, isReversed: true, by };
      }
      const isAbout =
        (event.kind === 'returned' && event.of === sequence) ||
        (event.kind === 'cancelled' && event.returnOf === sequence);
      if (isAbout) return { soFar: { ...event.soFar, grants: event.grants }, isReversed: false, by };
    }
    return { soFar: nothingReturned, isReversed: false, by: 0 };
  }

  /** What a redemption had drawn: itself, its capture, or the purchase that captured it. */
  function drawnBy(walletId: string, sequence: number): readonly LotMovement[] {
    return (endingOf(walletId, sequence) ?? of(walletId)[sequence]!).effects.draws;
  }

  const endingOf = (walletId: string, hold: number): Line | undefined =>
    of(walletId).find(
      ({ event }) =>
        ((event.kind === 'captured' || event.kind === 'released') && event.holdSequence === hold) ||
        (event.kind === 'purchased' && event.capturedHold === hold),
    );

  function placedOf(walletId: string, sequence: number, now: Instant): PayingValue {
    const placed = of(walletId)[sequence]!;
    const { event } = placed;
    const merchantId = 'merchantId' in event ? event.merchantId : '';
    const pins = placed.effects.placedHold?.pins ?? [];
    const amountMinor = pins.reduce((sum, pin) => sum + pin.amountMinor, 0);
    const assets = assetsOf(endingOf(walletId, sequence) ?? placed);
    const told = { sequence, merchantId, amountMinor, assets };
    const hold = stateOf(walletId).holds.find((open) => open.sequence === sequence);
    if (hold) return { ...told, fate: hold.expiresAt > now ? 'open' : 'expired' };
    const ending = endingOf(walletId, sequence);
    if (amendedOf(walletId, sequence).isReversed) return { ...told, fate: 'released' };
    if (ending && amendedOf(walletId, ending.sequence).isReversed) return { ...told, fate: 'released' };
    if (event.kind === 'held' && !ending) return { ...told, fate: 'expired' };
    if (ending?.event.kind === 'released') return { ...told, fate: 'released' };
    const takers = of(walletId).some((line) => line.event.kind === 'purchased' && line.event.takenUp === sequence);
    const isUsed = ending?.event.kind === 'purchased' || takers;
    const { soFar } = amendedOf(walletId, sequence);
    const drawnMinor = drawnBy(walletId, sequence).reduce((sum, draw) => sum + draw.amountMinor, 0);
    return { ...told, fate: isUsed ? 'used' : 'captured', amountMinor: drawnMinor - soFar.walletMinor };
  }

  /** What a redemption had drawn when it was taken up: its own returns had come back before. */
  const takenUpBy = (walletId: string, redemption: number, purchase: number): readonly LotMovement[] =>
    unspent(drawnBy(walletId, redemption), amendedOf(walletId, redemption, purchase).soFar);

  function pastOf(walletId: string, sequence: number, rules: Rules): PastPurchase {
    const line = of(walletId)[sequence]!;
    const event = line.event as Purchased;
    const paidBy = event.takenUp > 0 ? takenUpBy(walletId, event.takenUp, sequence) : line.effects.draws;
    return { entry: { ...line, event }, before: line.before, paidBy, rules, confirmed: confirmedSince(walletId, line) };
  }

  /** Purchases whose event came; after a transfer of all it came to the lots where they are. */
  function confirmedSince(walletId: string, { sequence, effects }: Line): readonly Confirmation[] | null {
    const { counters, successorId } = stateOf(walletId);
    const isRemembered = successorId === '' && givingsOf(counters).some(({ lapsesAt }) => lapsesAt > 0);
    if (!mayWait(effects) && !isRemembered) return null;
    const confirmedIn = (at: string) =>
      of(at).flatMap(({ event, recordedAt }) => (event.kind === 'confirmed' ? [{ ...event, at: recordedAt }] : []));
    const came = confirmedIn(walletId).map((event) => ({ of: event.of, at: event.at }));
    let lotIds = effects.credits.map(({ lotId }) => lotId);
    for (let at = walletId; stateOf(at).successorId !== ''; ) {
      const out = of(at).find(({ event }) => event.kind === 'transferred-out')!;
      const { otherWalletId, otherSequence } = out.event as TransferredOut;
      const { credits } = of(otherWalletId)[otherSequence]!.effects;
      lotIds = out.effects.draws.flatMap(({ lotId }, index) => (lotIds.includes(lotId) ? [credits[index]!.lotId] : []));
      const itsOwn = confirmedIn(otherWalletId).filter((event) => event.lotIds.some((id) => lotIds.includes(id)));
      came.push(...itsOwn.map((event) => ({ of: sequence, at: event.at })));
      at = otherWalletId;
    }
    return came;
  }

  /**
   * Cancels purchases, redemptions and returns that stand on their own, or nothing.
   * @param granted what limits that many wallets share still have for it
   */
  function cancel(
    walletId: string,
    now: Instant,
    targets: readonly number[],
    rules: Rules,
    graceDays: number,
    granted?: Grants,
  ): Done {
    const standing = targets.filter((sequence) => !amendedOf(walletId, sequence).isReversed);
    const found = standing.map((sequence) => {
      const entry = of(walletId)[sequence]!;
      const { event } = entry;
      const otherId = event.kind === 'returned' ? event.otherWalletId : '';
      const isMoot = event.kind === 'returned' && (targets.includes(event.of) || isGone(walletId, event.of, now));
      return {
        entry,
        soFar: amendedOf(walletId, sequence).soFar,
        purchase: event.kind === 'purchased' ? pastOf(walletId, sequence, rules) : null,
        cameBack:
          (event.kind === 'redeemed' && hasComeBack(walletId, sequence)) ||
          (event.kind === 'captured' && hasComeBack(walletId, event.holdSequence)),
        isMoot,
        basket: null,
        undoable: isMoot ? null : undoableOf(walletId, entry, rules),
        carried: otherId === '' ? null : of(otherId)[(event as { otherSequence: number }).otherSequence]!,
      };
    });
    const back = found.find(({ entry, isMoot }) => entry.event.kind === 'returned' && !isMoot)?.entry;
    const { purchaseCount, firstPurchaseAt, lastPurchaseAt } = stateOf(walletId);
    const gone = found.filter(({ purchase }) => purchase !== null).length;
    const command = {
      walletId,
      graceDays,
      targets: found,
      ...(back?.event.kind === 'returned'
        ? { returnOf: back.event.of, soFar: withoutThat(walletId, back) }
        : { returnOf: 0, soFar: nothingReturned }),
      ...{ purchaseCount: purchaseCount - gone, firstPurchaseAt, lastPurchaseAt },
    };
    const decide: Deciding = (wallet, at, other) => cancelByKey(wallet, command, at, other, granted);
    return act(walletId, now, decide, successorOf(walletId));
  }

  /** Whether what a return was of was reversed: a purchase, a redemption, or the hold that it captured. */
  function isGone(walletId: string, sequence: number, now: Instant): boolean {
    const { kind } = of(walletId)[sequence]!.event;
    if (amendedOf(walletId, sequence).isReversed) return true;
    return (kind === 'held' || kind === 'redeemed') && placedOf(walletId, sequence, now).fate === 'released';
  }

  /** Whether the purchase that took a redemption up gave some of it back. */
  const hasComeBack = (walletId: string, redemption: number): boolean =>
    of(walletId).some(
      ({ event, sequence }) =>
        event.kind === 'purchased' && event.takenUp === redemption && hasRefunded(walletId, sequence),
    );

  const reversedBy = (walletId: string, sequence: number): number =>
    of(walletId).find(({ event }) => event.kind === 'cancelled' && event.targets.includes(sequence))?.sequence ??
    Number.MAX_SAFE_INTEGER;

  /** Whether a return of a purchase gave something back to the wallet and stands. */
  const hasRefunded = (walletId: string, purchase: number): boolean =>
    of(walletId).some(
      ({ event, sequence }) =>
        event.kind === 'returned' &&
        event.of === purchase &&
        event.walletMinor > 0 &&
        reversedBy(walletId, sequence) >= reversedBy(walletId, purchase),
    );

  /** Of a return, the purchase that took something of limits that many wallets share, with that return and without. */
  function undoableOf(walletId: string, back: Line, rules: Rules): Undoable | null {
    if (back.event.kind !== 'returned') return null;
    const { of: bought } = back.event;
    const { event } = of(walletId)[bought]!;
    if (event.kind !== 'purchased') return null;
    const { otherWalletId, otherSequence } = back.event;
    const booked = otherWalletId === '' ? back : of(otherWalletId)[otherSequence]!;
    return {
      purchase: pastOf(walletId, bought, rules),
      lowered: loweredBy(booked.before, booked.effects),
      asIs: amendedOf(walletId, bought).soFar,
      undone: withoutThat(walletId, back),
    };
  }

  function withoutThat(walletId: string, { event }: Line) {
    if (event.kind !== 'returned') return nothingReturned;
    const previous = of(walletId)[event.previous]?.event;
    const before = event.previous > 0 && previous && 'soFar' in previous ? previous.soFar : nothingReturned;
    return withoutReturn(amendedOf(walletId, event.of).soFar, event.soFar, before);
  }

  const balances = (walletId: string, now: Instant) => balancesAt(stateOf(walletId), now);
  return {
    act,
    of,
    stateOf,
    successorOf,
    amendedOf,
    placedOf,
    pastOf,
    drawnBy,
    cancel,
    balances,
    walletIds: () => [...wallets.keys()],
  };
}

export type PaperLedger = ReturnType<typeof paperLedger>;
