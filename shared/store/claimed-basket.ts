import { guestKey } from './key-names.ts';
import type { Write } from './port.ts';

/** On condition that a guest basket is as it was read. */
export const asRead = (revision: number) => ({
  ConditionExpression: 'basket.revision = :before',
  ExpressionAttributeValues: { ':before': revision },
});

/** The part of a claim's transaction that marks the basket as this entry's. */
export function claimedBasketWrite(TableName: string, write: Extract<Write, { kind: 'claimed-basket' }>) {
  const { basket, walletId, sequence } = write;
  const { ConditionExpression, ExpressionAttributeValues: before } = asRead(basket.revision);
  return {
    Update: {
      TableName,
      Key: guestKey(basket.id),
      UpdateExpression: 'SET basket.claimedBy = :by, basket.revision = :after',
      ConditionExpression,
      ExpressionAttributeValues: { ...before, ':by': { walletId, sequence }, ':after': basket.revision + 1 },
    },
  };
}
