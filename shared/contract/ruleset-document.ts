import { rulesetDocument } from '../domain/ruleset/document.ts';

/** The document that decides every amount (rules-grammar.md); the domain reads it with the same schema. */
export const RulesetDocument = rulesetDocument;
