import * as z from 'zod';
import { across } from '../domain/field-code.ts';
import { scopes } from '../domain/key.ts';
import { AssetName, DisplayName, isDistinct, PositiveMinor, Slug, SumMinor, Timestamp } from './field.ts';
import { operation } from './operation.ts';

export const keyMerchantsMax = 200;
/** A day of both secrets is enough to change every till; a week is the most. */
export const overlapMaxSeconds = 7 * 24 * 3_600;

const distinct = across('repeated');
const ScopeName = z.enum(scopes);

export const KeyRequest = z.strictObject({
  label: DisplayName,
  merchantIds: z.union([z.literal('*'), z.array(Slug).min(1).max(keyMerchantsMax).refine(isDistinct, distinct)]),
  scopes: z.array(ScopeName).min(1).max(scopes.length).refine(isDistinct, distinct),
  assets: z.array(AssetName).refine(isDistinct, distinct).optional().describe('Absent: every asset; empty: none'),
  ceilingMinor: PositiveMinor.optional(),
});

export const RotateRequest = z.strictObject({
  overlapSeconds: z.int().min(0).max(overlapMaxSeconds).describe('How long the secret before this one still works'),
});

export const Key = z.object({
  id: z.string(),
  label: z.string(),
  merchantIds: z.union([z.literal('*'), z.array(z.string())]),
  scopes: z.array(ScopeName),
  assets: z.array(AssetName).nullable(),
  ceilingMinor: SumMinor.nullable(),
  createdAt: Timestamp,
  /** The whole credential, `bk_…`: shown once, in no replay, stored nowhere. */
  secret: z.string().optional(),
  /** After a rotation: when the secret before stops working. */
  previousSecretUntil: Timestamp.optional(),
});

const KeyParams = z.strictObject({ id: z.string().regex(/^key_[a-z2-7]{26}$/) });
const operators = { scopes: [], groups: ['operator'] } as const;

export const PostKey = operation({
  operationId: 'createKey',
  method: 'POST',
  path: '/v1/keys',
  area: 'merchant',
  summary: 'Create a key for tills, shops and apps; its secret is shown once',
  allowed: operators,
  body: KeyRequest,
  success: { status: 201, body: Key },
});

export const RotateKey = operation({
  operationId: 'rotateKey',
  method: 'POST',
  path: '/v1/keys/{id}/rotate',
  area: 'merchant',
  summary: 'Give a key a new secret; the one before works on for a while',
  allowed: operators,
  params: KeyParams,
  body: RotateRequest,
  success: { status: 200, body: Key },
});

export const DeleteKey = operation({
  operationId: 'revokeKey',
  method: 'DELETE',
  path: '/v1/keys/{id}',
  area: 'merchant',
  summary: 'Revoke a key; within 60 seconds nobody gets in with it',
  allowed: operators,
  params: KeyParams,
  success: { status: 204, body: null },
});
