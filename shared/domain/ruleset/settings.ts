import * as z from 'zod';
import { assets } from '../asset.ts';
import { isTimeZone } from '../local-time.ts';
import { amountMaxMinor, wholeBps } from '../money.ts';
import { tenderKinds } from '../purchase-line.ts';
import { roundingModes } from '../rounding.ts';
import { Scope } from './scope.ts';

const minor = z.int().min(0).max(amountMaxMinor);
const daysMax = 3_660;
const monthsMax = 120;
const days = z.int().min(1).max(daysMax);
const months = z.int().min(1).max(monthsMax);

export const AccrualBase = z.enum(['netOfWallet', 'gross']);
export const Tax = z.enum(['incl', 'excl']);

/** When what is earned can be spent (C2). */
export const Pending = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('instant') }),
  z.strictObject({ mode: z.literal('delay'), days }),
  z.strictObject({
    mode: z.literal('onEvent'),
    maxDays: days.default(30),
    then: z.enum(['release', 'cancel']).default('release'),
  }),
]);
export type Pending = z.output<typeof Pending>;

/** When it ends (C1). */
export const ExpiryRule = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('never') }),
  z.strictObject({
    mode: z.literal('duration'),
    months: months.optional(),
    days: days.optional(),
    endOf: z.literal('month').optional(),
  }),
  z.strictObject({
    mode: z.literal('fixedDate'),
    monthDay: z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
    minDays: z.int().min(0).max(daysMax).default(30),
  }),
  z.strictObject({ mode: z.literal('inactivity'), months }),
]);
export type ExpiryRule = z.output<typeof ExpiryRule>;

export const Redeem = z.strictObject({
  minBasketMinor: minor.default(0),
  minAmountMinor: minor.default(0),
  maxShareBps: z.int().min(0).max(wholeBps).default(wholeBps),
});

const mode = z.enum(roundingModes);
const Asset = z.enum(assets);

/** Settings of a ruleset, each with its default (api.md §3). */
export const Settings = z.strictObject({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { params: { code: 'not-a-time-zone' } })
    .default('Europe/Paris'),
  accrualBase: AccrualBase.default('netOfWallet'),
  tax: Tax.default('incl'),
  nonEarningTenders: z.array(z.enum(tenderKinds)).max(tenderKinds.length).default(['giftCard', 'otherWallet']),
  rounding: z
    .strictObject({
      mode: mode.default('halfUp'),
      stage: z.enum(['receipt', 'line']).default('receipt'),
      assets: z.partialRecord(Asset, z.strictObject({ mode })).default({}),
    })
    .prefault({}),
  pending: Pending.prefault({ mode: 'instant' }),
  expiry: z.partialRecord(Asset, ExpiryRule).default({}),
  drawOrder: z.array(Asset).max(assets.length).default(['sponsor', 'gift', 'prepaid', 'cashback']),
  acceptance: z.partialRecord(Asset, Scope).default({}),
  redeem: Redeem.prefault({}),
  returns: z
    .strictObject({
      refund: z.enum(['proRata', 'walletFirst', 'otherFirst']).default('proRata'),
      clawback: z.enum(['pendingOnly', 'withinBalance', 'debt']).default('withinBalance'),
      graceDays: z.int().min(0).max(daysMax).default(30),
    })
    .prefault({}),
  breakage: z.strictObject({ toFunderBps: z.int().min(0).max(wholeBps).default(wholeBps) }).prefault({}),
});

/** What a merchant may have otherwise than the ecosystem (S1-06). */
export const MerchantSettings = z.strictObject({
  accrualBase: AccrualBase.optional(),
  tax: Tax.optional(),
  redeem: Redeem.optional(),
  pending: Pending.optional(),
  categories: z.record(z.string().max(64), z.string().max(64)).optional(),
});
