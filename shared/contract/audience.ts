import * as z from 'zod';
import { across } from '../domain/field-code.ts';
import { isDistinct, WalletId } from './field.ts';
import { operation } from './operation.ts';

/** Members that one request may add. */
export const membersMax = 200;

/** The operator's own name of an audience, with what it is of in front if wanted: `hr-acme`, `sponsor:acme`. */
export const audiencePattern = /^(?:[a-z]{1,15}:)?[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;
const AudienceId = z.string().regex(audiencePattern);

export const MembersRequest = z.strictObject({
  walletIds: z.array(WalletId).min(1).max(membersMax).refine(isDistinct, across('repeated')),
});

export const MemberResult = z.object({
  walletId: WalletId,
  /** `unchanged` was a member before. */
  status: z.enum(['joined', 'unchanged', 'failed']),
  /** Why it failed: a code of the catalogue of errors. */
  code: z.string().optional(),
  /** Whether the same request may succeed for it later. */
  retriable: z.boolean().optional(),
});

/** In the order of the request. */
export const Members = z.object({ results: z.array(MemberResult) });

const MemberParams = z.strictObject({ id: AudienceId, walletId: WalletId });
const operators = { scopes: [], groups: ['operator'] } as const;

export const PutMember = operation({
  operationId: 'joinAudience',
  method: 'PUT',
  path: '/v1/audiences/{id}/members/{walletId}',
  area: 'audience',
  summary: 'Make a wallet a member of an audience, for what is recorded from now on',
  allowed: operators,
  params: MemberParams,
  success: { status: 204, body: null },
});

export const DeleteMember = operation({
  operationId: 'leaveAudience',
  method: 'DELETE',
  path: '/v1/audiences/{id}/members/{walletId}',
  area: 'audience',
  summary: 'Make a wallet a member no more',
  allowed: operators,
  params: MemberParams,
  success: { status: 204, body: null },
});

export const PostMembers = operation({
  operationId: 'addMembers',
  method: 'POST',
  path: '/v1/audiences/{id}/members',
  area: 'audience',
  summary: 'Make up to 200 wallets members; each is told by itself',
  allowed: operators,
  params: z.strictObject({ id: AudienceId }),
  body: MembersRequest,
  success: { status: 200, body: Members },
});
