import { expect } from 'vitest';
import { compared, nameOf } from './agree.ts';
import { type Coverage, cover, coverageTable, gaps } from './coverage.ts';
import { everyPart } from './every-part.ts';
import { isWhole, someCase } from './random/case.ts';
import { shrunk } from './shrink.ts';

/** As many rulesets, each with a wallet that buys up to seven times; `ORACLE_CASES` and `ORACLE_SEED` choose others. */
export const cases = Number(process.env.ORACLE_CASES ?? 100_000);
const firstSeed = Number(process.env.ORACLE_SEED ?? 1);
/** So many meet every part of the language whatever the seed. */
const covering = 10_000;
/** Cases that need more counters than a wallet may have are not counted; there are few. */
const refusedMax = cases / 100;

/** Compares one half of the cases: each half runs on a core of its own and must meet the whole language by itself. */
export function agree(half: 0 | 1): void {
  const coverage: Coverage = new Map();
  let [done, refused] = [0, 0];
  for (let seed = firstSeed + half; done < cases / 2; seed += 2) {
    const one = someCase(seed);
    const both = compared(one);
    if (both === null) {
      refused += 1;
      expect(refused).toBeLessThanOrEqual(refusedMax);
      continue;
    }
    done += 1;
    const { version, outcomes, difference } = both;
    if (difference) {
      const least = shrunk(one, (less) => isWhole(less) && (compared(less)?.difference ?? null) !== null);
      expect.fail(`seed ${seed}\n${JSON.stringify(least)}\n${JSON.stringify(compared(least)!.difference, null, 1)}`);
    }
    for (const outcome of outcomes) cover(coverage, version, nameOf, outcome);
  }
  if (process.env.ORACLE_TABLE) console.log(coverageTable(coverage));
  if (done < covering) return;
  expect(gaps(coverage)).toEqual([]);
  expect(everyPart.filter((part) => !coverage.has(part))).toEqual([]);
}
