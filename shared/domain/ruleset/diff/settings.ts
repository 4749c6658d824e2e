import { type Asset, assets } from '../../asset.ts';
import type { Say } from '../../words/say.ts';
import * as texts from '../../words/setting-texts.ts';
import { canonicalScope } from '../scope.ts';
import type { Settings } from '../settings.ts';
import { sayLifetime, sayPending, sayWhere } from './terms.ts';
import type { Fact, Thing } from './thing.ts';
import type { ToldVersion } from './version.ts';

const { settingLabels: labels } = texts;
type Label = keyof typeof labels;
/** What a setting is called: where it stands in the document, and its words. */
type Called = { readonly field: string; readonly label: Label; readonly asset?: Asset; readonly code?: string };

export const settingFact = ({ field, label, ...values }: Called, value: unknown, said: string, say: Say): Fact => ({
  field,
  value,
  label: say.text(labels[label], values),
  said,
});

/** The name of a document and its settings, each a thing of its own that only changes. */
export function settingsAsThings({ document: { name, settings } }: ToldVersion, say: Say): Thing[] {
  const called = settingFact({ field: 'name', label: 'name' }, name, say.quoted(name), say);
  const facts = [
    ...earningFacts(settings, say),
    ...redeemFacts(settings.redeem, say),
    ...returnFacts(settings, say),
    ...assets.flatMap((asset) => assetFacts(asset, settings, say)),
  ];
  const alone = (part: 'name' | 'setting', fact: Fact): Thing => ({
    part,
    id: fact.field,
    campaignId: '',
    name: '',
    facts: [fact],
  });
  return [alone('name', called), ...facts.map((fact) => alone('setting', fact))];
}

function earningFacts(settings: Settings, say: Say): Fact[] {
  const { timeZone, accrualBase, tax, nonEarningTenders, rounding, pending } = settings;
  const tenders = nonEarningTenders.toSorted();
  const fact = (field: Label, value: unknown, said: string) => settingFact({ field, label: field }, value, said, say);
  return [
    fact('timeZone', timeZone, timeZone),
    fact('accrualBase', accrualBase, say.text(texts.accrualTexts[accrualBase])),
    fact('tax', tax, say.text(texts.taxTexts[tax])),
    fact('nonEarningTenders', tenders, say.text(texts.tendersText, { tenders })),
    fact('rounding', [rounding.mode, rounding.stage], say.text(texts.roundingFactText, rounding)),
    fact('pending', pending, sayPending(pending, say)),
  ];
}

function returnFacts({ drawOrder, returns, breakage }: Settings, say: Say): Fact[] {
  const { refund, clawback, graceDays } = returns;
  const { toFunderBps } = breakage;
  const fact = (within: string, label: Label, value: unknown, said: string) =>
    settingFact({ field: `${within}${label}`, label }, value, said, say);
  return [
    fact('', 'drawOrder', drawOrder, say.and(drawOrder.map(say.asset)) || say.text(texts.noOrderText)),
    fact('returns.', 'refund', refund, say.text(texts.refundTexts[refund])),
    fact('returns.', 'clawback', clawback, say.text(texts.clawbackTexts[clawback])),
    fact('returns.', 'graceDays', graceDays, say.days(graceDays)),
    fact('breakage.', 'toFunderBps', toFunderBps, say.rate(toFunderBps)),
  ];
}

/** What each asset may have of its own. */
function assetFacts(asset: Asset, { rounding, expiry, acceptance }: Settings, say: Say): Fact[] {
  const own = rounding.assets[asset] ?? {};
  const lifetime = expiry[asset] ?? { mode: 'never' };
  const scope = acceptance[asset] ?? {};
  const fact = (within: string, label: Label, value: unknown, said: string) =>
    settingFact({ field: `${within}.${asset}`, label, asset }, value, said, say);
  return [
    fact('rounding.assets', 'roundingOf', [own.mode, own.stage], say.text(texts.roundingFactText, own)),
    fact('expiry', 'expiry', lifetime, sayLifetime(lifetime, say)),
    fact('acceptance', 'acceptance', canonicalScope(scope), sayWhere(scope, say)),
  ];
}

/** Limits on paying with the wallet; of a merchant, those that it does not set are as everywhere. */
export function redeemFacts(
  redeem: { readonly [K in keyof Settings['redeem']]?: number | undefined },
  say: Say,
): Fact[] {
  const said = { minBasketMinor: say.amount, minAmountMinor: say.amount, maxShareBps: say.rate };
  return (['minBasketMinor', 'minAmountMinor', 'maxShareBps'] as const).map((label) => {
    const value = redeem[label];
    const words = value === undefined ? say.text(texts.ownText) : said[label](value);
    return {
      ...settingFact({ field: `redeem.${label}`, label }, value ?? null, words, say),
      isPlain: value === undefined,
    };
  });
}
