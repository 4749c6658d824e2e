import { defineConfig } from 'vitest/config';

/** One project an area of tests, so that each can be run alone: `npx vitest run --project domain`. */
const project = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

export default defineConfig({
  test: {
    projects: [
      project('domain'),
      project('store', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('functions', { testTimeout: 60_000, hookTimeout: 120_000 }),
      project('infra', { testTimeout: 120_000, hookTimeout: 120_000, env: { CDK_VALIDATION: 'false' } }),
      project('journeys', { testTimeout: 120_000, hookTimeout: 600_000, fileParallelism: false }),
    ],
  },
});
