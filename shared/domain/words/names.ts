import type { Channel, TenderKind } from '../purchase-line.ts';
import type { Window } from '../ruleset/cap.ts';
import type { ScopeKey } from '../ruleset/scope.ts';
import type { Text } from './language.ts';

/** Words for what conditions, caps and purchases name. */
export const windowNames: Readonly<Record<Window, Text>> = {
  campaign: { en: 'during the campaign', fr: 'pendant la campagne' },
  ever: { en: 'over all time', fr: 'au total' },
  day: { en: 'in a day', fr: 'dans la journée' },
  week: { en: 'in a week', fr: 'dans la semaine' },
  month: { en: 'in a month', fr: 'dans le mois' },
  year: { en: 'in a year', fr: 'dans l’année' },
};

export const channelNames: Readonly<Record<Channel, Text>> = {
  store: { en: 'in the shop', fr: 'en magasin' },
  web: { en: 'on the web', fr: 'sur le web' },
  click_collect: { en: 'by click and collect', fr: 'en retrait en magasin' },
  app: { en: 'in the app', fr: 'dans l’application' },
};

export const tenderNames: Readonly<Record<TenderKind, Text>> = {
  card: { en: 'card', fr: 'carte' },
  cash: { en: 'cash', fr: 'espèces' },
  mealVoucher: { en: 'meal voucher', fr: 'titre-restaurant' },
  giftCard: { en: 'gift card', fr: 'carte cadeau' },
  otherWallet: { en: 'another wallet', fr: 'un autre portefeuille' },
  other: { en: 'other means', fr: 'un autre moyen' },
};

/** What each key of a scope looks at. */
export const scopeKeyNames: Readonly<Record<ScopeKey, Text>> = {
  sku: { en: '{it:or}', fr: 'article {it:or}' },
  set: { en: 'the set {it:or}', fr: 'ensemble {it:or}' },
  brand: { en: 'the brand {it:or}', fr: 'marque {it:or}' },
  category: { en: '{it:or}', fr: 'catégorie {it:or}' },
  attribute: { en: 'what is marked {it:or}', fr: 'mention {it:or}' },
  sector: { en: '{it:or}', fr: 'secteur {it:or}' },
  merchant: { en: 'at {it:or}', fr: 'chez {it:or}' },
};

/** Where something holds, alone; nothing is said of everywhere. */
export const scopeText: Text = {
  en: '[of {things}][{!things?}{!merchant?}of everything][ {merchant}][, but not {not:and}]',
  fr: '[{things}][{!things?}{!merchant?}tout][{things?}{merchant?}, ][{merchant}][, sauf {not:and}]',
};
/** After what it restricts. */
export const restrictingText: Text = { en: '{scope}', fr: '({scope})' };

export const fundersText: Text = { en: '{who} ({amountMinor:reward})', fr: '{who} ({amountMinor:reward})' };
export const operatorName: Text = { en: 'the operator', fr: 'l’opérateur' };
export const sellerName: Text = { en: 'the merchant', fr: 'le commerçant' };
export const negation: Text = { en: 'not {that}', fr: 'pas {that}' };
export const moreNames: Text = { en: '{count} more', fr: '{count} de plus' };
