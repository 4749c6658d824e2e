import { LogicEngine } from 'json-logic-engine';
import type { Facts } from '../../shared/domain/ruleset/facts.ts';
import { amountsOf } from './amounts.ts';
import { firstDay, lastDay, type Question, questionsOf, type RuleId } from './match.ts';

const field = (name: keyof Question) => ({ var: name });
const equals = (name: keyof Question, value: unknown) => ({ '===': [field(name), value] });

const conditions: Readonly<Record<RuleId, object>> = {
  all: { '>=': [field('totalMinor'), 0] },
  fashion: equals('sector', 'fashion'),
  zara: equals('merchantId', 'zara'),
  shoes: equals('category', 'shoes'),
  bio: { in: ['bio', field('attributes')] },
  'brand-x': {
    and: [equals('brand', 'x'), { '>=': [field('day'), firstDay] }, { '<=': [field('day'), lastDay] }],
  },
  jean: equals('sku', 'jean-501'),
  'off-peak': {
    and: [
      equals('sector', 'fashion'),
      { in: [field('weekday'), ['mon', 'tue', 'wed', 'thu', 'fri']] },
      { '>=': [field('minute'), 14 * 60] },
      { '<': [field('minute'), 17 * 60] },
    ],
  },
  web: { in: [field('channel'), ['web', 'app']] },
  large: { '>=': [field('totalMinor'), 20_000] },
};

/** One function for all ten rules, built by its compiler. */
const holds: (question: Question) => (RuleId | null)[] = new LogicEngine().build(
  Object.entries(conditions).map(([id, condition]) => ({ if: [condition, id, null] })),
) as never;

/** Decides with json-logic-engine: one evaluation a line names the rules that hold. */
export function decideWithJsonLogic(facts: Facts): Record<string, number> {
  const matched = questionsOf(facts).map((question) => holds(question).filter((id) => id !== null));
  return amountsOf(facts, matched);
}
