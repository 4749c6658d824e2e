import type { Entry } from '../../shared/domain/entry.ts';
import type { Table } from '../../shared/store/client.ts';
import { openLedger } from '../../shared/store/entries.ts';
import type { Ledger } from '../../shared/store/port.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

/** Wallets in the simulated store, guest baskets in the table, where functions write them: for one caller at a time. */
export function ledgerBeside(table: Table, onEntry: (entry: Entry) => void): Ledger {
  const { ledger } = memoryLedger(onEntry);
  const real = openLedger(table);
  return {
    ...ledger,
    findBasket: real.findBasket,
    async transact(writes) {
      const marks = writes.filter(({ kind }) => kind === 'claimed-basket');
      const marked = marks.length > 0 ? await real.transact(marks) : { kind: 'written' as const };
      if (marked.kind === 'failed') return { kind: 'failed', failed: [writes.indexOf(marks[0]!)] };
      return ledger.transact(writes.filter(({ kind }) => kind !== 'claimed-basket'));
    },
  };
}
