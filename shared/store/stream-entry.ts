import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Entry } from '../domain/entry.ts';
import { type EntryItem, fromItem } from './entry-item.ts';

/** An attribute in a function's event: as in the table's own JSON, but bytes are base64. */
export type StreamAttribute = Readonly<Record<string, unknown>>;

/** The entry of a record of the table's stream. Throws for an image that is none. */
export function entryOfImage(image: Readonly<Record<string, StreamAttribute>>): Entry {
  const read = Object.entries(image).map(([name, attribute]) => [name, bytesOf(attribute)]);
  return fromItem(unmarshall(Object.fromEntries(read)) as EntryItem);
}

const bytesOf = (attribute: StreamAttribute) =>
  typeof attribute.B === 'string' ? { B: Buffer.from(attribute.B, 'base64') } : attribute;
