import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = import.meta.dirname;

test('the interpreter and the generator import nothing of the engine they are compared with', () => {
  const files = ['interpreter', 'random'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(10);
  const foreign = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?:^(?:import|export)\b[^;']* from |import\()'([^']+)'/gm)]
      .map(([, path]) => path!)
      .filter((path) => !/^(?:\.|\.\.\/interpreter)\/[a-z-]+\.ts$/.test(path) && path !== 'node:crypto')
      .map((path) => `${file} imports ${path}`),
  );
  expect(foreign).toEqual([]);
});
