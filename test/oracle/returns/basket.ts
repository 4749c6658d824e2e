import { noLine, type PurchaseLine } from '../../../shared/domain/purchase-line.ts';
import { type Bought, parts, sum } from './arithmetic.ts';

/** A basket of one to three lines, now and then with a discount, and its lines as the oracle keeps them. */
export function basketOf(pick: number, amount: number) {
  const lines = [0, 1, 2].slice(0, 1 + (pick % 3)).map((at) => ({
    ...noLine,
    amountMinor: (amount * (at + 1) + pick) % 2_500,
    quantity: 1 + ((pick + at) % 3),
    brand: (pick + at) % 2 ? 'x' : '',
  }));
  const amounts = lines.map(({ amountMinor }) => amountMinor);
  const offMinor = pick % 7 === 0 ? Math.min(sum(amounts), amount % 400) : 0;
  const off = parts(offMinor, amounts);
  const net = lines.map(({ amountMinor, quantity, brand }, at) => ({
    amountMinor: amountMinor - off[at]!,
    quantity,
    isBrand: brand === 'x',
  }));
  const discount = { ...noLine, kind: 'discount' as const, amountMinor: -offMinor };
  const all: readonly PurchaseLine[] = offMinor > 0 ? [...lines, discount] : lines;
  const bought: Bought['lines'] = offMinor > 0 ? [...net, { amountMinor: 0, quantity: 0, isBrand: false }] : net;
  const told = { receiptDay: 0, reference: '', sector: '', bare: false, tenders: [] };
  return { basket: { ...told, lines: all, totalMinor: sum(amounts) - offMinor }, bought };
}
