import type { Instant } from './instant.ts';

/** What the operator charges a merchant; amounts in minor units of the ecosystem's currency (S1-25, S3-16). */
export type BillingPlan =
  | {
      readonly kind: 'performance';
      readonly feeBps?: number | undefined;
      readonly feeMinor?: number | undefined;
      readonly minMinor?: number | undefined;
      readonly maxMinor?: number | undefined;
      readonly taxRateBps: number;
    }
  | {
      readonly kind: 'subscription';
      readonly perActiveMemberMinor: number;
      readonly minMinor?: number | undefined;
      readonly maxMinor?: number | undefined;
      readonly taxRateBps: number;
    };

/** An independent seller. Its sector is a fact of every purchase: rules and policies look at it. */
export type Merchant = {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly connected: boolean;
  readonly stores: readonly { readonly id: string; readonly name?: string | undefined }[];
  readonly billingPlan: BillingPlan | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Counts writes; the ETag. */
  readonly revision: number;
};

/** Names in the merchants' and sponsors' namespace that stand for something else. */
export const reservedSlugs: readonly string[] = ['operator'];
