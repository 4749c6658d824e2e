import { isDeepStrictEqual } from 'node:util';
import { compile } from '../../shared/domain/ruleset/compile.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import type { Facts } from '../../shared/domain/ruleset/facts.ts';
import type { Verdict } from '../../shared/domain/ruleset/verdict.ts';
import { interpretEnrolment, interpretPurchase, type Outcome } from './interpreter/interpret.ts';
import type { Document } from './interpreter/language.ts';
import type { Case } from './random/case.ts';

/** A point where the two say different things. */
export type Difference = { readonly at: string; readonly engine: unknown; readonly oracle: unknown };
export type Compared = {
  readonly document: Document;
  readonly outcomes: readonly Outcome[];
  readonly difference: Difference | null;
};

/** Decides every purchase of a case with the engine and with the interpreter; stops at the first difference. */
export function compared(one: Case): Compared {
  const read = rulesetDocument.parse(one.document);
  const rules = compile({ version: 1, effectiveFrom: 0, document: read });
  const document: Document = read;
  const outcomes: Outcome[] = [];
  const check = (at: string, verdict: Verdict, outcome: Outcome): Difference | null => {
    outcomes.push(outcome);
    const [engine, oracle] = [toldByEngine(verdict), toldByOracle(outcome)];
    return isDeepStrictEqual(engine, oracle) ? null : { at, engine, oracle };
  };

  const opening = { walletId: 'wal_1', occurredAt: one.openedAt, channel: one.channel as Facts['channel'] };
  let difference = check('enrolment', rules.decideEnrolment(opening), interpretEnrolment(document, opening));
  for (const [at, purchase] of one.purchases.entries()) {
    if (difference) break;
    const facts = { ...purchase, memory: aMemory(one) } as unknown as Facts;
    difference = check(`purchase ${at}`, rules.decidePurchase(facts), interpretPurchase(document, purchase));
  }
  return { document, outcomes, difference };
}

const aMemory = ({ openedAt }: Case): Facts['memory'] => ({
  openedAt,
  purchaseCount: 0,
  firstPurchaseAt: null,
  lastPurchaseAt: null,
  counters: new Map(),
  optIns: new Set(),
  audiences: new Set(),
});

/** What both must say, in one shape: by rule, so that the order in which it is told does not count. */
function toldByEngine({ awards, explanation }: Verdict) {
  const matched = explanation.rules.filter((rule) => rule.matched);
  return {
    baseMinor: explanation.baseMinor,
    excluded: explanation.excluded,
    awards: Object.fromEntries(
      awards.map(({ ruleId, asset, amountMinor, funding, availability, expiry }) => [
        ruleId,
        { asset, amountMinor, funding, availability, expiry },
      ]),
    ),
    matched: Object.fromEntries(
      matched.map(({ id, group, asset, baseMinor, wantedMinor, amountMinor, funding }) => [
        id,
        { group, asset, baseMinor, wantedMinor, amountMinor, funding },
      ]),
    ),
    rejected: Object.fromEntries(
      explanation.rules.flatMap(({ id, matched, reason }) => (matched ? [] : [[id, reason]])),
    ),
  };
}

function toldByOracle({ baseMinor, excluded, rewards, rejected }: Outcome): ReturnType<typeof toldByEngine> {
  return {
    baseMinor,
    excluded,
    awards: Object.fromEntries(
      rewards.map(({ ruleId, asset, amountMinor, funding, availability, expiry }) => [
        ruleId,
        { asset, amountMinor, funding, availability, expiry } as Verdict['awards'][number],
      ]),
    ),
    matched: Object.fromEntries(
      rewards.map(({ ruleId, group, asset, baseMinor, wantedMinor, amountMinor, paidBy }) => [
        ruleId,
        { group, asset: asset as 'cashback', baseMinor, wantedMinor, amountMinor, funding: paidBy },
      ]),
    ),
    rejected: rejected as Record<string, 'zero'>,
  };
}
