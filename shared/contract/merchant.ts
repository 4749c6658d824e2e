import * as z from 'zod';
import { across } from '../domain/field-code.ts';
import { wholeBps } from '../domain/money.ts';
import { AmountMinor, DisplayName, isDistinct, PageQuery, pageOf, Reference, Slug, Timestamp } from './field.ts';
import { operation } from './operation.ts';

export const storesMax = 200;
const RateBps = z.int().min(0).max(wholeBps);

/** What the operator charges; terms that change start with the next period (S1-25, S3-16). */
export const BillingPlan = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('performance'),
      feeBps: RateBps.optional(),
      feeMinor: AmountMinor.optional(),
      minMinor: AmountMinor.optional(),
      maxMinor: AmountMinor.optional(),
      taxRateBps: RateBps,
    })
    .refine(({ feeBps, feeMinor }) => (feeBps === undefined) !== (feeMinor === undefined), {
      path: ['feeBps'],
      ...across('exactly-one-of'),
    }),
  z.strictObject({
    kind: z.literal('subscription'),
    perActiveMemberMinor: AmountMinor,
    minMinor: AmountMinor.optional(),
    maxMinor: AmountMinor.optional(),
    taxRateBps: RateBps,
  }),
]);

export const Store = z.strictObject({ id: Reference, name: DisplayName.optional() });

export const MerchantRequest = z.strictObject({
  name: DisplayName,
  sector: Slug,
  connected: z.boolean().describe('Whether its tills are connected (S1-05)'),
  stores: z
    .array(Store)
    .max(storesMax)
    .refine((stores) => isDistinct(stores.map(({ id }) => id)), across('repeated', '*.id'))
    .optional(),
  billingPlan: BillingPlan.optional(),
});

export const Merchant = z.object({
  id: z.string(),
  name: z.string(),
  sector: z.string(),
  connected: z.boolean(),
  stores: z.array(z.object({ id: z.string(), name: z.string().optional() })),
  billingPlan: z.looseObject({ kind: z.enum(['performance', 'subscription']) }).optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

const MerchantParams = z.strictObject({ id: Slug });
const reading = { scopes: [], groups: ['operator', 'support'] } as const;

export const PutMerchant = operation({
  operationId: 'writeMerchant',
  method: 'PUT',
  path: '/v1/merchants/{id}',
  area: 'merchant',
  summary: 'Create or replace a merchant',
  allowed: { scopes: [], groups: ['operator'] },
  params: MerchantParams,
  body: MerchantRequest,
  success: { status: 200, body: Merchant },
});

export const GetMerchant = operation({
  operationId: 'readMerchant',
  method: 'GET',
  path: '/v1/merchants/{id}',
  area: 'merchant',
  summary: 'A merchant',
  allowed: reading,
  params: MerchantParams,
  success: { status: 200, body: Merchant },
});

export const ListMerchants = operation({
  operationId: 'listMerchants',
  method: 'GET',
  path: '/v1/merchants',
  area: 'merchant',
  summary: 'Merchants by id',
  allowed: reading,
  query: PageQuery,
  success: { status: 200, body: pageOf(Merchant) },
});
