import { isDeepStrictEqual } from 'node:util';
import { CampaignSchema, type PublishedCampaign } from '../../shared/domain/ruleset/campaign.ts';
import { capIdOf } from '../../shared/domain/ruleset/cap.ts';
import { faultsTogether } from '../../shared/domain/ruleset/check.ts';
import { compile } from '../../shared/domain/ruleset/compile.ts';
import type { Counter } from '../../shared/domain/ruleset/counter.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import type { Facts } from '../../shared/domain/ruleset/facts.ts';
import type { Verdict } from '../../shared/domain/ruleset/verdict.ts';
import type { Past, Wallet } from './interpreter/history.ts';
import { interpret, type Outcome } from './interpreter/interpret.ts';
import type { NameOfCap, Version } from './interpreter/version.ts';
import type { Case } from './random/case.ts';
import { engineSays, oracleSays } from './said.ts';

/** A point where the two say different things. */
export type Difference = { readonly at: string; readonly engine: unknown; readonly oracle: unknown };
export type Compared = {
  readonly version: Version;
  readonly outcomes: readonly Outcome[];
  readonly difference: Difference | null;
};

export const nameOf: NameOfCap = (cap, campaignId) =>
  cap === 'budget' ? `${campaignId}/budget` : capIdOf(cap as Parameters<typeof capIdOf>[0], campaignId);

/**
 * Lives a case through twice: the engine folds its counters as a wallet does, the interpreter looks back at all that
 * happened. Every operation is decided as a quote, with everything granted, and then with what its limits were given.
 */
export function compared(one: Case): Compared | null {
  const read = readCase(one);
  if (read === null) return null;
  const { document, campaigns } = read;
  const rules = compile({ version: 1, effectiveFrom: 0, document, campaigns });
  const version = { document, campaigns } as unknown as Version;
  const outcomes: Outcome[] = [];
  const past: Past[] = [];
  let memory: Facts['memory'] = {
    openedAt: one.openedAt,
    purchaseCount: 0,
    firstPurchaseAt: null,
    lastPurchaseAt: null,
    counters: new Map(),
    optIns: new Set(one.optIns),
    audiences: new Set(one.audiences),
  };
  const wallet: Wallet = { id: one.walletId, optIns: one.optIns, audiences: one.audiences, past };
  const channel = one.channel as Facts['channel'];
  let recordedAt = one.openedAt;
  const operations = [null, ...one.purchases];
  for (const [at, purchase] of operations.entries()) {
    const occurredAt = purchase?.occurredAt ?? one.openedAt;
    const decide = (granted?: ReadonlyMap<string, number>): Verdict =>
      purchase
        ? rules.decidePurchase({ ...purchase, walletId: one.walletId, memory } as unknown as Facts, granted)
        : rules.decideEnrolment({ walletId: one.walletId, occurredAt, channel }, granted);
    const question = { wallet, purchase, occurredAt, channel: purchase?.channel ?? channel };
    const judge = (name: string, verdict: Verdict, outcome: Outcome) => {
      outcomes.push(outcome);
      const [engine, oracle] = [engineSays(verdict), oracleSays(outcome)];
      if (isDeepStrictEqual(engine, oracle)) return null;
      return { version, outcomes, difference: { at: `operation ${at}, ${name}`, engine, oracle } };
    };
    const quoted = decide();
    const foreseen = interpret(version, nameOf, { ...question, granted: null });
    const differs = judge('all granted', quoted, foreseen);
    if (differs) return differs;
    let [verdict, outcome] = [quoted, foreseen];
    if (quoted.limits.length > 0) {
      const granted = new Map(quoted.limits.map(({ limitId, wanted }) => [limitId, grant(wanted, one.grants[at]!)]));
      verdict = decide(granted);
      outcome = interpret(version, nameOf, { ...question, granted });
      const differs = judge('as granted', verdict, outcome);
      if (differs) return differs;
    }
    past.push(outcome.past);
    recordedAt = Math.max(recordedAt, occurredAt);
    memory = folded(memory, verdict, purchase ? occurredAt : null, recordedAt);
  }
  return { version, outcomes, difference: null };
}

/** A case as the engine reads it; null for one that needs more counters than a wallet may have. */
function readCase({ document, campaigns }: Case) {
  const base = rulesetDocument.safeParse(document);
  const codes = base.error?.issues.map((issue) => (issue.code === 'custom' ? issue.params?.code : issue.code));
  if (codes?.every((code) => code === 'too-many-counters')) return null;
  const published = campaigns.map(
    ({ id, campaign, cancelledAt }): PublishedCampaign => ({
      id,
      campaign: CampaignSchema.parse(campaign),
      cancelledAt,
    }),
  );
  const read = { document: base.data ?? rulesetDocument.parse(document), campaigns: published };
  const faults = faultsTogether(read.document, published).map(({ code }) => code);
  if (faults.length > 0 && faults.every((code) => code === 'too-many-counters')) return null;
  if (faults.length > 0) throw new Error(`a case that nobody could publish: ${faults}`);
  return read;
}

const grant = (wanted: number, share: number) => Math.floor(wanted * share);

/** As evolve.ts does: what has ended leaves, what changed takes its new value. */
export function folded(
  memory: Facts['memory'],
  { counters }: Verdict,
  boughtAt: number | null,
  now: number,
): Facts['memory'] {
  const live = new Map<string, Counter>();
  for (const [key, counter] of memory.counters)
    if (counter.until === null || counter.until > now) live.set(key, counter);
  for (const counter of counters) {
    if (counter.values.length > 0) live.set(counter.key, counter);
    else live.delete(counter.key);
  }
  if (boughtAt === null) return { ...memory, counters: live };
  return {
    ...memory,
    counters: live,
    purchaseCount: memory.purchaseCount + 1,
    firstPurchaseAt: Math.min(memory.firstPurchaseAt ?? boughtAt, boughtAt),
    lastPurchaseAt: Math.max(memory.lastPurchaseAt ?? boughtAt, boughtAt),
  };
}
