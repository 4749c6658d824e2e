import type * as z from 'zod';
import type { QuoteRequest } from '../../shared/contract/purchase.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Caller } from '../../shared/domain/key.ts';
import { compile } from '../../shared/domain/ruleset/compile.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import type { CompiledRuleset } from '../../shared/lambda/compile-ruleset.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { malformed, problem } from '../../shared/lambda/problem.ts';
import { findRuleset, loadDocument } from '../../shared/store/ruleset.ts';

type Asking = {
  readonly body: z.output<typeof QuoteRequest>;
  readonly caller: Caller;
  readonly now: Instant;
  readonly platform: Platform;
};

export type Quoted = {
  readonly rules: CompiledRuleset;
  /** When the quote is decided. */
  readonly now: Instant;
  readonly lateLimitMs: number;
};

/** Under a draft any moment may be tried: a sale of years ago, one of next season. */
const anyTimeMs = Number.MAX_SAFE_INTEGER;

/**
 * What a quote is decided with: the version in force when it occurs or, for an operator who names one, a ruleset as it
 * is written, with the campaigns of that version; its explanation then names no version. Throws `scope-missing` for a
 * key, 400 for a ruleset that is not there.
 */
export async function quotedRules({ body, caller, now, platform }: Asking): Promise<Quoted> {
  const { table, ecosystem, rulesets } = platform;
  const { lateLimitMs } = ecosystem.limits;
  const occurredAt = body.occurredAt ?? now;
  const inForce = await rulesets.at(occurredAt);
  if (body.rulesetId === undefined) return { rules: inForce, now, lateLimitMs };
  if (caller.kind !== 'operator') throw problem('scope-missing');
  const ruleset = await findRuleset(table, body.rulesetId);
  if (!ruleset) throw malformed([{ pointer: '/rulesetId', code: 'not-found' }]);
  const document = rulesetDocument.parse(await loadDocument(table, ruleset.id));
  const rules = compile({ version: 0, effectiveFrom: 0, document, campaigns: inForce.campaigns, lateLimitMs });
  return { rules, now: Math.max(now, occurredAt), lateLimitMs: anyTimeMs };
}
