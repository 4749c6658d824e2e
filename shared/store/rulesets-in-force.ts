import type { Instant } from '../domain/instant.ts';
import { isTurning, rulesetCacheMs } from '../domain/publication.ts';
import type { Table } from './client.ts';
import { findVersionAt, findVersionBody, listVersions, type StoredVersion, type VersionBody } from './version.ts';

/** Compiled versions kept: the one in force, the one before for late sales, and those that returns need. */
const compiledMax = 50;

export type RulesetsInForce<R> = {
  /** The version in force when something occurred (design §5). */
  readonly at: (occurredAt: Instant) => Promise<R>;
  /** The version that decides a request, and whether a duplicate of it may be decided by another (publication.ts). */
  readonly deciding: (named: Instant | null, now: Instant) => Promise<{ rules: R; turning: boolean }>;
  /** A version by number, for what was decided under it; undefined for one that was never published. */
  readonly byVersion: (version: number) => Promise<R | undefined>;
};

/**
 * Published rulesets, compiled. A version never changes, so what was compiled is kept; which version is in force is
 * asked anew after 30 s, in sandboxes every time.
 * @param compile makes rules of a version, its document and campaigns; `undefined` is the empty version 0
 */
export function rulesetsInForce<R>(
  table: Table,
  compile: (version: number, body: VersionBody | undefined) => R,
  { sandbox, machine }: { readonly sandbox: boolean; readonly machine: () => Instant },
): RulesetsInForce<R> {
  const compiled = new Map<number, R>();
  let newest: { versions: readonly StoredVersion[]; until: Instant } | undefined;

  async function versions(): Promise<readonly StoredVersion[]> {
    const now = machine();
    if (!newest || newest.until <= now) {
      newest = { versions: await listVersions(table), until: now + (sandbox ? 0 : rulesetCacheMs) };
    }
    return newest.versions;
  }

  async function byVersion(version: number): Promise<R | undefined> {
    const kept = compiled.get(version);
    if (kept) return kept;
    const body = version === 0 ? undefined : await findVersionBody(table, version);
    if (version !== 0 && body === undefined) return undefined;
    const rules = compile(version, body);
    compiled.set(version, rules);
    if (compiled.size > compiledMax) compiled.delete(compiled.keys().next().value!);
    return rules;
  }

  async function rulesAt(occurredAt: Instant, newestFirst: readonly StoredVersion[]): Promise<R> {
    const found = await findVersionAt(table, occurredAt, newestFirst);
    const rules = await byVersion(found?.version ?? 0);
    if (!rules) throw new Error('a version without document');
    return rules;
  }

  return {
    byVersion,
    at: async (occurredAt) => rulesAt(occurredAt, await versions()),
    async deciding(named, now) {
      const known = await versions();
      return { rules: await rulesAt(named ?? now, known), turning: isTurning(known, named, now) };
    },
  };
}
