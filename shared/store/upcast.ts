import { schemaNumber } from '../domain/entry.ts';
import type { EntryItem } from './entry-item.ts';

/** What an upcaster may look at; a look back has no more of an item. */
type Written = Pick<EntryItem, 'hd' | 'ev'>;

/**
 * From the layout of that number to the next; the stored bytes are never rewritten (design §4). 0 is of the prototypes,
 * before anything was deployed: a redemption was called `spent`.
 */
const upcasters: Readonly<Record<number, <T extends Written>(item: T) => T>> = {
  0: (item) => (item.ev.startsWith('spent|') ? { ...item, ev: `redeemed${item.ev.slice('spent'.length)}` } : item),
};

/** Brings an item of an older layout to today's, step by step. Throws on a layout newer than this code. */
export function upcast<T extends Written>(item: T, schema: number): T {
  if (schema > schemaNumber) throw new Error(`entry layout ${schema} is newer than this code (${schemaNumber})`);
  let current = item;
  for (let number = schema; number < schemaNumber; number += 1) current = upcasters[number]!(current);
  return current;
}
