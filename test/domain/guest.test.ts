import { expect, test } from 'vitest';
import type { Purchased } from '../../shared/domain/event.ts';
import {
  claimBasket,
  type GuestBasket,
  type GuestDecision,
  recordGuest,
  returnOfGuest,
} from '../../shared/domain/guest.ts';
import type { PurchaseLine, Tender } from '../../shared/domain/purchase-line.ts';
import type { Returning } from '../../shared/domain/return-lines.ts';
import { settle } from '../../shared/domain/settle.ts';
import { newWallet } from '../../shared/domain/wallet.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { basketOf, item, noLimit, noon, place } from '../support/paper-till.ts';

const rules = compileRuleset(1, { name: 'n', rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }] });
const prints = { print: '', digest: '' };
const gone = item(0, { kind: 'discount' });

const basketAfter = (decision: GuestDecision): GuestBasket => {
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.basket;
};
const sold = (lines: readonly PurchaseLine[], tenders: readonly Tender[]) => {
  const command = { ...place, ...basketOf(lines, tenders), ...noLimit, walletId: '' };
  return basketAfter(recordGuest({ id: 'gst_a', callerId: '', prints }, command, rules, noon));
};
const brought = (basket: GuestBasket, returning: Returning) => {
  const told = { prints, callerId: '', tillId: '', receiptNumber: '', reason: 'customer' as const, occurredAt: noon };
  return basketAfter(returnOfGuest(basket, { ...told, returning, ...noLimit }, noon));
};
const piecesOf = (index: number, quantity: number, amountMinor: number | null = null): Returning => ({
  kind: 'lines',
  lines: [{ index, quantity, amountMinor }],
});

/** What the wallet's purchase is, and what was earned on it. */
function claimed(basket: GuestBasket): Pick<Purchased, 'lines' | 'tenders'> & { earnedMinor: number } {
  const command = { walletId: 'wal_a', basket, ...noLimit };
  const decision = claimBasket(settle(newWallet(noon), noon).state, command, rules, { now: noon, sequence: 1 });
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
  const { event, effects } = decision.change;
  const { lines, tenders } = event as Purchased;
  return { lines, tenders, earnedMinor: effects.credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}

const socks = item(900, { sku: 'socks', quantity: 3, taxMinor: 150 });
const belt = item(2_000, { sku: 'belt', taxMinor: 333 });
const voucher = item(-290, { kind: 'discount', sku: 'voucher', taxMinor: -48 });
const halfAndHalf: Tender[] = [
  { kind: 'card', amountMinor: 1_740 },
  { kind: 'mealVoucher', amountMinor: 870 },
];
/** 9.00 and 20.00 less a voucher of 2.90, so 8.10 and 18.00: 17.40 by card, 8.70 by meal voucher. */
const aBasket = () => sold([socks, belt, voucher], halfAndHalf);

test('a guest basket of which nothing came back is claimed as it was sold', () => {
  const { lines, tenders, earnedMinor } = claimed(aBasket());
  expect([lines, tenders]).toEqual([[socks, belt, voucher], halfAndHalf]);
  expect(earnedMinor).toBe(261);
});

test('one of three pairs brought back: the rest is claimed, tax and tenders in proportion, the voucher spread', () => {
  const { lines, tenders, earnedMinor } = claimed(brought(aBasket(), piecesOf(0, 1)));
  expect(lines).toEqual([
    { ...socks, amountMinor: 540, quantity: 2, taxMinor: 90 },
    { ...belt, amountMinor: 1_800, taxMinor: 300 },
    gone,
  ]);
  expect(tenders).toEqual([
    { kind: 'card', amountMinor: 1_560 },
    { kind: 'mealVoucher', amountMinor: 780 },
  ]);
  expect(earnedMinor).toBe(234);
});

test('a line brought back whole leaves an empty one in its place, so that the others keep their index', () => {
  const { lines, earnedMinor } = claimed(brought(brought(aBasket(), piecesOf(0, 1)), piecesOf(1, 1)));
  expect(lines).toEqual([{ ...socks, amountMinor: 540, quantity: 2, taxMinor: 90 }, gone, gone]);
  expect(earnedMinor).toBe(54);
});

test('a line of which an amount is left, or pieces, is still a line', () => {
  const allPieces = claimed(brought(aBasket(), piecesOf(0, 3, 500)));
  expect(allPieces.lines[0]).toEqual({ ...socks, amountMinor: 310, quantity: 1, taxMinor: 52 });
  const allMoney = claimed(brought(aBasket(), piecesOf(0, 1, 810)));
  expect(allMoney.lines[0]).toEqual({ ...socks, amountMinor: 0, quantity: 2, taxMinor: 0 });
});

test('a free sample that was not brought back stays on the receipt', () => {
  const sample = item(0, { sku: 'sample' });
  const { lines, tenders } = claimed(brought(sold([belt, sample], []), { kind: 'amount', amountMinor: 500 }));
  expect([lines, tenders]).toEqual([[{ ...belt, amountMinor: 1_500, taxMinor: 250 }, sample], []]);
});
