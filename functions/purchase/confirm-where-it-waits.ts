import { confirm } from '../../shared/domain/confirmation.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Asking, changeWallet, ledgerOf, loadHead, settingsOf } from '../../shared/lambda/ledger.ts';
import { printsOf } from '../../shared/lambda/prints.ts';
import { problem } from '../../shared/lambda/problem.ts';
import type { Outcome } from '../../shared/store/intent.ts';
import { recallMerged } from '../../shared/store/recall-merged.ts';
import { listWaitingLots } from '../../shared/store/waiting-lots.ts';
import type { PurchaseEntry } from './load-purchase.ts';

/**
 * Confirms what waits for a purchase's event in the wallet where that is now. The key is the purchase's wallet's
 * wherever it is booked, so that it is answered as it was, whatever wallets are merged meanwhile.
 */
export async function confirmWhereItWaits(
  request: Asking & { readonly now: Instant },
  purchase: PurchaseEntry,
): Promise<Outcome> {
  const { platform, clock, now } = request;
  const { walletId, sequence, event } = purchase;
  const port = ledgerOf(platform);
  const head = await loadHead(platform, walletId, now);
  const lots = await listWaitingLots(port, head, purchase);
  const prints = printsOf(request, walletId, 'confirm');
  const { idempotencyMs } = settingsOf(platform);
  const before = await recallMerged({ port, clock, idempotencyMs }, head, lots.walletId, prints);
  if (before) return before;
  const of = lots.walletId === walletId ? sequence : 0;
  const command = { of, merchantId: event.merchantId, lotIds: lots.lotIds };
  return changeWallet(request, lots.walletId, 'confirm', {
    prints,
    spends: true,
    prepare: async ({ state }) => {
      // Merged since: the same request finds it where it went.
      if (state.successorId !== '') throw problem('conflict-retry');
    },
    decide: (wallet) => confirm(wallet, command),
  });
}
