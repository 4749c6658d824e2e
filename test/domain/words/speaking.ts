import type { Language } from '../../../shared/domain/words/language.ts';
import { type Say, sayIn } from '../../../shared/domain/words/say.ts';

/** A mall in Paris that pays in euros; every campaign is a spring. */
export const speaking = (language: Language, discreetTo: string | null = null): Say =>
  sayIn({ language, currency: 'EUR', timeZone: 'Europe/Paris', discreetTo, campaignName: (id) => `Spring ${id}` });

/** Amounts and French punctuation keep together; tests are read with plain spaces. */
export const plain = (said: string) => said.replace(/[\u00a0\u202f]/g, ' ');
