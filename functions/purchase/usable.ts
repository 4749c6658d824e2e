import { type Asset, currencyAssets } from '../../shared/domain/asset.ts';
import { drawUpTo, shareLimitMinor, sumOf } from '../../shared/domain/draw.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { RecordPurchase } from '../../shared/domain/purchase.ts';
import type { RefusalCode } from '../../shared/domain/refusal.ts';
import type { Rules } from '../../shared/domain/rules.ts';
import type { Settled } from '../../shared/domain/settle.ts';

/** Per asset, what could pay this basket by itself, and why it is nothing: what a purchase would be refused for. */
export function usableOf(wallet: Settled, command: Omit<RecordPurchase, 'pay'>, rules: Rules, now: Instant) {
  const { merchantId, sector, totalMinor } = command;
  const policy = rules.policyFor(merchantId, sector);
  const { minBasketMinor, minAmountMinor } = policy.redeem;
  const basket = { merchantId, sector, totalMinor, lines: command.bare ? null : command.lines };
  const anywhere = { ...policy, accepts: () => null };
  const drawn = (asset: Asset, under: typeof policy) =>
    sumOf(drawUpTo(wallet, shareLimitMinor(policy, totalMinor), under, basket, [asset], now));
  const ofWallet: RefusalCode[] = [
    ...(totalMinor < minBasketMinor ? (['redeem-minimum-basket'] as const) : []),
    ...(wallet.status === 'open' ? [] : ([`wallet-${wallet.status}`] as const)),
  ];
  return currencyAssets
    .filter((asset) => wallet.assetsSeen.includes(asset))
    .map((asset) => {
      const usableMinor = drawn(asset, policy);
      const isTooLittle = usableMinor < Math.max(1, minAmountMinor);
      // With what its scope keeps from this basket it would have been enough.
      const isElsewhere = isTooLittle && drawn(asset, anywhere) >= Math.max(1, minAmountMinor);
      const reasons: RefusalCode[] = isElsewhere
        ? [...ofWallet, 'out-of-scope']
        : usableMinor < minAmountMinor
          ? [...ofWallet, 'redeem-minimum-amount']
          : ofWallet;
      return { asset, maxMinor: reasons.length > 0 ? 0 : usableMinor, reasons };
    });
}
