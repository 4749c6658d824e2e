import { type Instant, secondMs } from './instant.ts';
import { requestMaxMs, skewMaxMs } from './time-matters.ts';

/** Caches of functions are this old at most, so that a version takes this long to be known everywhere (design §5). */
export const rulesetCacheMs = 30 * secondMs;
/** How far ahead a version must be dated outside sandboxes: twice what a cache keeps. */
export const leadMs = 2 * rulesetCacheMs;

/** A published version: immutable but for its withdrawal before its date. */
export type PublishedVersion = {
  /** From 1; 0 is the empty one, in force from the beginning. */
  readonly version: number;
  /** Its base document; null for the empty one. */
  readonly rulesetId: string | null;
  /** What was published: a base document, a campaign, or a campaign's cancellation; the rest was kept. */
  readonly cause: 'ruleset' | 'campaign' | 'cancellation';
  /** '' when a base document was published. */
  readonly campaignId: string;
  readonly effectiveFrom: Instant;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  readonly reason: string;
  /** Publishing an older ruleset again: the version that it was. */
  readonly basedOn: number | null;
  readonly withdrawnAt: Instant | null;
};

/** The version in force at an instant: the highest one whose date has come; undefined is version 0. */
export function inForceAt<V extends PublishedVersion>(newestFirst: readonly V[], at: Instant): V | undefined {
  return newestFirst.find(({ effectiveFrom, withdrawnAt }) => withdrawnAt === null && effectiveFrom <= at);
}

/**
 * Whether a duplicate of a request, under way at the same time, may be decided by another version: one begins around now,
 * or what is known of versions at the named business time has changed so lately, or may have, that caches differ.
 * @param named business time that the caller named, the same in every duplicate; null for the request's own now
 */
export function isTurning(newestFirst: readonly PublishedVersion[], named: Instant | null, now: Instant): boolean {
  const nearMs = requestMaxMs + skewMaxMs;
  if (named === null) return newestFirst.some(({ effectiveFrom }) => Math.abs(effectiveFrom - now) <= nearMs);
  // A version that this cache does not know begins no sooner.
  if (named > now + leadMs - rulesetCacheMs - skewMaxMs) return true;
  const lately = now - rulesetCacheMs - nearMs;
  const hasChanged = ({ publishedAt, withdrawnAt }: PublishedVersion) =>
    Math.max(publishedAt, withdrawnAt ?? 0) > lately;
  return newestFirst.some((version) => version.effectiveFrom <= named && hasChanged(version));
}

export type Publish = { readonly effectiveFrom: Instant | null; readonly expectedVersion: number | null };
export type Publication =
  | { readonly kind: 'published'; readonly version: number; readonly effectiveFrom: Instant }
  | { readonly kind: 'refused'; readonly code: 'version-waiting' | 'stale-version' | 'effective-from-too-early' };

const refused = (code: Extract<Publication, { kind: 'refused' }>['code']): Publication => ({ kind: 'refused', code });

/**
 * Numbers and dates the next version. At most one waits for its date, and until it has come or been withdrawn nothing
 * else is published; a sandbox takes any date, also a past one, and now is its default.
 */
export function publish(
  newestFirst: readonly PublishedVersion[],
  command: Publish,
  at: { readonly now: Instant; readonly sandbox: boolean },
): Publication {
  if (command.expectedVersion !== null && command.expectedVersion !== (standingOf(newestFirst)?.version ?? 0)) {
    return refused('stale-version');
  }
  if (waitingIn(newestFirst, at.now)) return refused('version-waiting');
  const earliest = at.sandbox ? at.now : at.now + leadMs;
  const effectiveFrom = command.effectiveFrom ?? earliest;
  if (!at.sandbox && effectiveFrom < earliest) return refused('effective-from-too-early');
  return { kind: 'published', version: (newestFirst[0]?.version ?? 0) + 1, effectiveFrom };
}

/** The version that waits for its date, if one does. */
export const waitingIn = <V extends PublishedVersion>(newestFirst: readonly V[], now: Instant): V | undefined =>
  newestFirst.find(({ effectiveFrom, withdrawnAt }) => withdrawnAt === null && effectiveFrom > now);

/** The newest version that was not withdrawn; undefined is version 0. */
export const standingOf = <V extends PublishedVersion>(newestFirst: readonly V[]): V | undefined =>
  newestFirst.find(({ withdrawnAt }) => withdrawnAt === null);

/** Whether a version can still be taken back everywhere before its date. */
export function isWithdrawable(version: PublishedVersion, at: { now: Instant; sandbox: boolean }): boolean {
  return version.withdrawnAt === null && version.effectiveFrom > at.now + (at.sandbox ? 0 : rulesetCacheMs);
}
