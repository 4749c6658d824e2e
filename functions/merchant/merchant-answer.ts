import type * as z from 'zod';
import { timestamp } from '../../shared/contract/field.ts';
import type { Merchant as MerchantAnswer } from '../../shared/contract/merchant.ts';
import type { Merchant } from '../../shared/domain/merchant.ts';

export function answerOfMerchant(merchant: Merchant): z.input<typeof MerchantAnswer> {
  const { id, name, sector, connected, stores, billingPlan, createdAt, updatedAt } = merchant;
  return {
    id,
    name,
    sector,
    connected,
    stores: [...stores],
    ...(billingPlan === null ? {} : { billingPlan }),
    createdAt: timestamp(createdAt),
    updatedAt: timestamp(updatedAt),
  };
}
