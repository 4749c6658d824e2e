import { schemaNumber } from '../domain/entry.ts';
import type { EntryItem } from './entry-item.ts';

/** From the layout of that number to the next; the stored bytes are never rewritten (design §4). */
const upcasters: Readonly<Record<number, (item: EntryItem) => EntryItem>> = {};

/** Brings an item of an older layout to today's, step by step. Throws on a layout newer than this code. */
export function upcast(item: EntryItem, schema: number): EntryItem {
  if (schema > schemaNumber) throw new Error(`entry layout ${schema} is newer than this code (${schemaNumber})`);
  let current = item;
  for (let number = schema; number < schemaNumber; number += 1) current = upcasters[number]!(current);
  return current;
}
