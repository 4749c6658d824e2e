import { sumOf } from '../../shared/domain/draw.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { type Caller, seesHistory } from '../../shared/domain/key.ts';
import type { Explanation } from '../../shared/domain/ruleset/verdict.ts';
import type { Language } from '../../shared/domain/words/language.ts';
import { sayIn } from '../../shared/domain/words/say.ts';
import { sentencesOf } from '../../shared/domain/words/sentences.ts';
import { guestText } from '../../shared/domain/words/texts.ts';
import { campaignNames, spokenVersion } from '../../shared/domain/words/version.ts';
import type { CompiledRuleset } from '../../shared/lambda/compile-ruleset.ts';
import type { Platform } from '../../shared/lambda/platform.ts';

/** Who asks, where, and in which language. */
export type Asking = { readonly platform: Platform; readonly caller: Caller; readonly language: Language };

/** An answer's language, when it has sentences. */
export const languageIn = ({ language }: Pick<Asking, 'language'>, body: object) =>
  'sentences' in body ? { language } : {};

/** What the explanation of a purchase says in plain words; `explanation` is the one that the caller may read. */
export function sentencesFor(
  { platform, caller, language }: Asking,
  { event, effects }: Entry,
  explanation: Explanation,
  { document, campaigns, timeZone }: CompiledRuleset,
): string[] {
  const { merchantId, lines, tenders, takenUpMinor } = event as Purchased;
  const say = sayIn({
    language,
    currency: platform.ecosystem.currency,
    timeZone,
    discreetTo: seesHistory(caller) ? null : merchantId,
    campaignName: campaignNames(campaigns),
  });
  const walletMinor = sumOf(effects.draws) + takenUpMinor;
  const purchase = { explanation, merchantId, lines, tenders, walletMinor, credits: effects.credits };
  return sentencesOf(purchase, spokenVersion(document, campaigns), say);
}

/** Of a guest basket there is one thing to say. */
export const sentencesForGuest = (language: Language): string[] => [guestText[language]];
