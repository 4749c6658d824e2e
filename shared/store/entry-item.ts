import { createHash } from 'node:crypto';
import type { Entry } from '../domain/entry.ts';
import type { Ring } from '../domain/ring.ts';
import { entryKey } from './key-names.ts';
import { int, row, text } from './pack.ts';
import { event } from './pack-event.ts';
import { effects, settlement, wallet } from './pack-wallet.ts';
import { upcast } from './upcast.ts';

/** An entry as it is stored: strings by concern, binary for what nobody reads. Names are short, they are paid for. */
export type EntryItem = {
  pk: string;
  sk: string;
  /** Header: schema, engine, recordedAt, caller. */
  hd: string;
  /** The event. */
  ev: string;
  /** Its effects. */
  fx?: string;
  /** What was settled before it. */
  st?: string;
  /** The wallet after it. */
  wa: string;
  /** The ring: newest minute beyond it, then key, receipt and minute of each position, 4 bytes each. */
  ri: Uint8Array;
  /** Request: fingerprint and digest, 16 bytes each. */
  pr: Uint8Array;
  /** Hash of the entry before. */
  ph?: Uint8Array;
};

type Header = Pick<Entry, 'schema' | 'engine' | 'recordedAt' | 'callerId'>;
export const header = row<Header>('|', { schema: int, engine: int, recordedAt: int, callerId: text });

type Hashed = Omit<Entry, 'hash' | 'state' | 'ring'>;

/**
 * SHA-256 over the hash before and the event as written, never over the state nor over an upcast form (design §4):
 * the same bytes give the same hash whatever code reads them later.
 */
export function hashOf(entry: Hashed): string {
  return hashOfWritten(entry.previousHash, entryKey(entry.walletId, entry.sequence), writtenOf(entry));
}

type WrittenEvent = Pick<EntryItem, 'hd' | 'ev' | 'fx' | 'st' | 'pr'>;

function hashOfWritten(previousHash: string, key: { pk: string; sk: string }, written: WrittenEvent): string {
  const hash = createHash('sha256');
  hash.update(Buffer.from(previousHash, 'hex'));
  hash.update([key.pk, key.sk, written.hd, written.ev, written.fx ?? '', written.st ?? ''].join('\n'));
  return hash.update(written.pr).digest('hex');
}

function writtenOf(entry: Hashed): WrittenEvent {
  const fx = effects.write(entry.effects);
  const st = settlement.write(entry.settled);
  return {
    hd: header.write(entry),
    ev: event.write(entry.event),
    ...(fx === '' ? {} : { fx }),
    ...(st === '' ? {} : { st }),
    pr: Buffer.from(entry.prints.print + entry.prints.digest, 'hex'),
  };
}

export function toItem(entry: Entry): EntryItem {
  const ph = entry.previousHash === '' ? {} : { ph: Buffer.from(entry.previousHash, 'hex') };
  return {
    ...entryKey(entry.walletId, entry.sequence),
    ...writtenOf(entry),
    wa: wallet.write(entry.state),
    ri: ringBytes(entry.ring),
    ...ph,
  };
}

export function fromItem(stored: EntryItem): Entry {
  const previousHash = stored.ph ? Buffer.from(stored.ph).toString('hex') : '';
  const hash = hashOfWritten(previousHash, stored, stored);
  const item = upcast(stored, header.read(stored.hd).schema);
  return {
    ...traceOf(stored),
    ...header.read(item.hd),
    settled: settlement.read(item.st ?? ''),
    effects: effects.read(item.fx ?? ''),
    previousHash,
    hash,
    state: wallet.read(item.wa),
    ring: ringFrom(item.ri),
  };
}

const printBytes = 16;

/** The part of an item that a look back reads. */
export function traceOf(stored: Pick<EntryItem, 'pk' | 'sk' | 'hd' | 'ev' | 'pr'>) {
  const item = upcast(stored, header.read(stored.hd).schema);
  const prints = Buffer.from(item.pr);
  return {
    walletId: `wal_${item.pk.slice('WALLET#'.length)}`,
    sequence: Number(item.sk),
    recordedAt: header.read(item.hd).recordedAt,
    prints: { print: prints.toString('hex', 0, printBytes), digest: prints.toString('hex', printBytes) },
    event: event.read(item.ev),
  };
}

const slotBytes = 12;

function ringBytes(ring: Ring): Uint8Array {
  const bytes = Buffer.alloc(4 + ring.slots.length * slotBytes);
  bytes.writeUInt32BE(ring.beyondMinute, 0);
  ring.slots.forEach((slot, at) => {
    bytes.write(slot.key, 4 + at * slotBytes, 'hex');
    bytes.write(slot.receipt, 8 + at * slotBytes, 'hex');
    bytes.writeUInt32BE(slot.minute, 12 + at * slotBytes);
  });
  return bytes;
}

function ringFrom(stored: Uint8Array): Ring {
  const bytes = Buffer.from(stored);
  const slots = Array.from({ length: (bytes.length - 4) / slotBytes }, (_, at) => {
    const receipt = bytes.toString('hex', 8 + at * slotBytes, 12 + at * slotBytes);
    return {
      key: bytes.toString('hex', 4 + at * slotBytes, 8 + at * slotBytes),
      receipt: receipt === '00000000' ? '' : receipt,
      minute: bytes.readUInt32BE(12 + at * slotBytes),
    };
  });
  return { beyondMinute: bytes.readUInt32BE(0), slots };
}
