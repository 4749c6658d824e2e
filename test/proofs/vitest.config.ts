import { dirname, join, resolve, sep } from 'node:path';
import { defineConfig } from 'vitest/config';

const project = join(import.meta.dirname, '../..');
const shared = join(project, 'shared') + sep;
/** The mutated copy of `shared/` that stands in its place (test/support/mutant.ts). */
const mutated = process.env.BOUCLE_SHARED!;

/** Runs a test of the project, as it is, against a mutated copy of the code. */
export default defineConfig({
  root: project,
  plugins: [
    {
      name: 'mutated-shared',
      enforce: 'pre',
      resolveId(source, importer) {
        if (!importer || !source.startsWith('.')) return null;
        const file = resolve(dirname(importer), source);
        return file.startsWith(shared) ? join(mutated, file.slice(shared.length)) : null;
      },
    },
  ],
  // Transformed modules name the mutant that they import: nothing of it may be kept.
  test: { fsModuleCache: false, include: ['test/**/*.test.ts'], env: { RETURNS_CASES: '3000', KERNEL_RUNS: '150' } },
});
