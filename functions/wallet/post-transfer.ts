import type * as z from 'zod';
import { timestamp } from '../../shared/contract/field.ts';
import { PostTransfer, type TransferRequest } from '../../shared/contract/transfer.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import { type Decision, refuse } from '../../shared/domain/decision.ts';
import type { TransferredOut } from '../../shared/domain/event.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { ceilingOf, covers } from '../../shared/domain/key.ts';
import { transfer } from '../../shared/domain/transfer.ts';
import { created } from '../../shared/lambda/answer.ts';
import { drawnByAsset } from '../../shared/lambda/drawn.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, ledgerOf, loadEntry } from '../../shared/lambda/ledger.ts';
import { acceptedOf, type FieldsOfRefusals } from '../../shared/lambda/outcome.ts';
import { problem } from '../../shared/lambda/problem.ts';

/** Moves all that one wallet has to another, in one transaction. */
export const postTransfer = httpHandler(PostTransfer, async (request) => {
  const { body, platform, caller } = request;
  const { fromWalletId, toWalletId, reason } = body;
  const command = { walletId: fromWalletId, reason, ceilingMinor: ceilingOf(caller) };
  const outcome = await changeWallet(request, fromWalletId, 'transfer', {
    spends: true,
    prepare: async ({ state: { lots } }) => {
      const moved = lots.map(({ asset }) => asset);
      if (!covers(caller, moved))
        throw problem('asset-not-in-scope', { errors: [{ pointer: '/fromWalletId', code: 'not-allowed' }] });
    },
    other: () => ledgerOf(platform).head(toWalletId),
    decide: (wallet, at, _context, _head, other) =>
      naming(transfer(wallet, other!, command, at), wallet.status === 'open' ? toWalletId : fromWalletId),
  });
  const { entry, replayed } = acceptedOf(outcome, { fields: fieldsOf(body), wallets });
  const { otherSequence } = entry.event as TransferredOut;
  const { state } = await loadEntry(platform, toWalletId, otherSequence);
  return created(
    {
      id: sealId(platform.keys, 'tra', fromWalletId, entry.sequence),
      fromWalletId,
      toWalletId,
      reason,
      moved: drawnByAsset(entry.effects.draws),
      recordedAt: timestamp(entry.recordedAt),
      balances: balancesAt(state, entry.recordedAt),
    },
    { replayed },
  );
});

const wallets = { wallet: '/fromWalletId', other: '/toWalletId' };

/** Tells of a wallet that is blocked or closed which of the two it is. */
function naming(decision: Decision, walletId: string): Decision {
  if (decision.kind !== 'refused') return decision;
  const { code } = decision.refusal;
  return code === 'wallet-closed' || code === 'wallet-blocked' ? refuse(code, { walletId }) : decision;
}

/** Which field of a transfer each refusal is about. */
function fieldsOf({ toWalletId }: z.output<typeof TransferRequest>): FieldsOfRefusals {
  const from = { pointer: '/fromWalletId', code: 'not-allowed' } as const;
  const to = { pointer: '/toWalletId', code: 'not-allowed' } as const;
  const either: FieldsOfRefusals['wallet-closed'] = ({ walletId }) => (walletId === toWalletId ? to : from);
  return {
    'wallet-closed': either,
    'wallet-blocked': either,
    'holds-open': from,
    'ceiling-exceeded': { pointer: '/all', code: 'not-allowed' },
    'too-many-opt-ins': to,
    'too-many-audiences': to,
  };
}
