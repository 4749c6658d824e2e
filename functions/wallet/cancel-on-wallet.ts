import { cancelByKey } from '../../shared/domain/cancellation.ts';
import type { Cancelled } from '../../shared/domain/event.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Asking, changeWallet, ledgerOf, loadRules } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { printsOf } from '../../shared/lambda/prints.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { type BasketOf, findCancelTargets } from '../../shared/store/cancel-targets.ts';
import { findClaimedBasket } from '../../shared/store/claimed-basket.ts';
import { cancellableOperations } from '../../shared/store/print.ts';
import { findSuccessor } from '../../shared/store/successor.ts';
import type { CancelStatus } from './cancel-each.ts';

/** What became of the operations of a key, and whether that had been asked before. */
export type CancelledOnWallet = { readonly status: CancelStatus; readonly replayed: boolean };

/** A cancellation that goes by the key it cancels, so that it may be repeated under any other. */
export type Keyed = Asking & { readonly now: Instant };

/** Not remembered: once that purchase is cancelled, the same key can be. */
const standing = {
  detail:
    'A purchase has taken up what was left of the redemption since: what came back under this key stays back, unless the purchase is cancelled first.',
  errors: [{ pointer: '/idempotencyKey', code: 'not-allowed' }] as const,
};

/**
 * Makes sure that a till's operations under a key have no effect on a wallet. A redemption's return stays back once a
 * purchase was paid with the rest: drawn again, it would be paid for nothing.
 */
export async function cancelOnWallet(asking: Keyed, walletId: string): Promise<CancelledOnWallet> {
  // Asked with the wallet or by a guest's key that led to it, it is the same cancellation.
  const keyed = { ...asking, sent: { walletId, idempotencyKey: asking.idempotencyKey } };
  const { platform, now } = keyed;
  const { limits } = platform.ecosystem;
  const prints = cancellableOperations.map((operation) => printsOf(keyed, walletId, operation).print);
  const rules = await platform.rulesets.at(now);
  const { graceDays } = rules.policyFor('', '').returns;
  const ledger = ledgerOf(platform);
  const rulesOf = (version: number) => loadRules(platform, version);
  const claimed = printsOf(keyed, walletId, 'claim').print;
  const basketOf: BasketOf = async (entry) =>
    entry.prints.print === claimed ? findClaimedBasket(platform.table, ledger, entry) : null;
  const outcome = await changeWallet(keyed, walletId, 'cancellation', {
    // What stands on a return is read from the newest head: an older one may still have a purchase that is cancelled.
    spends: true,
    prepare: async (head) => {
      const found = await findCancelTargets(ledger, head, prints, now - limits.lateLimitMs, rulesOf, basketOf);
      if (found.isBuiltOn) throw problem('redemption-already-used', standing);
      return found;
    },
    other: (head) => findSuccessor(ledger, head),
    decide: (wallet, at, found, _head, successor, granted) =>
      cancelByKey(wallet, { walletId, graceDays, ...found }, at, successor, granted),
  });
  const { entry, replayed } = acceptedOf(outcome, { wallets: { wallet: '/walletId' } });
  const { targets } = entry.event as Cancelled;
  return { status: targets.length > 0 ? 'reversed' : 'prevented', replayed };
}
