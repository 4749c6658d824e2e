import type { Entry } from '../domain/entry.ts';
import { type IdentifierPrefix, openId, walletIdFrom } from '../domain/identifier.ts';
import type { Instant } from '../domain/instant.ts';
import { change } from '../store/change.ts';
import type { Intent, Outcome, Settings } from '../store/intent.ts';
import type { Clock, Ledger } from '../store/port.ts';
import { cancellableOperations, type Operation } from '../store/print.ts';
import type { CompiledRuleset } from './compile-ruleset.ts';
import type { Json } from './json-text.ts';
import type { Platform } from './platform.ts';
import { printsOf } from './prints.ts';
import { notFoundAt, problem } from './problem.ts';
import { clockBehind } from './recording-clock.ts';

/** What a verb that moves value has at hand. */
export type Asking = {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly caller: { readonly id: string };
  readonly requestId: string;
  readonly idempotencyKey: string;
  readonly method: string;
  readonly path: string;
  readonly sent: Json;
};

export const ledgerOf = ({ ledger }: Platform): Ledger => ledger;

export function settingsOf({ ecosystem }: Platform): Settings {
  const { idempotencyMs, lateLimitMs } = ecosystem.limits;
  return { idempotencyMs, lateLimitMs, sandbox: ecosystem.sandbox };
}

type Asked<C> = Pick<Intent<C>, 'prepare' | 'decide' | 'spends' | 'other'> &
  Partial<Pick<Intent<C>, 'receipt' | 'occurredAt' | 'prints' | 'turning'>>;

/** Takes the decision of a request on a wallet through the write path. Tills' operations can be cancelled by key. */
export async function changeWallet<C>(
  asking: Asking,
  walletId: string,
  operation: Operation,
  asked: Asked<C>,
): Promise<Outcome> {
  const { platform, clock, caller, requestId } = asking;
  const intent: Intent<C> = {
    walletId,
    callerId: caller.id,
    requestId,
    prints: asked.prints ?? printsOf(asking, walletId, operation),
    cancelPrint: cancellableOperations.includes(operation) ? printsOf(asking, walletId, 'cancellation').print : '',
    ...(operation === 'cancellation' ? { rememberedMs: platform.ecosystem.limits.lateLimitMs } : {}),
    receipt: asked.receipt ?? null,
    occurredAt: asked.occurredAt ?? null,
    spends: asked.spends,
    turning: asked.turning ?? false,
    prepare: asked.prepare,
    ...(asked.other ? { other: asked.other } : {}),
    decide: asked.decide,
  };
  const warm = platform.heads.get(walletId, clock.machine());
  const outcome = await change(ledgerOf(platform), clock, settingsOf(platform), intent, warm);
  if (outcome.kind === 'accepted' && !outcome.replayed) platform.heads.set(walletId, outcome.entry, clock.machine());
  return outcome;
}

/**
 * The newest entry of a wallet that must exist, named in the path or at a pointer of the body. In a sandbox a time
 * before it is refused, as a change would be.
 */
export async function loadHead(platform: Platform, walletId: string, now: Instant, pointer?: string): Promise<Entry> {
  const head = await ledgerOf(platform).head(walletId);
  if (!head) throw notFoundAt(pointer);
  if (platform.ecosystem.sandbox && now < head.recordedAt) throw clockBehind();
  return head;
}

/**
 * The entry that an id names. For an id that names none another place is read, so that what is not the caller's and
 * what does not exist take the same time.
 */
export async function findNamedEntry(
  platform: Platform,
  prefix: IdentifierPrefix,
  id: string,
): Promise<Entry | undefined> {
  const named = openId(platform.keys, prefix, id);
  const { walletId, sequence } = named ?? { walletId: walletIdFrom(platform.keys, 'nobody', id), sequence: 0 };
  const entry = await ledgerOf(platform).get(walletId, sequence);
  return named && entry;
}

/** An entry that must be there: what a purchase was and what its wallet knew. */
export async function loadEntry(platform: Platform, walletId: string, sequence: number): Promise<Entry> {
  const entry = await ledgerOf(platform).get(walletId, sequence);
  if (!entry) throw problem('not-found');
  return entry;
}

/** The rules of a version that an entry names: versions are kept for ever, so none missing is a fault. */
export async function loadRules({ rulesets }: Platform, version: number): Promise<CompiledRuleset> {
  const rules = await rulesets.byVersion(version);
  if (!rules) throw new Error(`version ${version} is not there`);
  return rules;
}
