import type { Text } from './language.ts';

/** What a difference between two versions says. Places and parts: fill.ts. */

/** What of a version differs; the order is that in which it is told. */
export const parts = ['name', 'campaign', 'rule', 'cap', 'exclusion', 'group', 'set', 'merchant', 'setting'] as const;
export type Part = (typeof parts)[number];
export const changes = ['added', 'removed', 'changed'] as const;
export type Change = (typeof changes)[number];

/** There is one of each at any time, so that they only change. */
const always: Readonly<Record<Change, Text>> = {
  added: { en: '{what}.', fr: '{what}.' },
  removed: { en: '{what}.', fr: '{what}.' },
  changed: { en: '{what}.', fr: '{what}.' },
};

/** `thing` is how it is called, `what` what it says: all of it, or what of it is another now. */
export const changeTexts: Readonly<Record<Part, Readonly<Record<Change, Text>>>> = {
  name: always,
  setting: always,
  campaign: {
    added: { en: 'The campaign {thing} is added: {what}.', fr: 'La campagne {thing} est ajoutée : {what}.' },
    removed: {
      en: 'The campaign {thing} is no longer there: {what}.',
      fr: 'La campagne {thing} n’y est plus : {what}.',
    },
    changed: { en: 'The campaign {thing} changes: {what}.', fr: 'La campagne {thing} change : {what}.' },
  },
  rule: {
    added: { en: 'The rule {thing} is added: {what}.', fr: 'La règle {thing} est ajoutée : {what}.' },
    removed: { en: 'The rule {thing} is removed: {what}.', fr: 'La règle {thing} est retirée : {what}.' },
    changed: { en: 'The rule {thing} changes: {what}.', fr: 'La règle {thing} change : {what}.' },
  },
  cap: {
    added: { en: 'A cap is added {thing}: {what}.', fr: 'Un plafond est ajouté {thing} : {what}.' },
    removed: { en: 'A cap is removed {thing}: {what}.', fr: 'Un plafond est retiré {thing} : {what}.' },
    changed: { en: 'A cap changes {thing}: {what}.', fr: 'Un plafond change {thing} : {what}.' },
  },
  exclusion: {
    added: { en: 'An exclusion is added: {thing}.', fr: 'Une exclusion est ajoutée : {thing}.' },
    removed: { en: 'An exclusion is removed: {thing}.', fr: 'Une exclusion est retirée : {thing}.' },
    changed: { en: 'An exclusion changes: {thing}.', fr: 'Une exclusion change : {thing}.' },
  },
  group: {
    added: { en: 'The group {thing} is added: {what}.', fr: 'Le groupe {thing} est ajouté : {what}.' },
    removed: { en: 'The group {thing} is removed: {what}.', fr: 'Le groupe {thing} est retiré : {what}.' },
    changed: { en: 'The group {thing} changes: {what}.', fr: 'Le groupe {thing} change : {what}.' },
  },
  set: {
    added: { en: 'The set {thing} is added: {what}.', fr: 'L’ensemble {thing} est ajouté : {what}.' },
    removed: { en: 'The set {thing} is removed: {what}.', fr: 'L’ensemble {thing} est retiré : {what}.' },
    changed: { en: 'The set {thing} changes: {what}.', fr: 'L’ensemble {thing} change : {what}.' },
  },
  merchant: {
    added: { en: '{thing} has settings of its own[: {what}].', fr: '{thing} a ses propres réglages[ : {what}].' },
    removed: {
      en: '{thing} has no settings of its own any more[: {what}].',
      fr: '{thing} n’a plus ses propres réglages[ : {what}].',
    },
    changed: { en: 'The settings of {thing} change: {what}.', fr: 'Les réglages de {thing} changent : {what}.' },
  },
};

export const factText: Text = { en: '[{label}: ]{said}', fr: '[{label} : ]{said}' };
export const changedFactText: Text = {
  en: '[{label}: ]{said} (was: {before})',
  fr: '[{label} : ]{said} (avant : {before})',
};
/** Several facts that changed, one after the other. */
export const alsoText: Text = { en: '{told}; {also}', fr: '{told} ; {also}' };
/** Of long lists what is new in them and what is not there any more. */
export const changedNamesText: Text = {
  en: '[with {more:and}][{more?}{less?}, ][without {less:and}]',
  fr: '[avec {more:and}][{more?}{less?}, ][sans {less:and}]',
};

/** A rule. */
export const onTexts: Readonly<Record<'purchase' | 'enrolment', Text>> = {
  purchase: { en: 'on a purchase', fr: 'à l’achat' },
  enrolment: { en: 'at enrolment', fr: 'à l’inscription' },
};
export const everywhereText: Text = { en: 'everywhere', fr: 'partout' };
export const whenText: Text = { en: '[{when:and}][{!when?}at all times]', fr: '[{when:and}][{!when?}à tout moment]' };
export const assetText: Text = { en: 'as {asset:asset}', fr: 'en {asset:asset}' };
export const inGroupText: Text = { en: 'in the group {group:quoted}', fr: 'dans le groupe {group:quoted}' };
export const priorityText: Text = { en: 'priority {priority:number}', fr: 'priorité {priority:number}' };
export const funderText: Text = { en: 'paid by {funders:and}', fr: 'à la charge de : {funders:and}' };
export const shareText: Text = { en: '{who} ({shareBps:rate})', fr: '{who} ({shareBps:rate})' };
export const byDefaultText: Text = { en: 'as the settings say', fr: 'selon les réglages' };
export const creditLabel: Text = { en: 'its value', fr: 'sa valeur' };
export const lifetimeLabel: Text = { en: 'its lifetime', fr: 'sa durée de vie' };

/** When value can be spent, and until when. */
export const pendingTexts: Readonly<Record<'instant' | 'delay' | 'onEvent', Text>> = {
  instant: { en: 'can be spent at once', fr: 'utilisable tout de suite' },
  delay: { en: 'can be spent after {days:days}', fr: 'utilisable après {days:days}' },
  onEvent: {
    en: 'can be spent once confirmed, [{then=release?}after {maxDays:days} at the latest][{then=cancel?}or is lost after {maxDays:days}]',
    fr: 'utilisable après confirmation, [{then=release?}au plus tard après {maxDays:days}][{then=cancel?}sinon perdue après {maxDays:days}]',
  },
};
export const lifetimeTexts: Readonly<Record<'never' | 'duration' | 'fixedDate' | 'inactivity', Text>> = {
  never: { en: 'does not expire', fr: 'sans fin' },
  duration: {
    en: '[{months:months}][{days:days}][{endOf?}, to the end of that month]',
    fr: '[{months:months}][{days:days}][{endOf?}, jusqu’à la fin de ce mois]',
  },
  fixedDate: {
    en: 'to {monthDay:monthDay}, {minDays:days} at least',
    fr: 'jusqu’au {monthDay:monthDay}, {minDays:days} au moins',
  },
  inactivity: {
    en: '{months:months} without earning or spending',
    fr: '{months:months} sans gain ni dépense',
  },
};

/** A group. */
export const orderText: Text = { en: 'order {order:number}', fr: 'ordre {order:number}' };
export const stackingTexts: Readonly<Record<'mostSpecific' | 'best' | 'sum' | 'exclusive' | 'multiply', Text>> = {
  mostSpecific: { en: 'the most specific rule counts', fr: 'la règle la plus précise compte' },
  best: { en: 'the highest reward counts', fr: 'la meilleure récompense compte' },
  sum: { en: 'rewards are added up', fr: 'les récompenses s’additionnent' },
  exclusive: { en: 'one rule counts for the whole receipt', fr: 'une seule règle compte pour tout le ticket' },
  multiply: { en: 'factors are multiplied with each other', fr: 'les facteurs se multiplient entre eux' },
};

/** A cap. */
export const capPlaceText: Text = {
  en: '[on {rules:and}][{group?}on the group {group:quoted}][{!rules?}{!group?}on everything][ {scope}][{asset?} as {asset:asset}], [{per=receipt?}for each receipt][{per=member?}for each member][{per=merchant?}at each merchant][{per=all?}for all together][ {window:window}][ of {campaignId:campaign}]',
  fr: '[sur {rules:and}][{group?}sur le groupe {group:quoted}][{!rules?}{!group?}sur tout][ {scope}][{asset?} en {asset:asset}], [{per=receipt?}par ticket][{per=member?}par membre][{per=merchant?}par commerçant][{per=all?}pour tous ensemble][ {window:window}][ de {campaignId:campaign}]',
};
export const capLimitText: Text = {
  en: 'at most [{unit=minor?}{capacity:reward}][{unit=count?}{capacity:receipts}][{unit=members?}{capacity:members}]',
  fr: 'au plus [{unit=minor?}{capacity:reward}][{unit=count?}{capacity:receipts}][{unit=members?}{capacity:members}]',
};
export const onLimitTexts: Readonly<Record<'clip' | 'skip', Text>> = {
  clip: { en: 'a reward above it is cut', fr: 'une récompense au-delà est réduite' },
  skip: { en: 'a reward above it is not given', fr: 'une récompense au-delà n’est pas donnée' },
};

/** A set without products. */
export const nothingText: Text = { en: 'nothing', fr: 'rien' };

/** A campaign. */
export const startsText: Text = { en: 'from {startsAt:moment}', fr: 'du {startsAt:moment}' };
export const endsText: Text = { en: 'to {endsAt:moment}', fr: 'au {endsAt:moment}' };
export const campaignBudgetText: Text = {
  en: '[a budget of {budgetMinor:reward}][{!budgetMinor?}no budget]',
  fr: '[un budget de {budgetMinor:reward}][{!budgetMinor?}sans budget]',
};
export const optInText: Text = {
  en: '[{optIn?}for who activates it][{!optIn?}for everyone]',
  fr: '[{optIn?}pour qui l’active][{!optIn?}pour tous]',
};
export const variantsText: Text = {
  en: '[in variants: {variants:and}][{!variants?}without variants]',
  fr: '[en variantes : {variants:and}][{!variants?}sans variantes]',
};
export const cancelledText: Text = {
  en: '[cancelled on {cancelledAt:moment}][{!cancelledAt?}not cancelled]',
  fr: '[annulée le {cancelledAt:moment}][{!cancelledAt?}non annulée]',
};
