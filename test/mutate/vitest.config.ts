import { defineConfig } from 'vitest/config';

/** What judges a mutant: golden answers and worlds, the domain’s own tests, a part of the random ones. */
export default defineConfig({
  test: {
    include: ['test/domain/*.test.ts', 'test/domain/{golden,kernel}/**/*.test.ts', 'test/oracle/returns/**/*.test.ts'],
    env: { RETURNS_CASES: '400', KERNEL_RUNS: '150' },
    testTimeout: 30_000,
    fileParallelism: false,
  },
});
