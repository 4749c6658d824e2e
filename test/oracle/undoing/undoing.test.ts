import { expect, test } from 'vitest';
import { search } from '../histories.ts';
import { live } from './live.ts';
import { everyDeed, someCase } from './plan.ts';

/** As many histories; `UNDOING_CASES` and `UNDOING_SEED` choose others. */
const cases = Number(process.env.UNDOING_CASES ?? 30_000);
const firstSeed = Number(process.env.UNDOING_SEED ?? 1);

test(`${cases} random histories: what is undone leaves nothing behind, of any funder`, () => {
  const seen = search({ cases, firstSeed, someCase, live, linesMax: 12 });
  for (const deed of everyDeed) expect(seen.get(deed) ?? 0, deed).toBeGreaterThan(cases / 100);
});
