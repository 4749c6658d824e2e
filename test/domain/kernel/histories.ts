import { adjust } from '../../../shared/domain/adjustment.ts';
import type { Asset } from '../../../shared/domain/asset.ts';
import { confirm } from '../../../shared/domain/confirmation.ts';
import { dayMs, minuteMs } from '../../../shared/domain/instant.ts';
import { openWallet } from '../../../shared/domain/opening.ts';
import { type Pay, recordPurchase } from '../../../shared/domain/purchase.ts';
import { noLine } from '../../../shared/domain/purchase-line.ts';
import { capture, redeem, release } from '../../../shared/domain/redemption.ts';
import type { Returning } from '../../../shared/domain/return-lines.ts';
import { returnPurchase } from '../../../shared/domain/return-purchase.ts';
import { returnRedemption } from '../../../shared/domain/return-redemption.ts';
import type { Rules } from '../../../shared/domain/rules.ts';
import { block, close, unblock } from '../../../shared/domain/status.ts';
import { transfer } from '../../../shared/domain/transfer.ts';
import { rulesetOf } from '../../simulation/ruleset.ts';
import type { Done, PaperLedger } from '../../support/paper-ledger.ts';
import type { Step, Twist, World } from './steps.ts';

export const rulesOf = ({ refund, clawback, points }: World) => rulesetOf(refund, clawback, points, false);
const merchants = ['zara', 'deco', 'sushi', 'kiosk'] as const;
export const startedAt = Date.UTC(2026, 2, 14, 9);
const lateLimitMs = 7 * dayMs;
/** How far off a till's clock is. */
const offsets: Partial<Record<Twist, number>> = { ahead: 6 * minuteMs, late: -3 * dayMs, 'too-late': -8 * dayMs };

type Known = { readonly walletId: string; readonly sequence: number };
const cashAndGift: readonly Asset[] = ['cashback', 'gift'];

/** Plays a history on a ledger of two wallets; `onDone` hears each answer. */
export function play(
  ledger: PaperLedger,
  world: World,
  history: readonly Step[],
  onDone: (step: Step, done: Done, now: number) => void = () => {},
  rules: Rules = rulesOf(world),
): number {
  let now = startedAt;
  for (const walletId of ['wal_a', 'wal_b'])
    ledger.act(walletId, now, (wallet, at) =>
      openWallet(wallet, { walletId, merchantId: '', channel: 'store' }, rules, at),
    );

  const known = (kinds: readonly string[]): Known[] =>
    ledger.walletIds().flatMap((walletId) => ledger.of(walletId).filter(({ event }) => kinds.includes(event.kind)));

  for (const step of history) {
    now += step.wait;
    const done = ask(step);
    if (done) onDone(step, done, now);
  }
  return now;

  function ask({ ask, pick, amount, twist }: Step): Done | undefined {
    const occurredAt = now + (twist === undefined ? 0 : (offsets[twist] ?? 0));
    const ceilingMinor = twist === 'ceiling' ? amount % 400 : null;
    const noLimit = { ceilingMinor, lateLimitMs };
    const walletId = pick % 3 === 0 ? 'wal_b' : 'wal_a';
    const merchantId = merchants[pick % merchants.length]!;
    const one = (kinds: readonly string[]) => {
      const found = known(kinds);
      return found.length === 0 ? undefined : found[pick % found.length];
    };
    const place = {
      merchantId,
      storeId: '',
      tillId: '',
      receiptNumber: '',
      channel: 'store' as const,
      occurredAt,
    };
    const sale = (on: string, pay: Pay) => {
      const lines = [amount, pick, amount % 997]
        .slice(0, 1 + (pick % 3))
        .map((amountMinor, at) => ({ ...noLine, amountMinor, quantity: at + 1 }));
      const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
      const paidMinor = { tenders: Math.floor(totalMinor / 2), 'too-many-tenders': totalMinor + 1 }[twist as string];
      const tenders = paidMinor === undefined ? [] : [{ kind: 'card' as const, amountMinor: paidMinor }];
      const basket = { receiptDay: 0, reference: '', sector: '', bare: false, lines, totalMinor, tenders };
      return ledger.act(on, now, (wallet, at) =>
        recordPurchase(wallet, { ...place, ...basket, walletId: on, pay, ...noLimit }, rules, at),
      );
    };
    const spend = (holdSeconds: number | null) =>
      ledger.act(walletId, now, (wallet, at) => {
        const wanted = {
          amountMinor: 1 + (amount % 150),
          assets: pick % 5 === 0 ? (['points'] as const) : cashAndGift,
        };
        const basketMinor = { 'small-basket': 400, 'no-basket': null }[twist as string];
        const basket = { basketMinor: basketMinor === undefined ? 5_000 : basketMinor, sector: '' };
        return redeem(wallet, { ...place, ...basket, wanted, holdSeconds, ...noLimit }, rules, at);
      });
    const takeBack = (returning: Returning) => {
      const bought = one(['purchased']);
      if (!bought) return undefined;
      const purchase = ledger.pastOf(bought.walletId, bought.sequence, rules);
      const amended = ledger.amendedOf(bought.walletId, bought.sequence);
      const told = { tillId: '', receiptNumber: '', occurredAt, reason: 'customer' as const };
      return ledger.act(
        bought.walletId,
        now,
        (wallet, at, other) => returnPurchase(wallet, { purchase, amended, returning, ...told, ...noLimit }, at, other),
        ledger.successorOf(bought.walletId),
      );
    };
    switch (ask) {
      case 'sale':
        return sale(walletId, { kind: 'none' });
      case 'pay':
        return sale(walletId, { kind: 'wallet', amountMinor: 1 + (pick % 90), assets: cashAndGift });
      case 'pay-max':
        return sale(walletId, { kind: 'wallet', amountMinor: 'max', assets: cashAndGift });
      case 'redeem':
        return spend(null);
      case 'hold':
        return spend(60 + amount * 30);
      case 'take-up': {
        const placed = one(['held', 'redeemed', 'captured']);
        if (!placed || ledger.of(placed.walletId)[placed.sequence]!.event.kind === 'captured') return undefined;
        const value = ledger.placedOf(placed.walletId, placed.sequence, now);
        const amountMinor = twist === 'part' ? 1 + (amount % 90) : null;
        return sale(placed.walletId, { kind: 'redemption', amountMinor, placed: value });
      }
      case 'capture': {
        const held = one(['held']);
        return (
          held &&
          ledger.act(held.walletId, now, (wallet) =>
            capture(wallet, {
              placed: ledger.placedOf(held.walletId, held.sequence, now),
              amountMinor: pick % 2 ? null : 1 + (amount % 90),
            }),
          )
        );
      }
      case 'release': {
        const held = one(['held']);
        return (
          held &&
          ledger.act(held.walletId, now, (wallet) =>
            release(wallet, ledger.placedOf(held.walletId, held.sequence, now)),
          )
        );
      }
      case 'return-lines':
        return takeBack({
          kind: 'lines',
          lines: [
            { index: 0, quantity: 1, amountMinor: pick % 4 === 0 ? amount : null },
            ...(twist === 'two-lines' && linesOf(one(['purchased'])) > 1
              ? [{ index: 1, quantity: 1, amountMinor: null }]
              : []),
          ],
        });
      case 'return-amount':
        return takeBack({ kind: 'amount', amountMinor: 1 + amount });
      case 'return-all':
        return takeBack({ kind: 'all' });
      case 'return-redemption': {
        const redeemed = one(['redeemed', 'held']);
        if (!redeemed) return undefined;
        const { walletId: of, sequence } = redeemed;
        const command = {
          walletId: of,
          placed: ledger.placedOf(of, sequence, now),
          paidBy: ledger.drawnBy(of, sequence),
          amended: ledger.amendedOf(of, sequence),
          amountMinor: 1 + (amount % 90),
          ceilingMinor: twist === 'ceiling' ? amount % 40 : null,
          graceDays: 2,
        };
        return ledger.act(
          of,
          now,
          (wallet, at, other) => returnRedemption(wallet, command, at, other),
          ledger.successorOf(of),
        );
      }
      case 'cancel': {
        const target = one(['purchased', 'redeemed', 'returned']);
        return target && isAlone(target) ? ledger.cancel(target.walletId, now, [target.sequence], rules, 2) : undefined;
      }
      case 'confirm': {
        const bought = one(['purchased']);
        const lotIds = bought && ledger.of(bought.walletId)[bought.sequence]!.effects.credits.map(({ lotId }) => lotId);
        return (
          bought &&
          ledger.act(bought.walletId, now, (wallet) =>
            confirm(wallet, { of: bought.sequence, merchantId, lotIds: lotIds! }),
          )
        );
      }
      case 'adjust-up':
      case 'adjust-down': {
        const amountMinor = ask === 'adjust-up' ? 1 + (amount % 500) : -1 - (amount % 500);
        const command = {
          asset: pick % 2 ? ('gift' as const) : ('cashback' as const),
          amountMinor,
          reason: 'r',
          ticket: '',
          ceilingMinor,
        };
        return ledger.act(walletId, now, (wallet, at) => adjust(wallet, command, at));
      }
      case 'block':
      case 'unblock':
      case 'close':
        return ledger.act(walletId, now, { block, unblock, close }[ask]);
      case 'transfer': {
        const to = walletId === 'wal_a' ? 'wal_b' : 'wal_a';
        return ledger.act(
          walletId,
          now,
          (wallet, at, other) => transfer(wallet, other!, { walletId, reason: 'r', ceilingMinor }, at),
          to,
        );
      }
    }
  }

  function linesOf(bought: Known | undefined): number {
    const event = bought && ledger.of(bought.walletId)[bought.sequence]!.event;
    return event?.kind === 'purchased' ? event.lines.length : 0;
  }

  /** Cancelling what another entry stands on takes that along; here only what stands alone is cancelled. */
  function isAlone({ walletId, sequence }: Known): boolean {
    return !ledger.of(walletId).some(({ event }) => event.kind === 'purchased' && event.takenUp === sequence);
  }
}
