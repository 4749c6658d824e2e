/** The kinds of value, never mixed: requirements C10. */
export const assets = ['cashback', 'prepaid', 'gift', 'sponsor', 'points'] as const;
export type Asset = (typeof assets)[number];

/** Points are counted, not spent: they never pay and are never added to a currency. */
export const currencyAssets: readonly Asset[] = ['cashback', 'prepaid', 'gift', 'sponsor'];
