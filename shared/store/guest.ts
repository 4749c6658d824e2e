import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Purchased } from '../domain/event.ts';
import type { GuestBasket } from '../domain/guest.ts';
import type { Instant } from '../domain/instant.ts';
import { nothingReturned } from '../domain/returned-so-far.ts';
import type { Table } from './client.ts';
import { guestKey } from './key-names.ts';
import { event } from './pack-event.ts';
import type { RecordedRefusal } from './port.ts';
import { ttlAttribute } from './table.ts';

/** What became of the key that a guest basket was sent under: one item, written once, is the one answer for ever. */
export type GuestOutcome =
  | { readonly kind: 'basket'; readonly basket: GuestBasket }
  | { readonly kind: 'refused'; readonly refused: RecordedRefusal }
  /** Cancelled before it came. */
  | { readonly kind: 'cancelled' };

type StoredBasket = Omit<GuestBasket, 'event'> & { readonly event: string };
export type GuestItem = ReturnType<typeof guestKey> & {
  basket?: StoredBasket;
  refused?: RecordedRefusal;
  cancelledAt?: Instant;
  [ttlAttribute]?: number;
};

/** What stands at `now` under the id that caller and key give. A refusal was there before what cancelled its key. */
export async function findGuest(
  { client, name }: Table,
  guestId: string,
  now: Instant,
): Promise<GuestOutcome | undefined> {
  const get = new GetCommand({ TableName: name, Key: guestKey(guestId), ConsistentRead: true });
  const { basket, refused, cancelledAt } = ((await client.send(get)).Item ?? {}) as Partial<GuestItem>;
  if (basket) return { kind: 'basket', basket: basketFrom(basket) };
  if (refused && refused.expiresAt > now) return { kind: 'refused', refused };
  return cancelledAt === undefined ? undefined : { kind: 'cancelled' };
}

const basketFrom = (stored: StoredBasket): GuestBasket => ({
  ...stored,
  event: event.read(stored.event) as Purchased,
  // A basket written before returns said so has none of it.
  soFar: { ...nothingReturned, ...stored.soFar },
});

/** The guest basket itself. */
export async function findBasket({ client, name }: Table, basketId: string): Promise<GuestBasket | undefined> {
  const get = new GetCommand({ TableName: name, Key: guestKey(basketId), ConsistentRead: true });
  const { basket } = ((await client.send(get)).Item ?? {}) as Partial<GuestItem>;
  return basket && basketFrom(basket);
}

export function itemOfBasket(basket: GuestBasket): GuestItem {
  return { ...guestKey(basket.id), basket: { ...basket, event: event.write(basket.event) } };
}
