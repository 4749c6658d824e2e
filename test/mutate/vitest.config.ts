import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Most mutants fall to a golden answer within a second; random cases are asked last. */
const firstOnes = [/golden\/answers/, /golden\/golden/, /domain\/[^/]*$/, /golden\/worlds/];
const rankOf = ({ moduleId }: TestSpecification) => {
  const rank = firstOnes.findIndex((pattern) => pattern.test(moduleId));
  return rank < 0 ? firstOnes.length : rank;
};

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

/** What judges a mutant: golden answers and worlds, the domain’s own tests, a part of the random ones. */
export default defineConfig({
  test: {
    include: [
      'test/domain/*.test.ts',
      'test/domain/{golden,kernel,ruleset}/**/*.test.ts',
      'test/oracle/{returns,undoing}/**/*.test.ts',
    ],
    env: { RETURNS_CASES: '400', UNDOING_CASES: '600', KERNEL_RUNS: '150' },
    testTimeout: 30_000,
    fileParallelism: false,
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
