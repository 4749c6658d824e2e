import * as z from 'zod';
import { WalletId } from './field.ts';
import { operation } from './operation.ts';

export const CancellationRequest = z.strictObject({
  walletId: WalletId.optional().describe('Absent: the guest basket that was sent under the key'),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .describe('The key of the operations that shall have no effect'),
});

export const Cancellation = z.object({
  /** `reversed`: they happened and are undone. `prevented`: they did not, and will be refused. */
  status: z.enum(['reversed', 'prevented']),
});

export const PostCancellation = operation({
  operationId: 'cancelByKey',
  method: 'POST',
  path: '/v1/cancellations',
  area: 'wallet',
  summary: 'Make sure that what was asked under a key has no effect; may be repeated',
  allowed: { scopes: ['purchase:write', 'redemption:write', 'return:write'], groups: ['operator'] },
  body: CancellationRequest,
  success: { status: 200, body: Cancellation },
});
