import { type CompiledRules, compile } from '../domain/ruleset/compile.ts';
import { emptyRuleset, rulesetDocument } from '../domain/ruleset/document.ts';

/** Rules of a published version, as the functions use them. */
export type CompiledRuleset = CompiledRules;

/**
 * Compiles a version and its stored document; without one, the empty version 0. A document was checked before it was
 * stored: one that is not readable now is a bug, and throws.
 */
export function compileRuleset(version: number, document: unknown): CompiledRuleset {
  const read = document === undefined ? emptyRuleset : rulesetDocument.parse(document);
  return compile({ version, effectiveFrom: 0, document: read });
}
