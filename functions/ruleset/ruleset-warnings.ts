import type { Instant } from '../../shared/domain/instant.ts';
import type { RulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { lintRuleset, type Warned, warningsMax } from '../../shared/domain/ruleset/lint/lint.ts';
import type { Language } from '../../shared/domain/words/language.ts';
import { knownToLinter } from '../../shared/lambda/known-to-linter.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { answerOfWarning } from '../../shared/lambda/warning.ts';
import { findRuleset } from '../../shared/store/ruleset.ts';
import { findVersion } from '../../shared/store/version.ts';

type Asking = { readonly platform: Platform; readonly now: Instant; readonly language: Language };

/** What to look at again in a base document, in the language of who asks; nothing of it stops a publication. */
export async function warningsOf({ platform, now, language }: Asking, document: RulesetDocument) {
  const [based, known] = await Promise.all([basedOnNone(platform, document), knownToLinter(platform, document.rules)]);
  const warned = [...based, ...lintRuleset(document, now, known)];
  return warned.slice(0, warningsMax).map(answerOfWarning(language));
}

/** Version 0 is always there. A text that is no ruleset's id is the operator's own word. */
async function basedOnNone({ table }: Platform, { basedOn }: RulesetDocument): Promise<Warned[]> {
  if (typeof basedOn === 'string' && basedOn.startsWith('rs_') && !(await findRuleset(table, basedOn))) {
    const text = {
      en: 'There is no ruleset of this id that this could be based on.',
      fr: 'Aucun jeu de règles n’a cet identifiant sur lequel ceci reposerait.',
    };
    return [{ path: ['basedOn'], code: 'unknown-ruleset', text }];
  }
  if (typeof basedOn !== 'number' || basedOn === 0 || (await findVersion(table, basedOn))) return [];
  const text = {
    en: `There is no version ${basedOn} that this could be based on.`,
    fr: `Il n’y a pas de version ${basedOn} sur laquelle ceci reposerait.`,
  };
  return [{ path: ['basedOn'], code: 'unknown-version', text }];
}
