import { isDeepStrictEqual } from 'node:util';
import { compile } from '../shared/domain/ruleset/compile.ts';
import type { Facts } from '../shared/domain/ruleset/facts.ts';
import { decideWithJsonLogic } from './rules/json-logic.ts';
import { decideWithJsonRules } from './rules/json-rules.ts';
import { baskets, document } from './rules/ruleset.ts';

const roundsMax = 9;
const warmUpMs = 1_000;
const roundMs = 400;

const rules = compile({ version: 1, effectiveFrom: 0, document, campaigns: [] });
const decide = (facts: Facts) => rules.decidePurchase(facts).awards;
const byRule = (facts: Facts) =>
  Object.fromEntries(decide(facts).map(({ ruleId, amountMinor }) => [ruleId, amountMinor]));

/** What is kept of every decision, so that none can be left out. */
let seen = 0;

type Contestant = {
  readonly name: string;
  readonly goal: number | null;
  run(from: number, count: number): void | Promise<void>;
};
const contestants: readonly Contestant[] = [
  {
    name: 'Boucle, deciding',
    goal: 1_000_000,
    run: (from, count) => {
      for (let at = from; at < from + count; at += 1) seen += decide(baskets[at % baskets.length]!).length;
    },
  },
  {
    name: 'Boucle, with explanation',
    goal: 300_000,
    run: (from, count) => {
      for (let at = from; at < from + count; at += 1) {
        const { awards, explanation } = rules.decidePurchase(baskets[at % baskets.length]!);
        seen += awards.length + explanation.rules.length;
      }
    },
  },
  {
    name: 'json-logic-engine 5.0.7',
    goal: null,
    run: (from, count) => {
      for (let at = from; at < from + count; at += 1)
        seen += decideWithJsonLogic(baskets[at % baskets.length]!).all ?? 0;
    },
  },
  {
    name: 'json-rules-engine 7.3.1',
    goal: null,
    run: async (from, count) => {
      for (let at = from; at < from + count; at += 1) {
        seen += (await decideWithJsonRules(baskets[at % baskets.length]!)).all ?? 0;
      }
    },
  },
];

/** Decisions per second over one round of about so many milliseconds. */
async function round({ run }: Contestant, milliseconds: number): Promise<number> {
  const batch = baskets.length;
  const start = performance.now();
  let [done, now] = [0, start];
  while (now - start < milliseconds) {
    await run(done, batch);
    done += batch;
    now = performance.now();
  }
  return (done * 1000) / (now - start);
}

async function checkSameAnswers(): Promise<void> {
  for (const facts of baskets) {
    const ours = byRule(facts);
    const theirs = {
      'json-logic-engine': decideWithJsonLogic(facts),
      'json-rules-engine': await decideWithJsonRules(facts),
    };
    for (const [name, answer] of Object.entries(theirs)) {
      if (isDeepStrictEqual(sorted(ours), sorted(answer))) continue;
      throw new Error(
        `${name} says ${JSON.stringify(answer)}, Boucle ${JSON.stringify(ours)} of ${JSON.stringify(facts)}`,
      );
    }
  }
}

const sorted = (amounts: Record<string, number>) => Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1));
const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;
const shown = (perSecond: number) => Math.round(perSecond).toLocaleString('en');

await checkSameAnswers();
for (const contestant of contestants) await round(contestant, warmUpMs);
// In turn, so that whatever else the machine does falls on all of them.
const rates = contestants.map((): number[] => []);
for (let nth = 0; nth < roundsMax; nth += 1) {
  for (const [at, contestant] of contestants.entries()) rates[at]!.push(await round(contestant, roundMs));
}
const slowest = median(rates.at(-1)!);
console.log(
  `10 rules × 5 lines, ${baskets.length} baskets, the same answers; median of ${roundsMax} rounds (${seen > 0 ? process.version : ''})\n`,
);
console.log('| | decisions a second | spread | × json-rules-engine | goal |');
console.log('|---|---:|---|---:|---|');
for (const [at, { name, goal }] of contestants.entries()) {
  const own = rates[at]!;
  const middle = median(own);
  const spread = `${shown(Math.min(...own))}–${shown(Math.max(...own))}`;
  const reached = goal === null ? '' : `${shown(goal)}: ${middle >= goal ? 'reached' : 'missed'}`;
  console.log(`| ${name} | ${shown(middle)} | ${spread} | ${(middle / slowest).toFixed(1)} | ${reached} |`);
}
