import { defineConfig } from 'vitest/config';

/** One project an area of tests, so that each can be run alone: `npx vitest run --project domain`. */
const project = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

export default defineConfig({
  test: {
    projects: [
      project('domain', { testTimeout: 30_000 }),
      project('store', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('explore', { testTimeout: 120_000 }),
      project('functions', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('infra', { testTimeout: 120_000, hookTimeout: 120_000, env: { CDK_VALIDATION: 'false' } }),
      // Whatever comes, at every operation.
      project('hostile', { testTimeout: 60_000, hookTimeout: 120_000 }),
      // The engine against the plain interpreter, on random rulesets.
      project('oracle', { testTimeout: 1_200_000 }),
      // Rules taken out one by one: each named test must fail without its line.
      project('proofs', { testTimeout: 60_000, maxConcurrency: 2 }),
      // A million operations on both cores: alone, after the others.
      project('simulation', { sequence: { groupOrder: 1 } }),
      // The same days, over HTTP on a freshly deployed local stack.
      project('journeys', {
        include: ['test/functions/sarah.test.ts', 'test/functions/invariants.test.ts', 'test/journeys/**/*.test.ts'],
        globalSetup: ['test/support/deployed-stack.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
