export { RulesetDocument } from '../domain/ruleset/document.ts';
