import { Engine, type NestedCondition } from 'json-rules-engine';
import type { Facts } from '../../shared/domain/ruleset/facts.ts';
import { amountsOf } from './amounts.ts';
import { firstDay, lastDay, questionsOf, type RuleId } from './match.ts';

const is = (fact: string, value: unknown, operator = 'equal'): NestedCondition => ({ fact, operator, value });

const conditions: Readonly<Record<RuleId, NestedCondition[]>> = {
  all: [is('totalMinor', 0, 'greaterThanInclusive')],
  fashion: [is('sector', 'fashion')],
  zara: [is('merchantId', 'zara')],
  shoes: [is('category', 'shoes')],
  bio: [is('attributes', 'bio', 'contains')],
  'brand-x': [is('brand', 'x'), is('day', firstDay, 'greaterThanInclusive'), is('day', lastDay, 'lessThanInclusive')],
  jean: [is('sku', 'jean-501')],
  'off-peak': [
    is('sector', 'fashion'),
    is('weekday', ['mon', 'tue', 'wed', 'thu', 'fri'], 'in'),
    is('minute', 14 * 60, 'greaterThanInclusive'),
    is('minute', 17 * 60, 'lessThan'),
  ],
  web: [is('channel', ['web', 'app'], 'in')],
  large: [is('totalMinor', 20_000, 'greaterThanInclusive')],
};

const engine = new Engine(
  Object.entries(conditions).map(([id, all]) => ({ name: id, conditions: { all }, event: { type: id } })),
);

/** Decides with json-rules-engine: one run a line, its events are the rules that hold. */
export async function decideWithJsonRules(facts: Facts): Promise<Record<string, number>> {
  const matched: RuleId[][] = [];
  for (const question of questionsOf(facts)) {
    const { events } = await engine.run(question);
    matched.push(events.map(({ type }) => type as RuleId));
  }
  return amountsOf(facts, matched);
}
