/** A purchase as the interpreter is asked about it. */
export type Line = {
  readonly kind: string;
  readonly sku: string;
  readonly category: string;
  readonly brand: string;
  readonly attributes: readonly string[];
  readonly quantity: number;
  readonly unit: string;
  readonly amountMinor: number;
  readonly taxMinor: number;
};
export type Place = { readonly merchantId: string; readonly sector: string };

export type Purchase = Place & {
  readonly walletId: string;
  readonly storeId: string;
  readonly channel: string;
  readonly occurredAt: number;
  readonly lines: readonly Line[];
  readonly walletTenders: readonly { readonly amountMinor: number; readonly expiresAt: number | null }[];
  readonly tenders: readonly { readonly kind: string; readonly amountMinor: number }[];
};
