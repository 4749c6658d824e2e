import type { Entry } from '../domain/entry.ts';
import type { Purchased } from '../domain/event.ts';
import type { Confirmation, PastPurchase } from '../domain/kept.ts';
import type { Rules } from '../domain/rules.ts';
import { givingsOf } from '../domain/ruleset/giving.ts';
import { unspent } from '../domain/unspent.ts';
import { mayWait } from '../domain/waiting.ts';
import { findAmendment } from './amendment.ts';
import { listPlaces } from './carried-lots.ts';
import { loadCaptured } from './fate.ts';
import type { LedgerPort } from './port.ts';

/** The rules of a published version; versions are kept for ever. */
export type RulesOf = (version: number) => Promise<Rules>;

/** A purchase with all that decided it: the wallet before it, what paid it, the rules of its version. */
export async function loadPastPurchase(
  port: LedgerPort,
  head: Entry,
  entry: Entry & { readonly event: Purchased },
  rulesOf: RulesOf,
): Promise<PastPurchase> {
  const { takenUp, rulesetVersion } = entry.event;
  const [before, rules, confirmed] = await Promise.all([
    port.get(head.walletId, entry.sequence - 1),
    rulesOf(rulesetVersion),
    listConfirmed(port, head, entry),
  ]);
  if (!before) throw new Error(`entry ${entry.sequence - 1} of ${head.walletId} is missing`);
  const paidBy = takenUp > 0 ? await drawnBy(port, before, takenUp) : entry.effects.draws;
  return { entry, before: before.state, paidBy, rules, confirmed };
}

/**
 * Purchases whose event came, from the entries since this one and since those that gave a threshold's reward: read only
 * when rewards may wait for one. After a transfer of all it came to the lots where they are.
 */
async function listConfirmed(port: LedgerPort, head: Entry, entry: Entry): Promise<readonly Confirmation[] | null> {
  const { counters, successorId } = head.state;
  if (successorId !== '') return mayWait(entry.effects) ? listCome(port, head, entry) : null;
  const givings = givingsOf(counters);
  if (!mayWait(entry.effects) && !givings.some(({ lapsesAt }) => lapsesAt > 0)) return null;
  const above = Math.min(entry.sequence, ...givings.map(({ sequence }) => sequence));
  const later = await port.list(head.walletId, { from: head.sequence, above, since: 0 });
  return later.flatMap(({ event, recordedAt: at }) => (event.kind === 'confirmed' ? [{ of: event.of, at }] : []));
}

async function listCome(port: LedgerPort, head: Entry, { sequence, effects }: Entry): Promise<Confirmation[]> {
  const waiting = effects.credits.filter(({ availability }) => availability.kind === 'event').map(({ lotId }) => lotId);
  const places = await listPlaces(port, head, waiting);
  return places.flatMap(({ head: { walletId }, lotIds, traces }) =>
    traces.flatMap(({ event, recordedAt: at }) => {
      if (event.kind !== 'confirmed') return [];
      const isIts =
        (walletId === head.walletId && event.of === sequence) || event.lotIds.some((id) => lotIds.includes(id));
      return isIts ? [{ of: sequence, at }] : [];
    }),
  );
}

/**
 * What a redemption had drawn when it was taken up: its own returns had come back before.
 * @param before the entry before the purchase, so that it is what stood then, as the purchase says
 */
async function drawnBy(port: LedgerPort, before: Entry, redemption: number) {
  const captured = await loadCaptured(port, before, redemption);
  const { soFar } = await findAmendment(port, before, redemption);
  // All of them, what is empty too: returns tell their refunds by place.
  return unspent(captured.effects.draws, soFar);
}
