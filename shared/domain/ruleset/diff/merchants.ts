import type { Say } from '../../words/say.ts';
import * as texts from '../../words/setting-texts.ts';
import type { RulesetDocument } from '../document.ts';
import { redeemFacts, settingFact } from './settings.ts';
import { sayPending } from './terms.ts';
import type { Fact, Thing } from './thing.ts';
import type { ToldVersion } from './version.ts';

/** Merchants with settings of their own; what they leave out is as everywhere. */
export const merchantsAsThings = ({ document }: ToldVersion, say: Say): Thing[] =>
  Object.entries(document.merchants).map(([id, override]) => ({
    part: 'merchant',
    id,
    campaignId: '',
    name: id,
    facts: factsOf(override, say),
  }));

function factsOf(override: RulesetDocument['merchants'][string], say: Say): Fact[] {
  const { accrualBase, tax, redeem = {}, pending, categories = {} } = override;
  const fact = (field: 'accrualBase' | 'tax' | 'pending', value: unknown, said: string | undefined): Fact => ({
    ...settingFact({ field, label: field }, value ?? null, said ?? say.text(texts.ownText), say),
    isPlain: value === undefined,
  });
  return [
    fact('accrualBase', accrualBase, accrualBase && say.text(texts.accrualTexts[accrualBase])),
    fact('tax', tax, tax && say.text(texts.taxTexts[tax])),
    fact('pending', pending, pending && sayPending(pending, say)),
    ...redeemFacts(redeem, say),
    ...Object.entries(categories).map(([code, category]) => ({
      ...settingFact({ field: `categories.${code}`, label: 'category', code }, category, category, say),
      absent: say.text(texts.ofTillText),
    })),
  ];
}
