import { expect, test } from 'vitest';
import { found } from './found.ts';
import { live } from './live.ts';
import { type Case, everyDeed, someCase } from './plan.ts';

/** As many histories; `RETURNS_CASES` and `RETURNS_SEED` choose others. */
const cases = Number(process.env.RETURNS_CASES ?? 100_000);
const firstSeed = Number(process.env.RETURNS_SEED ?? 1);

test(`${cases} random histories: what is returned ends as if only the kept part had been bought`, () => {
  const seen = new Map<string, number>();
  for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) {
    const one = someCase(seed);
    const wrong = faultOf(one, (what) => seen.set(what, (seen.get(what) ?? 0) + 1));
    if (wrong === null) continue;
    const least = shortest(one);
    expect.fail(`seed ${seed}: ${wrong}\n${JSON.stringify(least)}\n${faultOf(least)}`);
  }
  console.log(
    [...seen]
      .sort()
      .map(([what, times]) => `${what} ${times}`)
      .join('\n'),
  );
  for (const deed of everyDeed) expect(seen.get(deed) ?? 0, deed).toBeGreaterThan(cases / 2_000);
});

test.each(Object.entries(found))('%s', (_, one) => live(one));

function faultOf(one: Case, seen?: (what: string) => void): string | null {
  try {
    live(one, seen);
    return null;
  } catch (fault) {
    return (fault as Error).stack!.split('\n').slice(0, 6).join('\n');
  }
}

/** The same fault with as few deeds as will do. */
function shortest(one: Case): Case {
  for (let at = 0; at < one.deeds.length; at += 1) {
    const less = { ...one, deeds: one.deeds.toSpliced(at, 1) };
    if (faultOf(less) !== null) return shortest(less);
  }
  return one;
}
