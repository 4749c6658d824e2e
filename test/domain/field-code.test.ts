import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorsPage } from '../../shared/contract/errors-page.ts';
import { fieldCodes } from '../../shared/domain/field-code.ts';

const shared = join(import.meta.dirname, '../../shared');

test('a schema says what is wrong with a field in codes of the closed list only: no other way leads to an answer', () => {
  const files = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const untyped = files.filter((file) => /params: \{ ?code/.test(readFileSync(join(shared, file), 'utf8')));
  expect(untyped).toEqual([join('domain', 'field-code.ts')]);
});

test('and the page of errors lists each of them, once', () => {
  const listed = errorsPage()
    .split('## Fields')[1]!
    .matchAll(/`([a-z-]+)`/g);
  const codes = [...listed]
    .map(([, code]) => code)
    .filter((code) => !/^(errors|pointer|parameter|header)$/.test(code!));
  expect(codes).toEqual([...fieldCodes]);
});
