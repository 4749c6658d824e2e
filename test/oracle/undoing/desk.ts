import { adjust } from '../../../shared/domain/adjustment.ts';
import { confirm } from '../../../shared/domain/confirmation.ts';
import { hourMs, type Instant } from '../../../shared/domain/instant.ts';
import { openWallet } from '../../../shared/domain/opening.ts';
import { recordPurchase } from '../../../shared/domain/purchase.ts';
import { noLine } from '../../../shared/domain/purchase-line.ts';
import { redeem } from '../../../shared/domain/redemption.ts';
import type { Returning } from '../../../shared/domain/return-lines.ts';
import { returnPurchase } from '../../../shared/domain/return-purchase.ts';
import type { Rules } from '../../../shared/domain/rules.ts';
import { transfer } from '../../../shared/domain/transfer.ts';
import { type Done, type Line, paperLedger } from '../../support/paper-ledger.ts';

/** A purchase, and its returns that stand. */
export type Mine = {
  readonly walletId: string;
  readonly sequence: number;
  readonly merchantId: string;
  readonly returns: number[];
  isGone: boolean;
};

const noLimit = { ceilingMinor: null, lateLimitMs: 1 };
const graceDays = 2;
const lineOf = (done: Done): Line | undefined => (done.kind === 'accepted' ? done.line : undefined);
const idsOf = ({ effects }: Line) => effects.credits.map(({ lotId }) => lotId);
type Act = Parameters<ReturnType<typeof paperLedger>['act']>[2];

/** Shops and an app at work on one member's wallet, decided by the real decisions; refusals are let be. */
export function deskOf(rules: Rules, startsAt: Instant) {
  const ledger = paperLedger();
  const purchases: Mine[] = [];
  const wallets: string[] = [];
  let now = startsAt;
  const current = () => wallets.at(-1)!;
  const act = (walletId: string, decide: Act) =>
    lineOf(ledger.act(walletId, now, decide, ledger.successorOf(walletId)));
  const place = (merchantId: string) => ({
    ...{ merchantId, storeId: '', tillId: '', receiptNumber: '', channel: 'store' as const },
    occurredAt: now,
  });
  const open = () => {
    const walletId = `wal_${wallets.length}`;
    wallets.push(walletId);
    ledger.act(walletId, now, (wallet, at) =>
      openWallet(wallet, { walletId, merchantId: '', channel: 'store' }, rules, at),
    );
  };
  open();
  return {
    ledger,
    purchases,
    wallets,
    now: () => now,
    current,
    wait: (hours: number) => {
      now += hours * hourMs;
    },
    give: (amountMinor: number) =>
      act(current(), (wallet, at) =>
        adjust(wallet, { asset: 'gift', amountMinor, reason: 'r', ticket: '', ceilingMinor: null }, at),
      ),
    spend: (amountMinor: number) => {
      const wanted = { amountMinor, assets: ['cashback'] as const };
      const asked = { ...place('zara'), ...noLimit, wanted, sector: '', basketMinor: null, holdSeconds: null };
      act(current(), (wallet, at) => redeem(wallet, asked, rules, at));
    },
    buy: (merchantId: string, parts: readonly [number, string][], quantity: number, giftMinor: number) => {
      const walletId = current();
      const lines = parts.map(([amountMinor, brand]) => ({ ...noLine, amountMinor, brand, quantity }));
      const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const basket = { receiptDay: 0, reference: '', sector: '', bare: false, lines, tenders: [], totalMinor };
      const amountMinor = Math.min(giftMinor, totalMinor);
      const pay =
        giftMinor > 0 ? { kind: 'wallet' as const, amountMinor, assets: ['gift'] as const } : { kind: 'none' as const };
      const command = { ...place(merchantId), ...basket, walletId, pay, ...noLimit };
      const made = act(walletId, (wallet, at) => recordPurchase(wallet, command, rules, at));
      if (made) purchases.push({ walletId, sequence: made.sequence, merchantId, returns: [], isGone: false });
    },
    takeBack: ({ walletId, sequence, returns }: Mine, returning: Returning): number | undefined => {
      const command = {
        purchase: ledger.pastOf(walletId, sequence, rules),
        amended: ledger.amendedOf(walletId, sequence),
        returning,
        ...{ tillId: '', receiptNumber: '', occurredAt: now, reason: 'customer' as const },
        ...noLimit,
      };
      const line = act(walletId, (wallet, at, other) => returnPurchase(wallet, command, at, other));
      if (line) returns.push(line.sequence);
      return line?.sequence;
    },
    undo: ({ walletId, returns }: Mine, sequence: number) => {
      ledger.cancel(walletId, now, [sequence], rules, graceDays);
      returns.splice(returns.indexOf(sequence), 1);
    },
    cancel: (mine: Mine) => {
      ledger.cancel(mine.walletId, now, [mine.sequence], rules, graceDays);
      mine.isGone = true;
    },
    /** By the shop, which finds the lots where they were put. */
    confirm: ({ walletId, sequence, merchantId }: Mine) => {
      if (walletId !== current()) return;
      const isOf = ({ event }: Line) =>
        (event.kind === 'returned' && event.of === sequence) ||
        (event.kind === 'cancelled' && event.returnOf === sequence);
      const lines = ledger.of(walletId);
      // What its returns put back into other lots may be another purchase's.
      const made = lines.filter(isOf).flatMap((line) => idsOf(line).filter((id) => id.startsWith(`${line.sequence}.`)));
      const lotIds = [...idsOf(lines[sequence]!), ...made];
      act(walletId, (wallet) => confirm(wallet, { of: sequence, merchantId, lotIds }));
    },
    /** The card is lost: everything goes to another wallet. */
    move: () => {
      const from = current();
      open();
      const command = { walletId: from, reason: 'r', ceilingMinor: null };
      ledger.act(from, now, (wallet, at, other) => transfer(wallet, other!, command, at), current());
    },
  };
}

export type Desk = ReturnType<typeof deskOf>;
