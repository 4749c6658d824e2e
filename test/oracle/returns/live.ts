import assert from 'node:assert/strict';
import { adjust } from '../../../shared/domain/adjustment.ts';
import { type Asset, assets } from '../../../shared/domain/asset.ts';
import { confirm } from '../../../shared/domain/confirmation.ts';
import { hourMs } from '../../../shared/domain/instant.ts';
import { openWallet } from '../../../shared/domain/opening.ts';
import { type Pay, recordPurchase } from '../../../shared/domain/purchase.ts';
import { redeem } from '../../../shared/domain/redemption.ts';
import type { Returning } from '../../../shared/domain/return-lines.ts';
import { returnPurchase } from '../../../shared/domain/return-purchase.ts';
import { block, close } from '../../../shared/domain/status.ts';
import { transfer } from '../../../shared/domain/transfer.ts';
import { compileRuleset } from '../../../shared/lambda/compile-ruleset.ts';
import { type Done, type Line, paperLedger } from '../../support/paper-ledger.ts';
import type { Back, Bought } from './arithmetic.ts';
import { basketOf } from './basket.ts';
import { type Books, books } from './books.ts';
import { type Case, type Deed, documentOf, graceDays } from './plan.ts';

const wallets = ['wal_a', 'wal_b'] as const;
const startedAt = Date.UTC(2026, 0, 10, 9);
const noLimit = { ceilingMinor: null, lateLimitMs: 1 };
const paying: readonly Asset[] = ['gift', 'cashback'];
/** Lives a case through: the ledger's decisions beside the oracle's books, compared after every line. */
export function live({ plan, deeds }: Case, seen: (what: string) => void = () => {}): void {
  const rules = compileRuleset(1, documentOf(plan));
  const ledger = paperLedger();
  const oracle: Books = books(plan, ledger);
  let now = startedAt;
  for (const walletId of wallets) {
    ledger.act(walletId, now, (wallet, at) =>
      openWallet(wallet, { walletId, merchantId: '', channel: 'store' }, rules, at),
    );
  }
  for (const deed of deeds) {
    now += deed.waitHours * hourMs;
    doIt(deed);
    oracle.check(now);
  }

  function told(what: string, done: Done): Line | undefined {
    seen(done.kind === 'refused' ? `${what}: ${done.refusal.code}` : what);
    if (done.kind !== 'accepted') return undefined;
    oracle.settled(done.line);
    if (done.otherLine) oracle.settled(done.otherLine);
    return done.line;
  }

  function doIt({ kind, pick, amount }: Deed) {
    const walletId = wallets[pick % 5 === 0 ? 1 : 0]!;
    const place = {
      merchantId: 'zara',
      storeId: '',
      tillId: '',
      receiptNumber: '',
      channel: 'store' as const,
      occurredAt: now,
    };
    const spend = (amountMinor: number | 'max', of: readonly Asset[], holdSeconds: number | null) => {
      const asked = { ...place, wanted: { amountMinor, assets: of }, sector: '', basketMinor: null, holdSeconds };
      const line = told(
        kind,
        ledger.act(walletId, now, (wallet, at) => redeem(wallet, { ...asked, ...noLimit }, rules, at)),
      );
      if (line) oracle.spent(line);
    };
    const sale = (pay: Pay) => {
      const { basket, bought } = basketOf(pick, amount);
      const line = told(
        kind,
        ledger.act(walletId, now, (wallet, at) =>
          recordPurchase(wallet, { ...place, ...basket, walletId, pay, ...noLimit }, rules, at),
        ),
      );
      if (line) oracle.bought(line, bought);
    };
    const chosen = (): { readonly bought: Bought; readonly back: Back } | undefined => oracle.pick(pick);
    const takeBack = (returning: Returning): boolean => {
      const one = chosen();
      if (!one) return false;
      const { walletId: of, sequence } = one.bought;
      const command = {
        purchase: ledger.pastOf(of, sequence, rules),
        amended: ledger.amendedOf(of, sequence),
        returning,
        ...{ tillId: '', receiptNumber: '', occurredAt: now, reason: 'customer' as const },
        ...noLimit,
      };
      const successorId = ledger.successorOf(of);
      const done = ledger.act(of, now, (wallet, at, other) => returnPurchase(wallet, command, at, other), successorId);
      const where =
        ledger.stateOf(of).status === 'open'
          ? ''
          : successorId
            ? ' after a transfer'
            : ` of a ${ledger.stateOf(of).status} wallet`;
      if (where) seen(`return${where}`);
      told(kind, done);
      oracle.answered(one.bought, returning, done);
      return true;
    };
    switch (kind) {
      case 'sale':
        return sale({ kind: 'none' });
      case 'sale with payment':
        return sale({ kind: 'wallet', amountMinor: pick % 2 ? 'max' : 1 + (amount % 200), assets: paying });
      case 'gift': {
        const command = {
          asset: pick % 3 ? ('gift' as const) : ('cashback' as const),
          amountMinor: 1 + (amount % 600),
          reason: 'r',
          ticket: '',
        };
        const line = told(
          kind,
          ledger.act(walletId, now, (wallet, at) => adjust(wallet, { ...command, ceilingMinor: null }, at)),
        );
        if (line) oracle.given(line, command.asset, command.amountMinor);
        return;
      }
      case 'spend':
        return spend(pick % 2 ? 'max' : 1 + (amount % 100), paying, null);
      case 'hold':
        return spend(1 + (amount % 80), paying, 1 + amount * 60);
      case 'return by line': {
        const one = chosen();
        if (!one) return;
        const lines = one.bought.lines.flatMap(({ quantity }, index) =>
          quantity > 0 && (pick + index) % 2 === 0
            ? [{ index, quantity: 1 + (amount % 3), amountMinor: pick % 5 === 0 ? 1 + (amount % 700) : null }]
            : [],
        );
        if (lines.length > 0) takeBack({ kind: 'lines', lines });
        return;
      }
      case 'return by amount':
        takeBack({ kind: 'amount', amountMinor: 1 + (amount % 1_500) });
        return;
      case 'return of all':
        takeBack({ kind: 'all' });
        return;
      case 'exchange':
        if (takeBack({ kind: 'all' })) sale({ kind: 'wallet', amountMinor: 'max', assets: paying });
        return;
      case 'cancel a purchase': {
        const one = chosen();
        const line =
          one && told(kind, ledger.cancel(one.bought.walletId, now, [one.bought.sequence], rules, graceDays));
        if (one && line) oracle.cancelled(one.bought, line);
        return;
      }
      case 'cancel a return': {
        const one = chosen();
        const sequence = one && oracle.pickReturnOf(one.bought, amount);
        if (!one || !sequence) return;
        const line = told(kind, ledger.cancel(one.bought.walletId, now, [sequence], rules, graceDays));
        if (line) oracle.unreturned(one.bought, sequence, line);
        return;
      }
      case 'transfer': {
        const to = walletId === 'wal_a' ? 'wal_b' : 'wal_a';
        const command = { walletId, reason: 'r', ceilingMinor: null };
        const line = told(
          kind,
          ledger.act(walletId, now, (wallet, at, other) => transfer(wallet, other!, command, at), to),
        );
        if (line) oracle.merged(walletId, to);
        return;
      }
      case 'block':
        told(kind, ledger.act(walletId, now, block));
        return;
      case 'empty and close':
        spend('max', assets, null);
        told(kind, ledger.act(walletId, now, close));
        return;
      case 'confirm': {
        const one = chosen();
        if (!one) return;
        const { walletId: of, sequence } = one.bought;
        const lotIds = ledger.of(of)[sequence]!.effects.credits.map(({ lotId }) => lotId);
        told(
          kind,
          ledger.act(of, now, (wallet) => confirm(wallet, { of: sequence, merchantId: 'zara', lotIds })),
        );
        return;
      }
      default:
        assert.fail(kind);
    }
  }
}
