import { defineConfig } from 'vitest/config';

/** What judges a mutant: the domain's own tests and a part of the returns oracle, so that a whole run takes minutes. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/oracle/returns/**/*.test.ts'],
    env: { RETURNS_CASES: '200', KERNEL_RUNS: '40' },
    fileParallelism: false,
  },
});
