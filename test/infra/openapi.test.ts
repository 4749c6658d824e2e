import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { routes } from '../../infra/routes.ts';
import { errorsPage } from '../../shared/contract/errors-page.ts';
import { examples } from '../../shared/contract/example.ts';
import { basePath, openapiDocument } from '../../shared/contract/openapi.ts';
import { routeKeyOf } from '../../shared/contract/operation.ts';
import { problems } from '../../shared/contract/problem.ts';
import { operations } from '../../shared/contract/routes.ts';

const root = join(import.meta.dirname, '../..');
const committed = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');
const methods = ['get', 'post', 'put', 'patch', 'delete'];

test('docs/openapi.json and docs/errors.md are current (npm run openapi)', () => {
  expect(`${JSON.stringify(openapiDocument(), null, 2)}\n` === committed('openapi.json')).toBe(true);
  expect(errorsPage() === committed('errors.md')).toBe(true);
});

test('the document has the operations of the contract and the routes of the gateway, no more and no less', () => {
  const { paths } = JSON.parse(committed('openapi.json')) as { paths: Record<string, object> };
  const told = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((name) => methods.includes(name))
      .map((method) => `${method.toUpperCase()} ${basePath}${path}`),
  );
  expect(told.sort()).toEqual(operations.map(routeKeyOf).sort());
  expect(told.sort()).toEqual(Object.keys(routes).sort());
});

test('a body may be left out where nothing in it is required, and only there', () => {
  const { paths } = JSON.parse(committed('openapi.json'));
  const isRequired = (path: string) => paths[path].post.requestBody.required;
  expect([isRequired('/wallets'), isRequired('/redemptions/{id}/capture')]).toEqual([false, false]);
  expect([isRequired('/purchases'), isRequired('/claims')]).toEqual([true, true]);
});

test('the typed client is the one that the document gives (npm run openapi)', () => {
  const made = mkdtempSync(join(tmpdir(), 'boucle-client-'));
  const generator = join(root, 'node_modules/.bin/openapi-ts');
  spawnSync(generator, ['--silent'], { cwd: root, env: { ...process.env, BOUCLE_CLIENT: made } });
  const filesOf = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const current = filesOf(made);
  rmSync(made, { recursive: true });
  expect(current.length).toBeGreaterThan(0);
  expect(JSON.stringify(current) === JSON.stringify(filesOf(join(root, 'examples/client')))).toBe(true);
});

test('the document is lint-clean', () => {
  const lint = spawnSync(join(root, 'node_modules/.bin/redocly'), ['lint', 'docs/openapi.json', '--format=json'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  expect(JSON.parse(lint.stdout).totals).toMatchObject({ errors: 0, warnings: 0 });
});

describe.each(operations.map((one) => [one.operationId, one] as const))('%s', (operationId, operation) => {
  const shown = examples.filter((example) => example.operationId === operationId);

  test('has an example, and each is as its own contract says (npm run examples)', () => {
    expect(shown.length).toBeGreaterThan(0);
    for (const { params, query, body, answer } of shown) {
      expect(operation.params?.safeParse(params ?? {}).error).toBeUndefined();
      expect(operation.query?.safeParse(query ?? {}).error).toBeUndefined();
      expect(operation.body?.safeParse(body).error).toBeUndefined();
      if (answer !== undefined) expect(operation.success.body?.safeParse(answer).error).toBeUndefined();
    }
  });
});

test('the page of errors tells every code of the catalogue once, with its status above it', () => {
  const page = committed('errors.md');
  for (const [code, { status }] of Object.entries(problems)) {
    const at = page.indexOf(`| \`${code}\` |`);
    expect([
      code,
      page
        .slice(0, at)
        .match(/^## (\d+)$/gm)
        ?.at(-1),
    ]).toEqual([code, `## ${status}`]);
    expect(page.indexOf(`| \`${code}\` |`, at + 1)).toBe(-1);
  }
});
