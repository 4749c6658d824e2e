/** What a line of a basket is. `discount` is the only negative one; `tip`, `deposit`, `storedValue` never earn. */
export const lineKinds = ['item', 'service', 'shipping', 'discount', 'tip', 'deposit', 'storedValue'] as const;
export type LineKind = (typeof lineKinds)[number];

export const units = ['piece', 'g', 'ml', 'mm'] as const;
export type Unit = (typeof units)[number];

/** A line as the till sent it; `amountMinor` is the line's total, tax included, after the shop's own discounts. */
export type PurchaseLine = {
  readonly kind: LineKind;
  readonly sku: string;
  readonly category: string;
  readonly brand: string;
  readonly attributes: readonly string[];
  /** Integer ≥ 1 in `unit`; a measured line counts as one piece. */
  readonly quantity: number;
  readonly unit: Unit;
  readonly amountMinor: number;
  readonly taxMinor: number;
};

/** One piece of nothing in particular, to be told more of. */
export const noLine: PurchaseLine = {
  kind: 'item',
  sku: '',
  category: '',
  brand: '',
  attributes: [],
  quantity: 1,
  unit: 'piece',
  amountMinor: 0,
  taxMinor: 0,
};

export const tenderKinds = ['card', 'cash', 'mealVoucher', 'giftCard', 'otherWallet', 'other'] as const;
export type TenderKind = (typeof tenderKinds)[number];
export type Tender = { readonly kind: TenderKind; readonly amountMinor: number };

export const channels = ['store', 'web', 'click_collect', 'app'] as const;
export type Channel = (typeof channels)[number];
