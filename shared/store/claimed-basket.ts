import type { BasketRead } from '../domain/decision.ts';
import type { Entry } from '../domain/entry.ts';
import type { Purchased } from '../domain/event.ts';
import type { Table } from './client.ts';
import { guestKey } from './key-names.ts';
import type { LedgerPort, Write } from './port.ts';
import { receiptPrintOf } from './print.ts';
import { listReceiptHolders } from './receipt.ts';

/** On condition that a guest basket is as it was read. */
export const asRead = (revision: number) => ({
  ConditionExpression: 'basket.revision = :before',
  ExpressionAttributeValues: { ':before': revision },
});

/** The part of a transaction that marks a basket as what its entry makes of it: claimed, or free again. */
export function claimedBasketWrite(TableName: string, write: Extract<Write, { kind: 'claimed-basket' }>) {
  const { basket, claimedBy } = write;
  const { ConditionExpression, ExpressionAttributeValues: before } = asRead(basket.revision);
  return {
    Update: {
      TableName,
      Key: guestKey(basket.id),
      UpdateExpression: 'SET basket.claimedBy = :by, basket.revision = :after',
      ConditionExpression,
      ExpressionAttributeValues: { ...before, ':by': claimedBy, ':after': basket.revision + 1 },
    },
  };
}

type ClaimEntry = Pick<Entry, 'walletId' | 'sequence'> & { readonly event: Purchased };

/** The guest basket that a purchase was, found by its receipt: it is the only guest's as long as the basket stands. */
export async function findClaimedBasket(
  table: Table,
  port: Pick<LedgerPort, 'findBasket'>,
  { event, walletId, sequence }: ClaimEntry,
): Promise<BasketRead | null> {
  const { guestId } = await listReceiptHolders(table, receiptPrintOf(event));
  const basket = guestId === undefined ? undefined : await port.findBasket(guestId);
  const isThis = basket?.claimedBy?.walletId === walletId && basket.claimedBy.sequence === sequence;
  return basket && isThis ? { id: basket.id, revision: basket.revision } : null;
}
