import * as z from 'zod';
import { assets, currencyAssets } from '../asset.ts';
import { because, unlessWrong } from '../field-code.ts';
import { isTimeZone } from '../local-time.ts';
import { wholeBps } from '../money.ts';
import { tenderKinds } from '../purchase-line.ts';
import { roundingModes } from '../rounding.ts';
import { AmountMinor, AssetName, daysMax, isDistinct, monthsMax, ShareBps } from './field.ts';
import { ScopeSchema } from './scope.ts';

const Days = z.int().min(1).max(daysMax);
const Months = z.int().min(1).max(monthsMax);

/** When earned value can be spent (S4-02). */
export const PendingSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('instant') }),
  z.strictObject({ mode: z.literal('delay'), days: Days }),
  z.strictObject({
    mode: z.literal('onEvent'),
    maxDays: Days.default(30),
    // biome-ignore lint/suspicious/noThenProperty: the contract's own word; the object is never awaited
    then: z.enum(['release', 'cancel']).default('release'),
  }),
]);
export type Pending = z.infer<typeof PendingSchema>;

/** A day of the calendar's form; which of them no year has is asked where a document comes in. */
export const monthDayPattern = /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** When earned value ends (S4-05, S3-12). */
export const ExpirySchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('never') }),
  z
    .strictObject({
      mode: z.literal('duration'),
      months: Months.optional(),
      days: Days.optional(),
      endOf: z.literal('month').optional(),
    })
    .refine(({ months, days }) => (months === undefined) !== (days === undefined), {
      path: ['months'],
      ...because('required'),
    }),
  z.strictObject({
    mode: z.literal('fixedDate'),
    monthDay: z.string().regex(monthDayPattern),
    minDays: z.int().min(0).max(366).default(30),
  }),
  z.strictObject({ mode: z.literal('inactivity'), months: Months }),
]);
export type ExpiryMode = z.infer<typeof ExpirySchema>;

export const AccrualBase = z.enum(['netOfWallet', 'gross']);
export const Tax = z.enum(['incl', 'excl']);
const RoundingModeName = z.enum(roundingModes);
const Stage = z.enum(['receipt', 'line']);

const RoundingOfAsset = z.strictObject({ mode: RoundingModeName.optional(), stage: Stage.optional() });
const Rounding = z.strictObject({
  mode: RoundingModeName.default('halfUp'),
  stage: Stage.default('receipt'),
  assets: z
    .strictObject({
      cashback: RoundingOfAsset.optional(),
      prepaid: RoundingOfAsset.optional(),
      gift: RoundingOfAsset.optional(),
      sponsor: RoundingOfAsset.optional(),
      // A document that names another asset says nothing of points: they go on being rounded down.
      points: RoundingOfAsset.extend({ mode: RoundingModeName.default('floor') }).prefault({}),
    })
    .prefault({}),
});

const redeem = { minBasketMinor: AmountMinor, minAmountMinor: AmountMinor, maxShareBps: ShareBps };
const Redeem = z.strictObject({
  minBasketMinor: redeem.minBasketMinor.default(0),
  minAmountMinor: redeem.minAmountMinor.default(0),
  maxShareBps: redeem.maxShareBps.default(wholeBps),
});
export const RedeemOverride = z.strictObject(redeem).partial();

const Returns = z.strictObject({
  refund: z.enum(['proRata', 'walletFirst', 'otherFirst']).default('proRata'),
  clawback: z.enum(['pendingOnly', 'withinBalance', 'debt']).default('withinBalance'),
  graceDays: z.int().min(0).max(daysMax).default(30),
});

/** The settings of api.md §3; each has a default, so a document may leave any out. */
export const SettingsSchema = z.strictObject({
  timeZone: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/)
    .refine(isTimeZone, unlessWrong('unknown-time-zone'))
    .default('Europe/Paris'),
  accrualBase: AccrualBase.default('netOfWallet'),
  tax: Tax.default('incl'),
  nonEarningTenders: z
    .array(z.enum(tenderKinds))
    .max(tenderKinds.length)
    .refine(isDistinct, because('repeated'))
    .default(['giftCard', 'otherWallet']),
  rounding: Rounding.prefault({}),
  pending: PendingSchema.default({ mode: 'instant' }),
  expiry: z.partialRecord(AssetName, ExpirySchema).default({ cashback: { mode: 'never' } }),
  drawOrder: z
    .array(z.enum(assets).exclude(['points']))
    .max(currencyAssets.length)
    .refine(isDistinct, because('repeated'))
    .default(['sponsor', 'gift', 'prepaid', 'cashback']),
  acceptance: z.partialRecord(AssetName, ScopeSchema).default({}),
  redeem: Redeem.prefault({}),
  returns: Returns.prefault({}),
  breakage: z.strictObject({ toFunderBps: ShareBps.default(wholeBps) }).prefault({}),
});
export type Settings = z.infer<typeof SettingsSchema>;
