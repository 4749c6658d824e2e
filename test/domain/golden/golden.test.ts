import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { engineNumber, engines } from '../../../shared/domain/engine.ts';
import { schemaNumber } from '../../../shared/domain/entry.ts';
import { dayMs } from '../../../shared/domain/instant.ts';
import { type EntryItem, fromItem, traceOf } from '../../../shared/store/entry-item.ts';
import { upcast } from '../../../shared/store/upcast.ts';
import { steps } from '../kernel/steps.ts';
import { document } from './document.ts';
import { type Golden, writtenBy } from './entries.ts';

/** Only a new engine number has no entries yet: `BOUCLE_RECORD=1` writes them once. */
function golden(engine: number): Golden {
  const file = join(import.meta.dirname, `engine-${engine}.json`);
  if (engine === engineNumber && !existsSync(file) && process.env.BOUCLE_RECORD) {
    // Of many, the seed whose history holds most kinds of entry.
    const all = fc.sample(steps(40), { numRuns: 60, seed: 240 }).flat();
    const lasting = all.filter(({ ask, wait }) => !['transfer', 'close', 'block'].includes(ask) && wait < 30 * dayMs);
    const history = [...lasting.slice(0, 200), ...all.slice(-70)];
    const recorded = { document, history, entries: writtenBy(document, history, engine) };
    writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

test.each(engines)('engine %i still writes its golden entries, to the byte', (engine) => {
  const { document: ruleset, history, entries } = golden(engine);
  const written = writtenBy(ruleset, history, engine);
  const kinds = new Set(Object.values(entries).flatMap((all) => all.map(({ ev }) => ev.split('|')[0])));
  expect(kinds.size).toBeGreaterThanOrEqual(15);
  for (const [walletId, before] of Object.entries(entries)) {
    for (const [at, entry] of before.entries()) {
      expect(
        written[walletId]?.[at],
        `entry ${at} of ${walletId} is no longer what engine ${engine} wrote: a change of output takes a new ` +
          'engineNumber (shared/domain/engine.ts), and keeps the old engine for replay (docs/proofs.md)',
      ).toEqual(entry);
    }
    expect(written[walletId]?.length).toBe(before.length);
  }
});

const bytes = (hex: string) => Buffer.from(hex, 'hex');

test('an entry of the oldest layout is read as it was meant, and its hash is of the bytes as they were written', () => {
  const { item, read, hash } = JSON.parse(readFileSync(join(import.meta.dirname, 'schema-0.json'), 'utf8'));
  const stored: EntryItem = { ...item, ri: bytes(item.ri), pr: bytes(item.pr), ph: bytes(item.ph) };
  const entry = fromItem(stored);
  expect([entry.schema, schemaNumber > entry.schema]).toEqual([0, true]);
  expect(entry.event).toEqual(read);
  expect(traceOf(stored).event).toEqual(read);
  expect(entry.hash).toBe(hash);
  expect(stored.ev).toBe(item.ev);
});

test('an entry of a layout to come is not guessed at', () => {
  expect(() => upcast({ hd: '', ev: '' }, schemaNumber + 1)).toThrow('newer');
});
