import { adjust } from '../../shared/domain/adjustment.ts';
import type { Asset } from '../../shared/domain/asset.ts';
import { dayMs, type Instant } from '../../shared/domain/instant.ts';
import { openWallet } from '../../shared/domain/opening.ts';
import { type Pay, recordPurchase } from '../../shared/domain/purchase.ts';
import { noLine, type PurchaseLine, type Tender } from '../../shared/domain/purchase-line.ts';
import { redeem } from '../../shared/domain/redemption.ts';
import type { Returning } from '../../shared/domain/return-lines.ts';
import { returnPurchase } from '../../shared/domain/return-purchase.ts';
import { returnRedemption } from '../../shared/domain/return-redemption.ts';
import type { Grants, Rules } from '../../shared/domain/rules.ts';
import { transfer } from '../../shared/domain/transfer.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { type Done, type Line, paperLedger } from './paper-ledger.ts';

/** A line of a basket: one piece of something, unless told otherwise. */
export const item = (amountMinor: number, more: Partial<PurchaseLine> = {}): PurchaseLine => ({
  ...noLine,
  ...more,
  amountMinor,
});

/** Where and when everything here happens: one till of Zara, one moment. */
export const noon: Instant = Date.UTC(2026, 2, 14, 12);
export const place = {
  ...{ merchantId: 'zara', storeId: '', tillId: '', receiptNumber: '', channel: 'store' as const },
  occurredAt: noon,
};
export const noLimit = { ceilingMinor: null, lateLimitMs: dayMs };
const graceDays = 2;

export type Sale = Partial<Pick<typeof place, 'merchantId' | 'occurredAt'>> & {
  readonly pay?: Pay;
  readonly tenders?: readonly Tender[];
  readonly granted?: Grants;
};

/** The line that was written; throws what was answered instead. */
export function lineOf(done: Done): Line {
  if (done.kind !== 'accepted') throw new Error(JSON.stringify(done));
  return done.line;
}

/** A basket as the till sends it. */
export const basketOf = (lines: readonly PurchaseLine[], tenders: readonly Tender[] = []) => ({
  ...{ receiptDay: 0, reference: '', sector: '', bare: false, lines, tenders },
  totalMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0),
});

/** A till under a document, with one open wallet, and what that has of cashback. */
export function tillOf(document: object, engine?: number) {
  const till = paperTill(
    compileRuleset(1, { name: 'n', ...document }),
    paperLedger(() => {}, engine),
  );
  till.open('wal_a');
  const balance = () => till.ledger.balances('wal_a', noon).cashback;
  return { till, balance, cashback: () => balance()?.availableMinor ?? 0 };
}

/** A till on a paper ledger: what it sells and takes back is decided by the real decisions. */
export function paperTill(rules: Rules, ledger = paperLedger()) {
  const open = (walletId: string) =>
    ledger.act(walletId, noon, (wallet, at) =>
      openWallet(wallet, { walletId, merchantId: '', channel: 'store' }, rules, at),
    );
  return {
    ledger,
    rules,
    open,
    /** By hand, from nobody: never expires. */
    give: (walletId: string, amountMinor: number, asset: Asset = 'gift') =>
      ledger.act(walletId, noon, (wallet, at) =>
        adjust(wallet, { asset, amountMinor, reason: 'r', ticket: '', ceilingMinor: null }, at),
      ),
    sell: (walletId: string, lines: readonly PurchaseLine[], { pay, tenders, granted, ...there }: Sale = {}) => {
      const command = {
        ...place,
        ...there,
        ...basketOf(lines, tenders),
        ...noLimit,
        walletId,
        pay: pay ?? { kind: 'none' },
      };
      return ledger.act(walletId, noon, (wallet, at) => recordPurchase(wallet, command, rules, at, granted));
    },
    /** At once, or held for a quarter of an hour. */
    redeem: (walletId: string, amountMinor: number, holdSeconds: number | null = null) => {
      const wanted = { amountMinor, assets: ['gift', 'cashback'] as const };
      const command = { ...place, ...noLimit, wanted, sector: '', basketMinor: null, holdSeconds };
      return ledger.act(walletId, noon, (wallet, at) => redeem(wallet, command, rules, at));
    },
    giveBack: (walletId: string, of: number, returning: Returning, ceilingMinor: number | null = null) => {
      const past = { purchase: ledger.pastOf(walletId, of, rules), amended: ledger.amendedOf(walletId, of) };
      const told = { tillId: '', receiptNumber: '', occurredAt: noon, reason: 'customer' as const };
      const command = { ...past, ...told, returning, ...noLimit, ceilingMinor };
      return ledger.act(
        walletId,
        noon,
        (wallet, at, other) => returnPurchase(wallet, command, at, other),
        ledger.successorOf(walletId),
      );
    },
    giveBackRedemption: (walletId: string, of: number, amountMinor: number, ceilingMinor: number | null = null) => {
      const command = {
        walletId,
        placed: ledger.placedOf(walletId, of, noon),
        paidBy: ledger.drawnBy(walletId, of),
        amended: ledger.amendedOf(walletId, of),
        ...{ amountMinor, ceilingMinor, graceDays },
      };
      return ledger.act(
        walletId,
        noon,
        (wallet, at, other) => returnRedemption(wallet, command, at, other),
        ledger.successorOf(walletId),
      );
    },
    cancel: (walletId: string, targets: readonly number[], granted?: Grants) =>
      ledger.cancel(walletId, noon, targets, rules, graceDays, granted),
    /** Everything of one wallet goes to another: a lost card. */
    moveTo: (walletId: string, otherId: string) =>
      ledger.act(
        walletId,
        noon,
        (wallet, at, other) => transfer(wallet, other!, { walletId, reason: 'lost', ceilingMinor: null }, at),
        otherId,
      ),
  };
}
