import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareEmulator, Trouble } from './local/emulator.ts';

/** Installs the local AWS before tests that share it start at once. */
const local = join(import.meta.dirname, '../.local');
mkdirSync(local, { recursive: true });
try {
  prepareEmulator(local);
} catch (fault) {
  if (!(fault instanceof Trouble)) throw fault;
  console.error(fault.message);
  process.exit(1);
}
