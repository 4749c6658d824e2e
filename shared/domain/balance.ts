import { type Asset, assets } from './asset.ts';
import { isAvailable } from './expiry.ts';
import type { Instant } from './instant.ts';
import { pinnedByLot, settle } from './settle.ts';
import type { WalletState } from './wallet.ts';

/** One asset of a wallet, in minor units. `availableMinor` can be spent now; `heldMinor` is reserved by tills. */
export type Balance = {
  readonly availableMinor: number;
  readonly pendingMinor: number;
  readonly heldMinor: number;
  readonly owedMinor: number;
};

/** The balances at `now`, computed from lots, holds and time, without any job having run (design §3). */
export function balancesAt(wallet: WalletState, now: Instant): Partial<Record<Asset, Balance>> {
  const { state } = settle(wallet, now);
  const pinned = pinnedByLot(state.holds);
  const balances: Partial<Record<Asset, Balance>> = {};
  for (const asset of assets) {
    if (!state.assetsSeen.includes(asset) && !state.owed.some((debt) => debt.asset === asset)) continue;
    let availableMinor = 0;
    let pendingMinor = 0;
    let heldMinor = 0;
    for (const lot of state.lots) {
      if (lot.asset !== asset) continue;
      const held = pinned.get(lot.id) ?? 0;
      heldMinor += held;
      if (isAvailable(lot, now)) availableMinor += lot.remainingMinor - held;
      else pendingMinor += lot.remainingMinor - held;
    }
    const owedMinor = state.owed.find((debt) => debt.asset === asset)?.amountMinor ?? 0;
    balances[asset] = { availableMinor, pendingMinor, heldMinor, owedMinor };
  }
  return balances;
}
