import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { timestamp } from '../../shared/contract/field.ts';
import { adjust } from '../../shared/domain/adjustment.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { malformed } from '../../shared/lambda/problem.ts';

/** Corrects a balance by hand; `support` within its ceiling, operators without. */
export const postAdjustment = httpHandler(PostAdjustment, async (request) => {
  const { body, platform, caller } = request;
  const { walletId, asset, amountMinor, reason, ticket = '' } = body;
  if (!platform.ecosystem.assets.includes(asset)) throw malformed([{ pointer: '/asset', code: 'not-allowed' }]);
  const isOperator = caller.kind === 'operator' && caller.groups.includes('operator');
  const ceilingMinor = isOperator ? null : platform.ecosystem.limits.supportCeilingMinor;
  const outcome = await changeWallet(request, walletId, 'adjustment', {
    spends: true,
    prepare: async () => undefined,
    decide: (wallet, at) => adjust(wallet, { asset, amountMinor, reason, ticket, ceilingMinor }, at),
  });
  const pointer = '/amountMinor';
  const { entry, replayed } = acceptedOf(outcome, {
    wallets: { wallet: '/walletId' },
    fields: {
      'wallet-closed': { pointer: '/walletId', code: 'not-allowed' },
      'insufficient-funds': { pointer, code: 'too-small' },
      'support-ceiling-exceeded': { pointer, code: amountMinor < 0 ? 'too-small' : 'too-large' },
    },
  });
  const { sequence, hash, recordedAt, state } = entry;
  return created(
    {
      id: sealId(platform.keys, 'adj', walletId, sequence),
      walletId,
      asset,
      amountMinor,
      reason,
      ...(ticket === '' ? {} : { ticket }),
      recordedAt: timestamp(recordedAt),
      balances: balancesAt(state, recordedAt),
      entry: { sequence, hash },
    },
    { replayed },
  );
});
