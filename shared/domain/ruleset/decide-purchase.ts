import { holds } from '../condition/conditions.ts';
import { sumOf } from '../draw.ts';
import type { EarningLine } from '../effect/effect.ts';
import { competesBy, gives } from '../effect/effects.ts';
import type { PurchaseLine } from '../purchase-line.ts';
import { splitByFunding } from '../split.ts';
import { awardOf, roundingOf } from './award.ts';
import { baseOf } from './base.ts';
import type { Compiled } from './compile.ts';
import type { Facts } from './facts.ts';
import { fundingOf } from './funder.ts';
import type { Rule } from './rule.ts';
import { roundGroup, type Share, winnersOf } from './stack.ts';
import type { Reason, RuleExplained, Verdict } from './verdict.ts';

/** A measured line counts as one piece; a discount is none. */
const piecesOf = (line: PurchaseLine) => (line.kind === 'discount' ? 0 : line.unit === 'piece' ? line.quantity : 1);

type Candidate = { readonly rule: Rule; readonly lines: readonly EarningLine[]; readonly reason: Reason | null };

/** What a purchase earns: base, then groups in order, each rounded once (rules-grammar "Arithmetic"). */
export function decidePurchaseWith(compiled: Compiled, sent: Facts): Verdict {
  const { settings, version } = compiled;
  const facts = { ...sent, lines: mapCategories(compiled, sent) };
  const policy = compiled.policyOf(facts.merchantId);
  const isExcluded = (line: PurchaseLine) => compiled.exclusions.some((matches) => matches(line, facts));
  const { byLine, excluded } = baseOf(facts, policy, isExcluded);
  const candidates = compiled.purchaseRules.map(({ rule, matches }) =>
    candidateOf(compiled, facts, byLine, rule, (line) => matches(line, facts)),
  );

  const shares: Share[] = [];
  for (const [name, { stacking }] of compiled.groups) {
    const ofGroup = candidates.filter(({ rule, reason }) => reason === null && rule.group === name);
    for (const asset of new Set(ofGroup.map(({ rule }) => rule.asset))) {
      const given = (group: string, line: number) =>
        sumOf(
          shares.filter((share) => share.rule.group === group && share.rule.asset === asset && share.line === line),
        );
      const bids = ofGroup
        .filter(({ rule }) => rule.asset === asset)
        .flatMap(({ rule, lines }) =>
          gives(rule.effect, { lines, given }).map((part) => {
            const place = competesBy(rule.effect) === 'line' ? part.line : null;
            return { rule, place, ...part };
          }),
        );
      if (bids.length === 0) continue;
      shares.push(
        ...roundGroup(winnersOf(bids, stacking), settings.rounding.stage, roundingOf(compiled, bids[0]!.rule)),
      );
    }
  }

  const wonBy = (rule: Rule) => shares.filter((share) => share.rule === rule);
  const winners = [...new Set(shares.map((share) => share.rule))];
  const awards = winners
    .map((rule) => ({ rule, amountMinor: sumOf(wonBy(rule)) }))
    .filter(({ amountMinor }) => amountMinor > 0)
    .map(({ rule, amountMinor }) => awardOf(compiled, rule, amountMinor, facts));
  const rules = candidates.map((candidate) => explain(candidate, wonBy(candidate.rule), facts.merchantId));
  const { accrualBase } = policy;
  const baseMinor = byLine.reduce((sum, part) => sum + part, 0);
  const explanation = {
    rulesetVersion: version,
    baseMinor,
    accrualBase,
    rounding: settings.rounding.mode,
    rules,
    excluded,
  };
  return { awards, counters: [], claims: [], variants: [], explanation };
}

/** The till's own category codes become the ecosystem's. */
function mapCategories({ document }: Compiled, { merchantId, lines }: Facts): readonly PurchaseLine[] {
  const codes = document.merchants[merchantId]?.categories;
  if (!codes) return lines;
  return lines.map((line) =>
    Object.hasOwn(codes, line.category) ? { ...line, category: codes[line.category]! } : line,
  );
}

/** Where a rule earns, or the first reason why it does not. */
function candidateOf(
  { local }: Compiled,
  facts: Facts,
  byLine: readonly number[],
  rule: Rule,
  matches: (line: PurchaseLine) => boolean,
): Candidate {
  const inScope = facts.lines.map(matches);
  const lines = byLine.flatMap((baseMinor, index) =>
    inScope[index] && baseMinor > 0 ? [{ index, baseMinor, pieces: piecesOf(facts.lines[index]!) }] : [],
  );
  if (!inScope.includes(true)) return { rule, lines, reason: 'scope' };
  if (lines.length === 0) return { rule, lines, reason: 'excluded' };
  const sizeOf = (of: readonly PurchaseLine[]) => ({
    amountMinor: sumOf(of),
    quantity: of.reduce((sum, line) => sum + piecesOf(line), 0),
  });
  const situation = {
    local: local.read(facts.occurredAt),
    channel: facts.channel,
    total: sizeOf(facts.lines),
    scope: sizeOf(lines.map(({ index }) => facts.lines[index]!)),
  };
  const failed = rule.when.find((when) => !holds(when, situation));
  return { rule, lines, reason: failed ? `when-${failed.kind}` : null };
}

function explain({ rule, lines, reason }: Candidate, won: readonly Share[], merchantId: string): RuleExplained {
  const { id, group, asset, effect } = rule;
  if (won.length === 0) return { id, matched: false, reason: reason ?? 'lost' };
  const amountMinor = sumOf(won);
  const baseMinor = lines
    .filter(({ index }) => won.some(({ line }) => line === index))
    .reduce((sum, line) => sum + line.baseMinor, 0);
  const funding = splitByFunding(amountMinor, fundingOf(rule.funder, merchantId));
  const rate = effect.kind === 'rate' ? { rateBps: effect.rateBps } : {};
  return {
    id,
    matched: true,
    group,
    asset,
    ...rate,
    baseMinor,
    wantedMinor: amountMinor,
    amountMinor,
    capId: null,
    funding,
  };
}
