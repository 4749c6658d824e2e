import { PostRedemption } from '../../shared/contract/redemption.ts';
import { holdDefaultSeconds } from '../../shared/domain/hold.ts';
import { assetsFor, ceilingOf } from '../../shared/domain/key.ts';
import { type Redeem, redeem } from '../../shared/domain/redemption.ts';
import { actingMerchant, hasJustChanged } from '../../shared/lambda/acting-merchant.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfRedemption } from './redemption-answer.ts';
import { redemptionFields } from './redemption-fields.ts';

/** Spends outside a purchase, at once or held for the till. */
export const postRedemption = httpHandler(PostRedemption, async (request) => {
  const { body, platform, caller, now } = request;
  const merchant = await actingMerchant(request, body.merchantId);
  const assets = assetsFor(caller, body.assets);
  if (!assets) {
    const code = body.assets ? 'not-allowed' : 'required';
    throw problem('asset-not-in-scope', { errors: [{ pointer: '/assets', code }] });
  }
  if (body.currency !== undefined && body.currency !== platform.ecosystem.currency) {
    throw problem('currency-mismatch', { errors: [{ pointer: '/currency', code: 'not-allowed' }] });
  }
  const occurredAt = body.occurredAt ?? now;
  const { rules, turning } = await platform.rulesets.deciding(body.occurredAt ?? null, now);
  const command: Redeem = {
    merchantId: merchant.id,
    sector: merchant.sector,
    storeId: body.storeId ?? '',
    tillId: body.tillId ?? '',
    receiptNumber: body.receiptNumber ?? '',
    channel: body.channel,
    occurredAt,
    wanted: { amountMinor: body.amountMinor ?? 'max', assets },
    basketMinor: body.basketMinor ?? null,
    holdSeconds: body.capture ? null : (body.holdSeconds ?? holdDefaultSeconds),
    ceilingMinor: ceilingOf(caller),
    lateLimitMs: platform.ecosystem.limits.lateLimitMs,
  };
  const outcome = await changeWallet(request, body.walletId, 'redemption', {
    occurredAt: body.occurredAt ?? null,
    spends: true,
    turning: turning || hasJustChanged(merchant, now),
    prepare: async () => undefined,
    decide: (wallet, at) => redeem(wallet, command, rules, at),
  });
  const { entry, replayed } = acceptedOf(outcome, {
    fields: redemptionFields(body),
    wallets: { wallet: '/walletId' },
  });
  const status = entry.event.kind === 'held' ? 'held' : 'captured';
  return created(answerOfRedemption(request, entry, entry, status), { replayed });
});
