import { expect, test } from 'vitest';
import { languageOf } from '../../shared/lambda/language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['fr', 'fr'],
  ['FR-ch', 'fr'],
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['en;q=0.5, fr;q=0.7', 'fr'],
  ['fr, en', 'fr'],
  ['en, fr', 'en'],
  ['de', 'en'],
  ['de, fr;q=0.1', 'fr'],
  ['fr;q=0, *', 'en'],
  ['en;q=0, *', 'fr'],
  ['*', 'en'],
  ['*;q=0.5, fr;q=0.4', 'en'],
  ['fr;q=2', 'en'],
  ['french', 'en'],
  [`${'x,'.repeat(5_000)}fr`, 'en'],
  ['"><script>', 'en'],
])('%s is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
