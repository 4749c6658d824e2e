import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');
/** Inside the project, so that packages resolve; `.local` is not in the repository. */
const nursery = join(project, '.local/mutants');

/** One line of the code changed: what the tests must notice. `from` stands in the file exactly once. */
export type Mutation = { readonly file: string; readonly from: string; readonly to: string };

export type Mutant = {
  /** A copy of `shared/`, whole, so that mutated and real modules never mix. */
  readonly sharedTree: string;
  /** Imports a module of the copy: `mutant.load<typeof import('…')>('store/change.ts')`. */
  readonly load: <M>(file: string) => Promise<M>;
  readonly remove: () => void;
};

/** This project's own `shared/`. */
export const sharedTree = join(project, 'shared');

/**
 * A copy of `shared/` in which the mutations are made, to import from; remove it when done. Types are stripped, not
 * checked, as everywhere. Throws when a mutation's text is not there exactly once: then the code has moved on and the
 * mutation would prove nothing.
 * @param mutations each `file` is named from `shared/`: `store/attempt.ts`
 */
export function mutated(...mutations: readonly Mutation[]): Mutant {
  mkdirSync(nursery, { recursive: true });
  const home = mkdtempSync(join(nursery, 'm-'));
  const copy = join(home, 'shared');
  cpSync(sharedTree, copy, { recursive: true });
  for (const { file, from, to } of mutations) {
    const text = readFileSync(join(copy, file), 'utf8');
    const found = text.split(from).length - 1;
    if (found !== 1) throw new Error(`${file} has ${found} times: ${from}`);
    writeFileSync(
      join(copy, file),
      text.replace(from, () => to),
    );
  }
  return {
    sharedTree: copy,
    load: (file) => import(join(copy, file)),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
