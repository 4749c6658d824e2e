import type { Asset } from '../../shared/domain/asset.ts';
import { assetsOf } from '../../shared/domain/hold.ts';
import { type Pay, recordPurchase } from '../../shared/domain/purchase.ts';
import { noLine } from '../../shared/domain/purchase-line.ts';
import { capture, redeem, release } from '../../shared/domain/redemption.ts';
import type { Rules } from '../../shared/domain/rules.ts';
import { findFate } from '../../shared/store/fate.ts';
import { type Ask, intentOf, nothingToPrepare } from './ask.ts';

const spendable: readonly Asset[] = ['cashback', 'gift'];

/** The world's rules and limits, as a function would have them. */
export type House = { readonly rules: Rules; readonly lateLimitMs: number; readonly ceilingMinor: number };

export type Sale = {
  readonly walletId: string;
  readonly merchantId: string;
  readonly receiptNumber: string;
  /** Null: when it is recorded. */
  readonly occurredAt: number | null;
  readonly amounts: readonly number[];
  readonly tenderMinor: number;
  readonly pay: number | 'max' | 'none' | { readonly redemption: number };
};

export function purchase({ rules, lateLimitMs, ceilingMinor }: House, sale: Sale): Ask {
  const { walletId, merchantId, receiptNumber, amounts, pay, tenderMinor } = sale;
  const totalMinor = amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    name: typeof pay === 'object' ? 'purchase with a redemption' : pay === 'none' ? 'purchase' : 'purchase and pay',
    walletId,
    operation: 'purchase',
    body: sale,
    intent: (port, now) => {
      const occurredAt = sale.occurredAt ?? now;
      const receiptDay = rules.localDay(occurredAt);
      const place = { merchantId, storeId: '', tillId: 'T', receiptNumber, channel: 'store' as const, occurredAt };
      return intentOf<Pay>({
        receipt: { merchantId, tillId: 'T', receiptNumber, receiptDay },
        occurredAt: sale.occurredAt,
        spends: pay !== 'none' || sale.occurredAt !== null,
        prepare: async (head) => {
          if (pay === 'none') return { kind: 'none' };
          if (typeof pay !== 'object') return { kind: 'wallet', amountMinor: pay, assets: spendable };
          const placed = await findFate(port, head, pay.redemption, now);
          if (!placed) return { kind: 'none' };
          return { kind: 'redemption', amountMinor: null, placed: { ...placed, assets: assetsOf(placed.decidedBy) } };
        },
        decide: (wallet, at, paying, _head, _other, granted) =>
          recordPurchase(
            wallet,
            {
              ...place,
              ...{ walletId, receiptDay, reference: '', sector: merchantId, bare: false, totalMinor },
              lines: amounts.map((amountMinor, index) => ({ ...noLine, amountMinor, quantity: index + 1 })),
              tenders: tenderMinor > 0 ? [{ kind: 'card', amountMinor: tenderMinor }] : [],
              pay: paying,
              ceilingMinor,
              lateLimitMs,
            },
            rules,
            at,
            granted,
          ),
      });
    },
  };
}

export type Redeeming = {
  readonly walletId: string;
  readonly merchantId: string;
  readonly amountMinor: number | 'max';
  readonly asset: Asset;
  readonly basketMinor: number | null;
  readonly holdSeconds: number | null;
};

export function redemption({ rules, lateLimitMs, ceilingMinor }: House, redeeming: Redeeming): Ask {
  const { walletId, merchantId, amountMinor, asset, holdSeconds, basketMinor } = redeeming;
  return {
    name: holdSeconds === null ? 'redemption' : 'hold',
    walletId,
    operation: 'redemption',
    body: redeeming,
    intent: (_port, now) =>
      intentOf({
        spends: true,
        prepare: nothingToPrepare,
        decide: (wallet, at) => {
          const place = { merchantId, storeId: '', tillId: '', receiptNumber: '', channel: 'store' as const };
          const wanted = { amountMinor, assets: [asset] };
          const limits = { holdSeconds, basketMinor, ceilingMinor, lateLimitMs };
          return redeem(wallet, { ...place, ...limits, occurredAt: now, wanted, sector: merchantId }, rules, at);
        },
      }),
  };
}

type OfHold = { readonly walletId: string; readonly hold: number; readonly amountMinor: number | null };

export function captureOf(ask: OfHold): Ask {
  return {
    name: 'capture',
    walletId: ask.walletId,
    operation: 'capture',
    body: ask,
    intent: (port, now) =>
      intentOf({
        spends: true,
        prepare: async (head) => (await findFate(port, head, ask.hold, now))!,
        decide: (wallet, _at, placed) => capture(wallet, { placed, amountMinor: ask.amountMinor }),
      }),
  };
}

export function releaseOf(ask: Omit<OfHold, 'amountMinor'>): Ask {
  return {
    name: 'release',
    walletId: ask.walletId,
    operation: 'release',
    body: ask,
    intent: (port, now) =>
      intentOf({
        spends: true,
        prepare: async (head) => (await findFate(port, head, ask.hold, now))!,
        decide: (wallet, _at, placed) => release(wallet, placed),
      }),
  };
}
