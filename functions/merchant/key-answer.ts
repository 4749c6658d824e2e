import type * as z from 'zod';
import { timestamp } from '../../shared/contract/field.ts';
import type { Key } from '../../shared/contract/key.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { StoredKey } from '../../shared/store/key.ts';

/** A key as an operator sees it, its secret only in the answer that made it; `until` is when the one before ends. */
export function answerOfKey(key: StoredKey, secret?: string, until?: Instant | null): z.input<typeof Key> {
  const { id, label, merchantIds, scopes, assets, ceilingMinor, createdAt } = key;
  return {
    id,
    label,
    merchantIds: merchantIds === '*' ? '*' : [...merchantIds],
    scopes: [...scopes],
    assets: assets && [...assets],
    ceilingMinor,
    createdAt: timestamp(createdAt),
    ...(until ? { previousSecretUntil: timestamp(until) } : {}),
    ...(secret === undefined ? {} : { secret }),
  };
}
