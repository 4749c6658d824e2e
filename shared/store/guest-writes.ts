import type { GuestBasket } from '../domain/guest.ts';
import { type Instant, secondMs } from '../domain/instant.ts';
import { asRead } from './claimed-basket.ts';
import type { Table } from './client.ts';
import { type GuestItem, itemOfBasket } from './guest.ts';
import { returnKeyOpen, returnKeyWrite } from './guest-return-key.ts';
import { guestKey, guestReceiptKey } from './key-names.ts';
import { transactItemOf } from './ledger-writes.ts';
import type { RecordedRefusal } from './port.ts';
import { receiptPrintOf } from './print.ts';
import { transacted } from './ruleset.ts';
import { ttlAttribute } from './table.ts';

/** Goes at one write: each fails only because something else has just been written, and at a guest basket few are at once. */
export const guestTriesMax = 5;

/** Nothing stands, or a refusal whose time is over that the engine has not deleted yet. */
const free = (now: Instant) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR (refused.expiresAt <= :now AND attribute_not_exists(cancelledAt))',
  ExpressionAttributeValues: { ':now': now },
});

/** Records a guest basket and that its receipt is used; false when its key or its receipt is, or others were writing. */
export function putGuest(table: Table, basket: GuestBasket, now: Instant): Promise<boolean> {
  const TableName = table.name;
  const receipt = { ...guestReceiptKey(receiptPrintOf(basket.event)), guestId: basket.id };
  return transacted(table, [
    { Put: { TableName, Item: itemOfBasket(basket), ...free(now) } },
    { Put: { TableName, Item: receipt, ConditionExpression: 'attribute_not_exists(pk)' } },
  ]);
}

/** Records that the key's basket is refused; false when something else stands. */
export function putGuestRefusal(table: Table, refused: RecordedRefusal, now: Instant): Promise<boolean> {
  const ttl = Math.ceil(refused.expiresAt / secondMs);
  const item: GuestItem = { ...guestKey(refused.walletId), refused, [ttlAttribute]: ttl };
  return transacted(table, [{ Put: { TableName: table.name, Item: item, ...free(now) } }]);
}

/** Records that the key's basket shall never be; what it was refused for stays its answer. False when it is there. */
export function cancelGuestKey(table: Table, guestId: string, now: Instant): Promise<boolean> {
  const update = {
    TableName: table.name,
    Key: guestKey(guestId),
    UpdateExpression: 'SET cancelledAt = if_not_exists(cancelledAt, :now) REMOVE #ttl',
    ConditionExpression: 'attribute_not_exists(basket)',
    ExpressionAttributeNames: { '#ttl': ttlAttribute },
    ExpressionAttributeValues: { ':now': now },
  };
  return transacted(table, [{ Update: update }]);
}

/** Frees the receipt of a basket that is cancelled, in one with that. False: others were writing. */
export function putCancelledGuest(table: Table, basket: GuestBasket): Promise<boolean> {
  const receipt = { TableName: table.name, Key: guestReceiptKey(receiptPrintOf(basket.event)) };
  return transacted(table, [replacing(table, basket), { Delete: receipt }]);
}

type When = { readonly now: Instant; readonly keyId: string };
type Asked = When & { readonly print: string };

/** Writes what an accepted return makes of a basket, on condition that no refusal of it stands and its key is not cancelled. */
export function changeGuest(table: Table, basket: GuestBasket, { print, now, keyId }: Asked): Promise<boolean> {
  const unrefused = transactItemOf(table.name, { kind: 'no-refusal', walletId: basket.id, print, now });
  return transacted(table, [
    replacing(table, basket),
    unrefused,
    { Update: returnKeyWrite(table.name, keyId, basket.id) },
  ]);
}

/**
 * Records a refusal beside a basket, on condition that the basket is as it was read and the key is not cancelled: a key
 * that is was answered so, or will be.
 */
export function refuseForGuest(table: Table, basket: GuestBasket, refusal: RecordedRefusal, { now, keyId }: When) {
  const check = { TableName: table.name, Key: guestKey(basket.id), ...asRead(basket.revision) };
  return transacted(table, [
    { ConditionCheck: check },
    { ConditionCheck: returnKeyOpen(table.name, keyId) },
    transactItemOf(table.name, { kind: 'refusal', refusal, now }),
  ]);
}

/** A basket of which a return is cancelled; false: others were writing. */
export const putWithoutReturn = (table: Table, basket: GuestBasket): Promise<boolean> =>
  transacted(table, [replacing(table, basket)]);

/** A basket over the revision before it. */
const replacing = ({ name }: Table, basket: GuestBasket) => ({
  Put: { TableName: name, Item: itemOfBasket(basket), ...asRead(basket.revision - 1) },
});
