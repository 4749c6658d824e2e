import { problem } from './problem.ts';

/** The entity tag of a revision. */
export const etagOf = (revision: number): string => `"${revision}"`;

/** Refuses `stale-version` unless `If-Match` is absent or names what stands; `*` asks that something does. */
export function checkIfMatch(ifMatch: string | undefined, revision: number | undefined): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  const matches = revision !== undefined && (tags.includes('*') || tags.includes(etagOf(revision)));
  if (!matches) throw problem('stale-version', { errors: [{ header: 'If-Match', code: 'not-allowed' }] });
}
