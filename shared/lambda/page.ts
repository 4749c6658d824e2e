import { type CursorUse, openCursor, sealCursor } from '../domain/cursor.ts';
import type { Platform } from './platform.ts';
import { problem } from './problem.ts';

type Paging = {
  readonly platform: Platform;
  readonly caller: { readonly id: string };
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
};

/** Where a page starts: after the position sealed in the cursor, or '' at the beginning. Throws `cursor-invalid`. */
export function pageStart({ platform, caller, query }: Paging, list: string, subjectId = ''): string {
  if (query.cursor === undefined) return '';
  const position = openCursor(platform.keys, { list, subjectId, callerId: caller.id }, query.cursor);
  if (position === undefined)
    throw problem('cursor-invalid', { errors: [{ parameter: 'cursor', code: 'not-allowed' }] });
  return position;
}

/** A page of `found`, of which the reader asked for one more than `limit` to know whether there is a next one. */
export function pageOf<T, A>(
  { platform, caller, query }: Paging,
  use: Omit<CursorUse, 'callerId'>,
  found: readonly T[],
  positionOf: (item: T) => string,
  answerOf: (item: T) => A,
): { data: A[]; nextCursor: string | null } {
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const hasMore = found.length > query.limit && last !== undefined;
  const nextCursor = hasMore ? sealCursor(platform.keys, { ...use, callerId: caller.id }, positionOf(last)) : null;
  return { data: shown.map(answerOf), nextCursor };
}
