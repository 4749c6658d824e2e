import { timestamp } from '../contract/field.ts';
import type { PublishRuleset } from '../contract/ruleset.ts';
import { knownFrom } from '../domain/campaign.ts';
import type { Instant } from '../domain/instant.ts';
import { type PublishedVersion, publish, standingOf, waitingIn } from '../domain/publication.ts';
import { faultsTogether } from '../domain/ruleset/check.ts';
import { emptyDocument, rulesetDocument } from '../domain/ruleset/document.ts';
import type { Table } from '../store/client.ts';
import { hasPurchase } from '../store/first-purchase.ts';
import type { Writes } from '../store/ruleset.ts';
import {
  findVersionBody,
  packBody,
  packedMaxBytes,
  putVersion,
  type StoredVersion,
  type VersionBody,
} from '../store/version.ts';
import { readCampaign } from './compile-ruleset.ts';
import { pointerOf } from './pointer.ts';
import { controlDigestOf } from './prints.ts';
import { keyMismatch, problem, unfit } from './problem.ts';
import type { Request } from './request.ts';

type Publishing = Pick<
  Request<typeof PublishRuleset>,
  'body' | 'caller' | 'now' | 'platform' | 'idempotencyKey' | 'method' | 'path' | 'sent'
>;

/** A version's own choice: what is published, of what it is made, and the record that is written with it. */
export type Publication = Pick<PublishedVersion, 'cause' | 'campaignId'> & {
  /** The base document with its ruleset; the one before when absent. */
  readonly base?: { readonly rulesetId: string; readonly basedOn: number | null; readonly document: unknown };
  /** Its campaigns from those before; the same when absent. */
  readonly campaigns?: (before: VersionBody['campaigns'], effectiveFrom: Instant) => VersionBody['campaigns'];
  readonly also: (version: StoredVersion) => Writes;
};

/** The version that the same request published before; throws `idempotency-mismatch` when its key stands for another. */
export function publishedBefore(
  request: Publishing,
  versions: readonly StoredVersion[],
  cause: PublishedVersion['cause'],
): StoredVersion | undefined {
  const { caller, idempotencyKey } = request;
  if (idempotencyKey === undefined) return undefined;
  const standing = versions.find(
    (one) => one.cause === cause && one.publishedBy === caller.id && one.publishedFor.idempotencyKey === idempotencyKey,
  );
  if (standing && standing.publishedFor.digest !== controlDigestOf(request)) throw keyMismatch();
  return standing;
}

/**
 * Publishes the next version: base document and campaigns of the one before, with what this publication changes of
 * them. What does not fit together is refused and points into the version; of two at the same time one is told
 * `conflict-retry`.
 */
export async function publishNext(
  request: Publishing,
  versions: readonly StoredVersion[],
  { cause, campaignId, base, campaigns = (before) => before, also }: Publication,
): Promise<StoredVersion> {
  const { body, caller, now, platform, idempotencyKey } = request;
  const { table, ecosystem } = platform;
  const command = { effectiveFrom: body.effectiveFrom ?? null, expectedVersion: body.expectedVersion ?? null };
  const decided = publish(versions, command, { now, sandbox: ecosystem.sandbox });
  if (decided.kind === 'refused') throw problem(decided.code, { figures: whoWaits(waitingIn(versions, now)) });

  const standing = standingOf(versions);
  const before = standing && (await findVersionBody(table, standing.version));
  if (base) await refuseOtherZone(table, before?.document ?? emptyDocument, base.document);
  const wanted = {
    document: base?.document ?? before?.document ?? emptyDocument,
    campaigns: campaigns(before?.campaigns ?? [], decided.effectiveFrom),
  };
  const kept = keptTogether(wanted, decided.effectiveFrom, ecosystem.limits.lateLimitMs);
  const packed = packBody(kept);
  const bytes = Math.max(packed.document.length, packed.campaigns.length);
  if (bytes > packedMaxBytes) throw problem('version-too-large', { figures: { bytes, maxBytes: packedMaxBytes } });

  const version: StoredVersion = {
    version: decided.version,
    rulesetId: base?.rulesetId ?? standing?.rulesetId ?? null,
    cause,
    campaignId,
    effectiveFrom: decided.effectiveFrom,
    publishedAt: now,
    publishedBy: caller.id,
    reason: body.reason ?? '',
    basedOn: base?.basedOn ?? null,
    withdrawnAt: null,
    publishedFor: { idempotencyKey: idempotencyKey ?? '', digest: controlDigestOf(request) },
  };
  if (!(await putVersion(table, version, packed, also(version), standing))) throw problem('conflict-retry');
  return version;
}

/** Refuses another time zone once there was a purchase: its day was counted in the one before. */
async function refuseOtherZone(table: Table, before: unknown, next: unknown): Promise<void> {
  const [zone, wanted] = [before, next].map((document) => rulesetDocument.parse(document).settings.timeZone);
  if (zone === wanted || !(await hasPurchase(table))) return;
  const errors = [{ pointer: '/document/settings/timeZone', code: 'not-allowed' as const }];
  throw problem('time-zone-fixed', { errors, figures: { timeZone: zone! } });
}

/** Which version waits and what made it, so that the caller knows what to withdraw. */
const whoWaits = (waiting: StoredVersion | undefined): Record<string, number | string> =>
  waiting === undefined
    ? {}
    : {
        version: waiting.version,
        effectiveFrom: timestamp(waiting.effectiveFrom),
        ...(waiting.campaignId === '' ? { rulesetId: waiting.rulesetId ?? '' } : { campaignId: waiting.campaignId }),
      };

/** The body of a version without campaigns that are over; throws what keeps the rest from being one version. */
function keptTogether({ document, campaigns }: VersionBody, effectiveFrom: Instant, lateLimitMs: number): VersionBody {
  const known = knownFrom(campaigns.map(readCampaign), effectiveFrom, lateLimitMs);
  // One that has ended before the version begins gives nothing under it.
  const faults = faultsTogether(rulesetDocument.parse(document), known)
    .map(({ path: [nth, ...path], code }) => ({ at: nth === undefined ? undefined : known[Number(nth)]!, path, code }))
    .filter(({ at }) => at === undefined || at.campaign.endsAt > effectiveFrom);
  if (faults.length > 0) {
    const errors = faults.map(({ at, path, code }) => ({
      pointer: pointerOf(['campaigns', ...(at ? [at.id] : []), ...path]),
      code,
    }));
    throw unfit(errors, faults.find(({ at }) => at)?.at?.id);
  }
  const ids = new Set(known.map(({ id }) => id));
  return { document, campaigns: campaigns.filter(({ id }) => ids.has(id)) };
}
