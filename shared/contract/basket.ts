import * as z from 'zod';
import { type assets, currencyAssets } from '../domain/asset.ts';
import { across, because, type FieldCode, onceRead } from '../domain/field-code.ts';
import { amountMaxMinor } from '../domain/money.ts';
import { lineKinds, tenderKinds, units } from '../domain/purchase-line.ts';
import { AmountMinor, AssetChoice, isDistinct, opaqueId, PositiveMinor, Reference } from './field.ts';

export const linesMax = 200;
export const attributesMax = 16;
export const tendersMax = 20;
const quantityMax = 1_000_000_000;
const signedMinor = z.int().min(-amountMaxMinor).max(amountMaxMinor);

/** A line as the till has it on the ticket; its amount is the line's total, tax included, after the shop's discounts. */
export const Line = z
  .strictObject({
    kind: z.enum(lineKinds).default('item'),
    sku: Reference.optional(),
    category: Reference.optional(),
    brand: Reference.optional(),
    attributes: z.array(Reference).max(attributesMax).refine(isDistinct, across('repeated')).optional(),
    quantity: z.int().min(1).max(quantityMax).default(1),
    unit: z.enum(units).default('piece'),
    amountMinor: signedMinor.describe('Negative for a discount only'),
    taxMinor: signedMinor.optional(),
  })
  .superRefine(({ kind, amountMinor }, context) => {
    const fault = (code: FieldCode) =>
      context.addIssue({ code: 'custom', path: ['amountMinor'], ...because(code), input: undefined });
    if (kind === 'discount' && amountMinor > 0) fault('too-large');
    if (kind !== 'discount' && amountMinor < 0) fault('too-small');
  }, onceRead('amountMinor'))
  .refine(
    ({ amountMinor, taxMinor = 0 }) =>
      Math.abs(taxMinor) <= Math.abs(amountMinor) && taxMinor * Math.sign(amountMinor) >= 0,
    { path: ['taxMinor'], ...across('out-of-range', 'amountMinor', 'taxMinor') },
  );

export const TenderRequest = z.strictObject({ kind: z.enum(tenderKinds), amountMinor: AmountMinor });

/** Points never pay a purchase (api.md §2). */
const PayingAssets = z
  .array(z.enum(currencyAssets as [(typeof assets)[number], ...(typeof assets)[number][]]))
  .min(1)
  .max(currencyAssets.length)
  .refine(isDistinct, across('repeated'));

export const PayRequest = z.union([
  z.strictObject({ amountMinor: PositiveMinor, assets: PayingAssets.optional() }),
  z.strictObject({
    max: z
      .literal(true)
      .describe(
        'What is usable, perhaps nothing: never refused for its amount; a blocked wallet refuses it like any payment',
      ),
    assets: PayingAssets.optional(),
  }),
  z.strictObject({ redemptionId: opaqueId('red'), amountMinor: PositiveMinor.optional() }),
]);

/** Points are no currency, and a redemption's amount is one sum (api.md §2). */
export const RedeemAssets = AssetChoice.refine(
  (assets) => !assets.includes('points') || assets.every((asset) => asset === 'points'),
  across('not-allowed'),
).describe('`points` by themselves only; unless named, they are not drawn');
