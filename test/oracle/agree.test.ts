import { expect, test } from 'vitest';
import { compared } from './agree.ts';
import { type Coverage, cover, coverageTable, gaps } from './coverage.ts';
import { everyPart } from './every-part.ts';
import { someCase } from './random/case.ts';
import { shrunk } from './shrink.ts';

/** As many rulesets, each with a wallet that buys up to three times; `ORACLE_CASES` and `ORACLE_SEED` choose others. */
const cases = Number(process.env.ORACLE_CASES ?? 100_000);
const firstSeed = Number(process.env.ORACLE_SEED ?? 1);

test(`${cases} random rulesets and wallets: the compiled engine decides as the plain interpreter does`, () => {
  const coverage: Coverage = new Map();
  for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) {
    const one = someCase(seed);
    const { version, outcomes, difference } = compared(one);
    if (difference) {
      const least = shrunk(one, (less) => compared(less).difference !== null);
      expect.fail(`seed ${seed}\n${JSON.stringify(least)}\n${JSON.stringify(compared(least).difference, null, 1)}`);
    }
    for (const outcome of outcomes) cover(coverage, version, outcome);
  }
  console.log(coverageTable(coverage));
  expect(gaps(coverage)).toEqual([]);
  expect(everyPart.filter((part) => !coverage.has(part))).toEqual([]);
});
