import type { Asset } from '../asset.ts';
import { compileCondition, looksAtOf } from '../condition/conditions.ts';
import { competesBy, compileEffect } from '../effect/effects.ts';
import type { Block, CompiledRule, Contest } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import type { Group } from './group.ts';
import type { PlannedRule } from './plan.ts';
import type { Rounding } from './round-group.ts';
import { type Sets, specificityOf } from './scope.ts';
import { blockMax, indexScopes } from './scope-index.ts';
import { contestOrder } from './stacking.ts';
import type { Compiling } from './watch.ts';

type Uncontested = Omit<CompiledRule, 'contest' | 'block' | 'bit'>;

const contestName = (group: string, asset: string) => `${group} ${asset}`;

function roundingOf({ settings }: RulesetDocument, asset: Asset): Rounding {
  const { mode, stage, assets } = settings.rounding;
  return { mode: assets[asset]?.mode ?? mode, stage: assets[asset]?.stage ?? stage };
}

type Place = Omit<Compiling, 'index' | 'ruleId' | 'campaign'>;

/**
 * Compiles rules to the contests in which they meet, in the order in which those are decided.
 * @param planned by group, then id, so that each group's follow each other; its assets are decided apart
 */
export function compileContests(
  planned: readonly PlannedRule[],
  document: RulesetDocument,
  groupOf: (name: string) => Group,
  place: Place,
): Contest[] {
  const names = [...new Set(planned.map(({ rule }) => contestName(rule.group, rule.asset)))];
  const multiplied = planned.map(({ rule: { effect, asset } }) =>
    effect.kind === 'multiply' ? names.indexOf(contestName(effect.group, asset)) : -1,
  );
  const compiled = planned.map((each, index) => compileRule(each, index, multiplied[index]!, place));
  let blockCount = 0;
  return names.map((name, nth): Contest => {
    const own = compiled.filter(({ rule }) => contestName(rule.group, rule.asset) === name);
    const { group, asset } = own[0]!.rule;
    const contest = contestOf(own, nth, blockCount, groupOf(group), roundingOf(document, asset), place.sets);
    blockCount += contest.blocks.length;
    return { ...contest, isMultiplied: multiplied.includes(nth) };
  });
}

const isEarlier = (multiplied: number, contest: number) => multiplied >= 0 && multiplied < contest;

function compileRule(
  { rule, campaign, variantId }: PlannedRule,
  index: number,
  multiplies: number,
  place: Place,
): Uncontested {
  const compiling: Compiling = { ...place, index, ruleId: rule.id, campaign };
  return {
    index,
    rule,
    campaign,
    variantId,
    specificity: specificityOf(rule.scope),
    byLine: competesBy(rule.effect) === 'line',
    looksAt: [...looksAtOf(rule.when), ...(rule.effect.kind === 'threshold' ? [rule.scope] : [])],
    checks: rule.when.map((fields) => ({ check: compileCondition(fields, compiling), reason: `when-${fields.kind}` })),
    giving: compileEffect(rule.effect, compiling),
    multiplies,
  };
}

/** Puts the rules of a contest in their order, and in blocks. */
function contestOf(
  rules: readonly Uncontested[],
  contest: number,
  firstBlock: number,
  declared: Group,
  rounding: Rounding,
  sets: Sets,
): Omit<Contest, 'isMultiplied'> {
  const { stacking } = declared;
  const ordered = rules.toSorted(contestOrder(declared));
  const { group, asset } = ordered[0]!.rule;
  const blocks = Array.from({ length: Math.ceil(ordered.length / blockMax) }, (_, nth): Block => {
    const own = ordered.slice(nth * blockMax, (nth + 1) * blockMax);
    const block = firstBlock + nth;
    const placed = own.map((rule, at): CompiledRule => ({ ...rule, contest, block, bit: 1 << at }));
    return {
      at: block,
      rules: placed,
      columns: {
        rules: placed.map(({ index }) => index),
        // A factor of what is not given by then comes to nothing.
        each: placed.map(({ giving, multiplies }) =>
          giving.counts === 'base' || isEarlier(multiplies, contest) ? giving.each : 0,
        ),
        multiplies: placed.map(({ multiplies }) => (isEarlier(multiplies, contest) ? multiplies : -1)),
      },
      index: indexScopes(
        placed.map(({ rule }) => rule.scope),
        sets,
      ),
      unconditional: placed.reduce(
        (bits, { campaign, checks, bit }) => (campaign === null && checks.length === 0 ? bits | bit : bits),
        0,
      ),
    };
  });
  const { of } = ordered[0]!.giving;
  const isPlain =
    (stacking === 'mostSpecific' || stacking === 'sum') &&
    rounding.stage === 'receipt' &&
    ordered.every(({ giving }) => typeof giving.counts === 'string' && giving.of === of);
  return { group, asset, stacking, rounding, blocks, isPlain, isFirstOnly: stacking === 'mostSpecific', of };
}
