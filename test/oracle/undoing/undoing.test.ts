import { expect, test } from 'vitest';
import { live } from './live.ts';
import { type Case, everyDeed, someCase } from './plan.ts';

/** As many histories; `UNDOING_CASES` and `UNDOING_SEED` choose others. */
const cases = Number(process.env.UNDOING_CASES ?? 30_000);
const firstSeed = Number(process.env.UNDOING_SEED ?? 1);

test(`${cases} random histories: what is undone leaves nothing behind, of any funder`, () => {
  const seen = new Map<string, number>();
  for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) {
    const one = someCase(seed);
    const wrong = faultOf(one, (what) => seen.set(what, (seen.get(what) ?? 0) + 1));
    if (wrong === null) continue;
    const least = shortest(one);
    expect.fail(`seed ${seed}: ${wrong}\n${JSON.stringify(least)}\n${faultOf(least)}`);
  }
  for (const deed of everyDeed) expect(seen.get(deed) ?? 0, deed).toBeGreaterThan(cases / 100);
});

function faultOf(one: Case, seen?: (what: string) => void): string | null {
  try {
    live(one, seen);
    return null;
  } catch (fault) {
    return (fault as Error).stack!.split('\n').slice(0, 12).join('\n');
  }
}

/** The same fault with as few deeds as will do. */
function shortest(one: Case): Case {
  for (let at = 0; at < one.deeds.length; at += 1) {
    const less = { ...one, deeds: one.deeds.toSpliced(at, 1) };
    if (less.deeds.length > 0 && faultOf(less) !== null) return shortest(less);
  }
  return one;
}
