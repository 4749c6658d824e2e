import type { Availability, Expiry } from '../lot.ts';
import type { Stacking } from '../ruleset/group.ts';
import type { ScopeKey } from '../ruleset/scope.ts';
import type { reasons } from '../ruleset/verdict.ts';
import type { Text } from './language.ts';

/** What an explanation says beside conditions and effects, which say themselves. Places and parts: fill.ts. */

export const baseText: Text = {
  en: '{baseMinor:amount} of {totalMinor:amount} earns[{accrualBase=netOfWallet?}, without {walletMinor:amount} paid from the wallet][{accrualBase=gross?}, with {walletMinor:amount} paid from the wallet][, without {unearnedMinor:amount} paid by {tenders:tenders}][{tax=excl?}, counted without tax].',
  fr: '{baseMinor:amount} sur {totalMinor:amount} donnent droit à récompense[{accrualBase=netOfWallet?}, sans {walletMinor:amount} payés avec la cagnotte][{accrualBase=gross?}, avec {walletMinor:amount} payés avec la cagnotte][, sans {unearnedMinor:amount} payés par {tenders:tenders}][{tax=excl?}, hors taxes].',
};

/** Lines that do not earn; the first line of a basket is line 1. */
export const excludedText: Text = {
  en: '[{isOne?}Line {lines:and} does][{!isOne?}Lines {lines:and} do] not earn: {why}.',
  fr: '[{isOne?}La ligne {lines:and} ne donne][{!isOne?}Les lignes {lines:and} ne donnent] pas droit à récompense : {why}.',
};
export const exclusionTexts: Readonly<Record<ScopeKey | 'kind' | 'all', Text>> = {
  kind: { en: 'tips, deposits and stored value never do', fr: 'pourboires, consignes et valeur chargée jamais' },
  sku: { en: 'the product is excluded', fr: 'le produit est exclu' },
  set: { en: 'its set of products is excluded', fr: 'son ensemble de produits est exclu' },
  brand: { en: 'the brand is excluded', fr: 'la marque est exclue' },
  category: { en: 'the category is excluded', fr: 'la catégorie est exclue' },
  attribute: { en: 'what is marked so is excluded', fr: 'cette mention est exclue' },
  merchant: { en: 'the merchant is excluded', fr: 'le commerçant est exclu' },
  sector: { en: 'the sector is excluded', fr: 'le secteur est exclu' },
  all: { en: 'everything is excluded', fr: 'tout est exclu' },
};

/** A rule that gave something: what, on what, when, how much of what it would, and who pays. */
export const matchedText: Text = {
  en: '[{campaignId:campaign}: ]{what}[ {scope}][, {when:and}]: {amountMinor:reward}[, of {wantedMinor:reward}][ ({limit})][, paid by {funding:and}].',
  fr: '[{campaignId:campaign} : ]{what}[ {scope}][, {when:and}] : {amountMinor:reward}[, sur {wantedMinor:reward}][ ({limit})][, à la charge de {funding:and}].',
};
/** A rule of which a merchant is told no more than the amount and its own share. */
export const briefText: Text = {
  en: '{rule}: {amountMinor:reward}[, {ownMinor:reward} of it paid by {who}].',
  fr: '{rule} : {amountMinor:reward}[, dont {ownMinor:reward} à la charge de {who}].',
};
export const ruleText: Text = {
  en: '{id:quoted}[ of {campaignId:campaign}]',
  fr: '{id:quoted}[ de {campaignId:campaign}]',
};

export const capText: Text = {
  en: 'at most [{unit=minor?}{capacity:reward}][{unit=count?}{capacity:receipts}][{unit=members?}{capacity:members}] [{per=receipt?}for each receipt][{per=member?}for each member][{per=merchant?}at each merchant][{per=all?}for all together][ {window:window}]',
  fr: 'au plus [{unit=minor?}{capacity:reward}][{unit=count?}{capacity:receipts}][{unit=members?}{capacity:members}] [{per=receipt?}par ticket][{per=member?}par membre][{per=merchant?}par commerçant][{per=all?}pour tous ensemble][ {window:window}]',
};
export const sharedCapText: Text = { en: 'a limit shared by all', fr: 'une limite partagée par tous' };
export const budgetText: Text = {
  en: 'the budget of {campaignId:campaign}[ is {capacity:reward}]',
  fr: 'le budget de {campaignId:campaign}[ est de {capacity:reward}]',
};

/** How the rewards of one group came together, where several rules of it gave something. */
export const groupTexts: Readonly<Record<Stacking, Text>> = {
  mostSpecific: {
    en: 'In the group {group:quoted} the most specific rule counts on each line.',
    fr: 'Dans le groupe {group:quoted}, la règle la plus précise compte sur chaque ligne.',
  },
  best: {
    en: 'In the group {group:quoted} the highest reward counts on each line.',
    fr: 'Dans le groupe {group:quoted}, la meilleure récompense compte sur chaque ligne.',
  },
  sum: {
    en: 'In the group {group:quoted} rewards are added up.',
    fr: 'Dans le groupe {group:quoted}, les récompenses s’additionnent.',
  },
  exclusive: {
    en: 'In the group {group:quoted} one rule counts for the whole receipt.',
    fr: 'Dans le groupe {group:quoted}, une seule règle compte pour tout le ticket.',
  },
  multiply: {
    en: 'In the group {group:quoted} factors are multiplied with each other.',
    fr: 'Dans le groupe {group:quoted}, les facteurs se multiplient entre eux.',
  },
};

export const roundingText: Text = {
  en: 'Rounding ({asset:asset}): [{mode=halfUp?}to the nearest, halves up][{mode=halfEven?}to the nearest, halves to even][{mode=floor?}down], [{stage=receipt?}once for the receipt][{stage=line?}line by line].',
  fr: 'Arrondi ({asset:asset}) : [{mode=halfUp?}au plus proche, la moitié vers le haut][{mode=halfEven?}au plus proche, la moitié vers le pair][{mode=floor?}vers le bas], [{stage=receipt?}une fois par ticket][{stage=line?}ligne par ligne].',
};

export const nothingText: Text = {
  en: 'Nothing is earned.',
  fr: 'Rien n’est gagné.',
};
export const guestText: Text = {
  en: 'A sale without a wallet earns nothing until it is claimed for one.',
  fr: 'Une vente sans portefeuille ne donne rien tant qu’un portefeuille ne l’a pas réclamée.',
};

/** What was earned on equal terms: when it can be spent, and until when. */
export const creditText: Text = {
  en: '{amountMinor:reward} {available}; {ends}[; {repaidMinor:reward} of it repays a debt].',
  fr: '{amountMinor:reward} {available} ; {ends}[ ; dont {repaidMinor:reward} remboursent une dette].',
};
export const availabilityTexts: Readonly<Record<Availability['kind'], Text>> = {
  available: { en: 'can be spent at once', fr: 'utilisables tout de suite' },
  from: { en: 'can be spent from {at:moment}', fr: 'utilisables à partir du {at:moment}' },
  event: {
    en: 'can be spent once confirmed, [{otherwise=release?}at the latest from {at:moment}][{otherwise=cancel?}or lost on {at:moment}]',
    fr: 'utilisables après confirmation, [{otherwise=release?}au plus tard à partir du {at:moment}][{otherwise=cancel?}sinon perdus le {at:moment}]',
  },
};
export const expiryTexts: Readonly<Record<Expiry['kind'], Text>> = {
  never: { en: 'it does not expire', fr: 'sans date d’expiration' },
  at: { en: 'it expires on {at:moment}', fr: 'à dépenser avant le {at:moment}' },
  idle: {
    en: 'it expires after {months:months} without earning or spending',
    fr: 'perdus après {months:months} sans gain ni dépense',
  },
};

/** A rule that gave nothing. */
export const rejectedText: Text = {
  en: '{rule} gives nothing[: {why}].',
  fr: '{rule} ne donne rien[ : {why}].',
};
export const moreRejectedText: Text = {
  en: 'Nor do {count:rules} more.',
  fr: 'De même pour {count:rules} de plus.',
};
export const reasonTexts: Readonly<Record<(typeof reasons)[number], Text>> = {
  scope: {
    en: 'nothing bought is in its scope[ ({scope})]',
    fr: 'rien de l’achat n’est dans son périmètre[ {scope}]',
  },
  excluded: { en: 'all that is in its scope is excluded', fr: 'tout ce qui est dans son périmètre est exclu' },
  lost: {
    en: 'in the group {group:quoted} [{stacking=mostSpecific?}a more specific rule][{stacking=best?}a rule that gives more][{stacking=exclusive?}a rule with priority][{isOther?}another rule] counts',
    fr: 'dans le groupe {group:quoted}, [{stacking=mostSpecific?}une règle plus précise][{stacking=best?}une règle qui donne plus][{stacking=exclusive?}une règle prioritaire][{isOther?}une autre règle] compte',
  },
  cap: { en: 'its limit is reached[ ({limit})]', fr: 'sa limite est atteinte[ ({limit})]' },
  budget: { en: 'the budget is used up[ ({limit})]', fr: 'le budget est épuisé[ ({limit})]' },
  zero: { en: 'its amount comes to nothing', fr: 'son montant revient à zéro' },
  campaign: {
    en: 'the sale is not in the time of its campaign[, {startsAt:moment} to {endsAt:moment}]',
    fr: 'la vente n’est pas dans la période de sa campagne[, du {startsAt:moment} au {endsAt:moment}]',
  },
  variant: { en: 'it is for other members of the experiment', fr: 'elle est pour d’autres membres du test' },
  control: {
    en: 'the member is in the control group of the experiment',
    fr: 'le membre est dans le groupe témoin du test',
  },
  progress: { en: 'its target is not reached yet[ ({what})]', fr: 'son objectif n’est pas encore atteint[ ({what})]' },
};
/** A condition that does not hold: `that` are those of its kind, `others` those that are turned round. */
export const conditionText: Text = {
  en: 'valid only {that:and}',
  fr: 'valable uniquement {that:and}',
};
export const turnedText: Text = {
  en: 'not valid {that:or}',
  fr: 'non valable {that:or}',
};
