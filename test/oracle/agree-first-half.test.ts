import { test } from 'vitest';
import { agree, cases } from './agreement.ts';

test(`${cases / 2} random rulesets and wallets: the compiled engine decides as the plain interpreter does`, () =>
  agree(0));
