import { defineConfig } from 'vitest/config';

/** What judges a mutant: the domain's own tests and a part of the returns oracle, so that a whole run ends in hours. */
export default defineConfig({
  test: {
    include: ['test/domain/*.test.ts', 'test/domain/{golden,kernel}/**/*.test.ts', 'test/oracle/returns/**/*.test.ts'],
    env: { RETURNS_CASES: '500', KERNEL_RUNS: '150' },
    testTimeout: 30_000,
    fileParallelism: false,
  },
});
