import type { Entry } from '../domain/entry.ts';
import type { Purchased } from '../domain/event.ts';
import type { PastPurchase } from '../domain/kept.ts';
import type { Rules } from '../domain/rules.ts';
import { unspent } from '../domain/unspent.ts';
import { findAmendment } from './amendment.ts';
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
  const [before, rules, paidBy] = await Promise.all([
    port.get(head.walletId, entry.sequence - 1),
    rulesOf(rulesetVersion),
    takenUp > 0 ? drawnBy(port, head, takenUp) : entry.effects.draws,
  ]);
  if (!before) throw new Error(`entry ${entry.sequence - 1} of ${head.walletId} is missing`);
  return { entry, before: before.state, paidBy, rules };
}

/** What a redemption had drawn when it was taken up: its own returns had come back before. */
async function drawnBy(port: LedgerPort, head: Entry, redemption: number) {
  const captured = await loadCaptured(port, head, redemption);
  const { soFar } = await findAmendment(port, head, redemption);
  return unspent(captured.effects.draws, soFar).filter(({ amountMinor }) => amountMinor > 0);
}
