import type { Entry } from '../domain/entry.ts';
import type { LedgerPort, Trace } from './port.ts';
import { successorsMax } from './successor.ts';

/** Lots in a wallet, and all that was written there. */
export type LotsThere = { readonly head: Entry; readonly lotIds: readonly string[]; readonly traces: readonly Trace[] };

/** Where lots of a wallet are now: in itself, or, after transfers, in its successor under other ids. */
export async function followLots(
  port: LedgerPort,
  head: Entry,
  lotIds: readonly string[],
): Promise<{ walletId: string; lotIds: readonly string[] }> {
  let [at, ids] = [head, lotIds];
  for (let step = 0; at.state.successorId !== ''; step += 1) {
    if (step === successorsMax) throw new Error(`wallet ${head.walletId} has more than ${successorsMax} successors`);
    const next = await carriedFrom(port, at, ids, await tracesOf(port, at));
    [at, ids] = [next.head, next.lotIds];
  }
  return { walletId: at.walletId, lotIds: ids };
}

/** Where lots were after each transfer, the wallet that they were put into first. */
export async function listPlaces(port: LedgerPort, head: Entry, lotIds: readonly string[]): Promise<LotsThere[]> {
  const places: LotsThere[] = [{ head, lotIds, traces: await tracesOf(port, head) }];
  for (let last = places[0]!; last.head.state.successorId !== ''; last = places.at(-1)!) {
    if (places.length > successorsMax) throw new Error(`wallet ${head.walletId} has too many successors`);
    const next = await carriedFrom(port, last.head, last.lotIds, last.traces);
    places.push({ ...next, traces: await tracesOf(port, next.head) });
  }
  return places;
}

const tracesOf = (port: LedgerPort, { walletId, sequence }: Entry) =>
  port.list(walletId, { from: sequence, above: -1, since: 0 });

/** A transfer credits what it draws one by one, in the same order. */
async function carriedFrom(port: LedgerPort, at: Entry, lotIds: readonly string[], traces: readonly Trace[]) {
  const left = traces.find(({ event }) => event.kind === 'transferred-out');
  if (left?.event.kind !== 'transferred-out') throw new Error(`wallet ${at.walletId} names no transfer`);
  const { otherWalletId, otherSequence } = left.event;
  const [out, came, next] = await Promise.all([
    port.get(at.walletId, left.sequence),
    port.get(otherWalletId, otherSequence),
    port.head(otherWalletId),
  ]);
  if (!out || !came || !next) throw new Error(`a half of the transfer of ${at.walletId} is missing`);
  const renamed = new Map(out.effects.draws.map(({ lotId }, index) => [lotId, came.effects.credits[index]!.lotId]));
  return { head: next, lotIds: lotIds.map((id) => renamed.get(id)).filter((id) => id !== undefined) };
}
