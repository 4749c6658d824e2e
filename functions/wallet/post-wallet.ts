import { PostWallet } from '../../shared/contract/wallet.ts';
import { walletIdFrom } from '../../shared/domain/identifier.ts';
import { actingFor } from '../../shared/domain/key.ts';
import { openWallet } from '../../shared/domain/opening.ts';
import { actingMerchant } from '../../shared/lambda/acting-merchant.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { ledgerOf, settingsOf } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { printsOf } from '../../shared/lambda/prints.ts';
import { open } from '../../shared/store/open.ts';
import { answerOfWallet } from './wallet-answer.ts';

/** Opens a wallet; its id comes from caller and key. A key for several merchants may leave the merchant out. */
export const postWallet = httpHandler(PostWallet, async (request) => {
  const { body, platform, caller, clock, now, idempotencyKey } = request;
  const acting = actingFor(caller, body.merchantId);
  const isForNone = acting.kind === 'none' || acting.kind === 'must-name';
  const merchantId = isForNone ? '' : (await actingMerchant(request, body.merchantId)).id;
  const walletId = walletIdFrom(platform.keys, caller.id, idempotencyKey);
  const rules = await platform.rulesets.at(now);
  const outcome = await open(ledgerOf(platform), clock, settingsOf(platform), {
    walletId,
    callerId: caller.id,
    prints: printsOf(request, walletId, 'open'),
    decide: (wallet, at, granted) =>
      openWallet(wallet, { walletId, merchantId, channel: body.channel }, rules, at, granted),
  });
  const { entry, replayed } = acceptedOf(outcome);
  return created(answerOfWallet(entry, entry.recordedAt), { replayed });
});
