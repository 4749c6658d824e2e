import type { Entry } from '../../shared/domain/entry.ts';
import type { RecordedRefusal, Write } from '../../shared/store/port.ts';

/** What the table would hold: entries by wallet, refusals beside them, the registry. Conditions as the engine's. */
export function memoryStore(onEntry: (entry: Entry, before: Entry | undefined) => void) {
  const wallets = new Map<string, Entry[]>();
  const refusals = new Map<string, RecordedRefusal>();
  const registry = new Set<string>();
  const of = (walletId: string): readonly Entry[] => wallets.get(walletId) ?? [];
  const keyOf = (walletId: string, print: string) => `${walletId} ${print}`;
  const stands = (walletId: string, print: string, now: number) =>
    (refusals.get(keyOf(walletId, print))?.expiresAt ?? 0) > now;

  function isMet(write: Write): boolean {
    switch (write.kind) {
      case 'entry':
        return write.entry.sequence >= of(write.entry.walletId).length;
      case 'no-entry':
        return write.sequence >= of(write.walletId).length;
      case 'no-refusal':
        return !stands(write.walletId, write.print, write.now);
      case 'refusal':
        return !stands(write.refusal.walletId, write.refusal.print, write.now);
      case 'registry':
        return !registry.has(write.walletId);
      default:
        throw new Error(`the simulated store does not know ${(write as { kind: string }).kind}`);
    }
  }

  function apply(write: Write): void {
    if (write.kind === 'entry') {
      const { entry } = write;
      const entries = wallets.get(entry.walletId) ?? [];
      onEntry(entry, entries.at(-1));
      entries.push(entry);
      wallets.set(entry.walletId, entries);
    }
    if (write.kind === 'refusal') refusals.set(keyOf(write.refusal.walletId, write.refusal.print), write.refusal);
    if (write.kind === 'registry') registry.add(write.walletId);
  }

  return {
    of,
    walletIds: () => [...wallets.keys()],
    findRefusal: (walletId: string, print: string) => refusals.get(keyOf(walletId, print)),
    /** All or nothing; the places of the writes whose condition did not hold. */
    write(writes: readonly Write[]): number[] {
      const failed = writes.flatMap((write, at) => (isMet(write) ? [] : [at]));
      if (failed.length === 0) for (const write of writes) apply(write);
      return failed;
    },
  };
}

export type MemoryStore = ReturnType<typeof memoryStore>;
