import type { Warned } from '../domain/ruleset/lint/lint.ts';
import type { Language } from '../domain/words/language.ts';
import { pointerOf } from './pointer.ts';

/** A warning of a draft as an operator reads it: where, and what about it, in their language. */
export const answerOfWarning =
  (language: Language) =>
  ({ code, path, text }: Warned) => ({ code, pointer: pointerOf(path), detail: text[language] });
