import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { routeKeyOf } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/routes.ts';

const root = join(import.meta.dirname, '../..');

/** What each part of the tree may import of ours (README "How a purchase flows"). */
const mayImport: Record<string, readonly string[]> = {
  functions: ['docs', 'functions', 'shared/lambda', 'shared/contract', 'shared/store', 'shared/domain'],
  'shared/lambda': ['shared/lambda', 'shared/contract', 'shared/store', 'shared/domain'],
  'shared/contract': ['shared/contract', 'shared/domain'],
  'shared/store': ['shared/store', 'shared/domain'],
  'shared/domain': ['shared/domain'],
};

const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path]) =>
    normalize(join(dirname(file), path!)),
  );

test.each(Object.entries(mayImport))('%s imports inwards only', (folder, allowed) => {
  const files = filesIn(folder);
  expect(files.length).toBeGreaterThan(0);
  const outwards = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => !allowed.some((part) => path.startsWith(`${part}/`)))
      .map((path) => `${file} imports ${path}`),
  );
  expect(outwards).toEqual([]);
});

test('shared has exactly the folders of the design', () => {
  expect(readdirSync(join(root, 'shared')).sort()).toEqual(['contract', 'domain', 'lambda', 'store']);
});

test('the domain reads no clock, no chance and no environment', () => {
  const impure = filesIn('shared/domain').filter((file) =>
    /Date\.now|new Date\(\)|Math\.random|process\.env|\basync\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(impure).toEqual([]);
});

test('every operation is served by the function of its area, and by no other', async () => {
  const areas = [...new Set(operations.map(({ area }) => area))];
  const served = new Map<string, string>();
  for (const area of areas) {
    const { verbs } = await import(`../../functions/${area}/handler.ts`);
    for (const verb of verbs) served.set(routeKeyOf(verb.operation), area);
  }
  expect(Object.fromEntries(served)).toEqual(Object.fromEntries(operations.map((one) => [routeKeyOf(one), one.area])));
});
