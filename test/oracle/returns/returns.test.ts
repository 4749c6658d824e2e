import { expect, test } from 'vitest';
import { search } from '../histories.ts';
import { found } from './found.ts';
import { live } from './live.ts';
import { everyDeed, someCase } from './plan.ts';

/** As many histories; `RETURNS_CASES` and `RETURNS_SEED` choose others. */
const cases = Number(process.env.RETURNS_CASES ?? 100_000);
const firstSeed = Number(process.env.RETURNS_SEED ?? 1);

test(`${cases} random histories: what is returned ends as if only the kept part had been bought`, () => {
  const seen = search({ cases, firstSeed, someCase, live, linesMax: 6 });
  console.log(
    [...seen]
      .sort()
      .map(([what, times]) => `${what} ${times}`)
      .join('\n'),
  );
  for (const deed of everyDeed) expect(seen.get(deed) ?? 0, deed).toBeGreaterThan(cases / 2_000);
});

test.each(Object.entries(found))('%s', (_, one) => live(one));
