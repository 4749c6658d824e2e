import type { Entry } from '../domain/entry.ts';
import type { LedgerPort } from './port.ts';
import { successorsMax } from './successor.ts';

/** Where lots of a wallet are now: in itself, or, after transfers, in its successor under other ids. */
export async function followLots(
  port: LedgerPort,
  head: Entry,
  lotIds: readonly string[],
): Promise<{ walletId: string; lotIds: readonly string[] }> {
  let [at, ids] = [head, lotIds];
  for (let step = 0; at.state.successorId !== ''; step += 1) {
    if (step === successorsMax) throw new Error(`wallet ${head.walletId} has more than ${successorsMax} successors`);
    const traces = await port.list(at.walletId, { from: at.sequence, above: -1, since: 0 });
    const left = traces.find(({ event }) => event.kind === 'transferred-out');
    if (left?.event.kind !== 'transferred-out') throw new Error(`wallet ${at.walletId} names no transfer`);
    const { otherWalletId, otherSequence } = left.event;
    const [out, came, next] = await Promise.all([
      port.get(at.walletId, left.sequence),
      port.get(otherWalletId, otherSequence),
      port.head(otherWalletId),
    ]);
    if (!out || !came || !next) throw new Error(`a half of the transfer of ${at.walletId} is missing`);
    // A transfer credits what it draws one by one, in the same order.
    const renamed = new Map(out.effects.draws.map(({ lotId }, index) => [lotId, came.effects.credits[index]!.lotId]));
    ids = ids.map((id) => renamed.get(id)).filter((id) => id !== undefined);
    at = next;
  }
  return { walletId: at.walletId, lotIds: ids };
}
