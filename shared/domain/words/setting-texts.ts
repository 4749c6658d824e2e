import type { Text } from './language.ts';

/** Settings of a version, what they are called and what they say (api.md §3). */

export const settingLabels = {
  name: { en: 'Name', fr: 'Nom' },
  timeZone: { en: 'Time zone', fr: 'Fuseau horaire' },
  accrualBase: { en: 'What is paid with the wallet', fr: 'Ce qui est payé avec la cagnotte' },
  tax: { en: 'Tax', fr: 'Taxes' },
  nonEarningTenders: { en: 'Tenders that do not earn', fr: 'Paiements sans récompense' },
  rounding: { en: 'Rounding', fr: 'Arrondi' },
  roundingOf: { en: 'Rounding of {asset:asset}', fr: 'Arrondi ({asset:asset})' },
  pending: { en: 'Earned value', fr: 'Valeur gagnée' },
  expiry: { en: 'Lifetime of {asset:asset}', fr: 'Durée de vie ({asset:asset})' },
  drawOrder: { en: 'Order in which value is spent', fr: 'Ordre dans lequel la valeur est dépensée' },
  acceptance: { en: 'Where {asset:asset} can be spent', fr: 'Où dépenser ({asset:asset})' },
  minBasketMinor: { en: 'Smallest basket to pay with the wallet', fr: 'Panier minimal pour payer avec la cagnotte' },
  minAmountMinor: { en: 'Smallest payment with the wallet', fr: 'Paiement minimal avec la cagnotte' },
  maxShareBps: { en: 'Largest share paid with the wallet', fr: 'Part maximale payée avec la cagnotte' },
  refund: { en: 'Refunds', fr: 'Remboursements' },
  clawback: { en: 'Rewards of what comes back', fr: 'Récompenses de ce qui revient' },
  graceDays: { en: 'Life of refunded value that had expired', fr: 'Durée de la valeur remboursée après son échéance' },
  toFunderBps: { en: 'Expired value that goes back to its funder', fr: 'Valeur échue rendue à qui l’a financée' },
  category: { en: 'Till category {code:quoted}', fr: 'Catégorie de caisse {code:quoted}' },
} as const satisfies Readonly<Record<string, Text>>;

export const accrualTexts: Readonly<Record<'netOfWallet' | 'gross', Text>> = {
  netOfWallet: { en: 'does not earn', fr: 'ne donne pas de récompense' },
  gross: { en: 'earns too', fr: 'donne aussi une récompense' },
};
export const taxTexts: Readonly<Record<'incl' | 'excl', Text>> = {
  incl: { en: 'earns too', fr: 'donnent aussi une récompense' },
  excl: { en: 'does not earn', fr: 'ne donnent pas de récompense' },
};
export const tendersText: Text = {
  en: '[{tenders:tenders}][{!tenders?}none]',
  fr: '[{tenders:tenders}][{!tenders?}aucun]',
};
export const roundingFactText: Text = {
  en: '[{mode=halfUp?}to the nearest, halves up][{mode=halfEven?}to the nearest, halves to even][{mode=floor?}down][{mode?}{stage?}, ][{stage=receipt?}once for the receipt][{stage=line?}line by line][{!mode?}{!stage?}as for the rest]',
  fr: '[{mode=halfUp?}au plus proche, la moitié vers le haut][{mode=halfEven?}au plus proche, la moitié vers le pair][{mode=floor?}vers le bas][{mode?}{stage?}, ][{stage=receipt?}une fois par ticket][{stage=line?}ligne par ligne][{!mode?}{!stage?}comme le reste]',
};
export const refundTexts: Readonly<Record<'proRata' | 'walletFirst' | 'otherFirst', Text>> = {
  proRata: { en: 'in proportion to what was paid', fr: 'en proportion de ce qui a été payé' },
  walletFirst: { en: 'to the wallet first', fr: 'd’abord à la cagnotte' },
  otherFirst: { en: 'to the other tender first', fr: 'd’abord à l’autre paiement' },
};
export const clawbackTexts: Readonly<Record<'pendingOnly' | 'withinBalance' | 'debt', Text>> = {
  pendingOnly: { en: 'taken back while they are pending', fr: 'reprises tant qu’elles sont en attente' },
  withinBalance: { en: 'taken back as far as the balance goes', fr: 'reprises dans la limite du solde' },
  debt: { en: 'taken back, what is missing is owed', fr: 'reprises, ce qui manque est dû' },
};
export const ownText: Text = { en: 'as everywhere', fr: 'comme partout' };
export const ofTillText: Text = { en: 'as the till says', fr: 'comme le dit la caisse' };
/** Of value that no document puts in an order. */
export const noOrderText: Text = { en: 'whatever ends first', fr: 'ce qui expire en premier' };
