import { expect, test } from 'vitest';
import { cancelByKey } from '../../../shared/domain/cancellation.ts';
import { creditAwards } from '../../../shared/domain/credit.ts';
import { accept } from '../../../shared/domain/decision.ts';
import { dayMs } from '../../../shared/domain/instant.ts';
import { nothingReturned } from '../../../shared/domain/returned-so-far.ts';
import type { Award } from '../../../shared/domain/ruleset/verdict.ts';
import { lotsBackMax, lotsMax } from '../../../shared/domain/wallet.ts';
import { compileRuleset } from '../../../shared/lambda/compile-ruleset.ts';
import { change } from '../../../shared/store/change.ts';
import { paperClock, paperPort } from '../../support/paper-port.ts';
import { asks, settings, walletId } from './asks.ts';

const noon = Date.UTC(2026, 2, 14, 12);
const rules = compileRuleset(1, { name: 'nothing', rules: [] });

/** A wallet that is given so many lots of five cents at once, each of which ends on a day that no other has. */
async function aHoarder() {
  const store = paperPort();
  const { clock } = paperClock(noon);
  const till = asks(store.port, clock, rules);
  await till.open();
  let day = 0;
  const award = (): Award => {
    day += 1;
    const given = {
      ruleId: 'r',
      asset: 'cashback',
      amountMinor: 5,
      funding: [{ who: 'zara', shareBps: 10_000 }],
    } as const;
    return { ...given, availability: { kind: 'available' }, expiry: { kind: 'at', at: noon + day * dayMs } };
  };
  const asked = { ...till.purchaseOf('', 0), receipt: null };
  const under = (key: string) => ({ ...asked, prints: till.prints('purchase', key), cancelPrint: '' });
  const lots = () => store.of(walletId).at(-1)!.state.lots;
  return {
    lots,
    totalMinor: () => lots().reduce((sum, lot) => sum + lot.remainingMinor, 0),
    give: (count: number) =>
      change(store.port, clock, settings, {
        ...under(`give ${day}`),
        decide: (wallet, at) => {
          const given = creditAwards(wallet, at.sequence, 'zara', Array.from({ length: count }, award));
          const event = {
            kind: 'adjusted',
            asset: 'cashback',
            amountMinor: 5 * count,
            reason: 'r',
            ticket: '',
          } as const;
          return given ? accept(event, given) : { kind: 'full', list: 'lots' };
        },
      }),
    spendAll: async () => {
      const amountMinor = lots().reduce((sum, lot) => sum + lot.remainingMinor, 0);
      const spent = await till.redeem(`spend ${day}`, amountMinor);
      if (spent.kind !== 'accepted') throw new Error(spent.kind);
      const target = { soFar: nothingReturned, purchase: null, carried: null, undoable: null };
      return { entry: spent.entry, ...target, isMoot: false, cameBack: false, basket: null };
    },
    cancel: (target: Parameters<typeof cancelByKey>[1]['targets'][number], key: string) =>
      change(store.port, clock, settings, {
        ...under(key),
        decide: (wallet, at) => {
          const facts = {
            returnOf: 0,
            soFar: nothingReturned,
            purchaseCount: 0,
            firstPurchaseAt: null,
            lastPurchaseAt: null,
          };
          return cancelByKey(wallet, { walletId, targets: [target], graceDays: 0, ...facts }, at);
        },
      }),
  };
}

test('what was spent comes back to a wallet that has earned anew, up to 800 lots; beyond, it waits and nothing is lost', async () => {
  const { give, spendAll, cancel, lots, totalMinor } = await aHoarder();
  await give(lotsMax);
  const first = await spendAll();
  await give(lotsMax);
  expect((await cancel(first, 'c1')).kind).toBe('accepted');
  expect([lots().length, totalMinor()]).toEqual([lotsBackMax, 2 * lotsMax * 5]);

  expect((await give(1)).kind).toBe('full');
  const second = await spendAll();
  await give(1);
  expect((await cancel(second, 'c2')).kind).toBe('full');
  expect([lots().length, totalMinor()]).toEqual([1, 5]);
  await spendAll();
  expect((await cancel(second, 'c2')).kind).toBe('accepted');
  expect([lots().length, totalMinor()]).toEqual([lotsBackMax, 2 * lotsMax * 5]);
});

test('a wallet with more lots than it may earn still takes what needs no other lot', async () => {
  const { give, spendAll, cancel, lots } = await aHoarder();
  await give(lotsMax);
  const spent = await spendAll();
  await give(lotsMax);
  await cancel(spent, 'c');
  expect(lots().length).toBe(lotsBackMax);
  expect((await give(0)).kind).toBe('accepted');
});
