import { type CompiledRuleset, compile } from '../domain/ruleset/compile.ts';
import { emptyRuleset, RulesetDocument } from '../domain/ruleset/document.ts';

export type { CompiledRuleset };

/** Compiles a version and its document as stored; without one, the empty version 0. */
export const compileRuleset = (version: number, document: unknown): CompiledRuleset =>
  compile(version, document === undefined ? emptyRuleset : RulesetDocument.parse(document));
