import { describe, expect, test } from 'vitest';
import { dayMs } from '../../shared/domain/instant.ts';
import type { LotMovement } from '../../shared/domain/lot.ts';
import { carry, putBack } from '../../shared/domain/put-back.ts';
import { settle } from '../../shared/domain/settle.ts';
import { newWallet } from '../../shared/domain/wallet.ts';
import { noon } from '../support/paper-till.ts';

/** A gift of which so much was spent, and when it ends. */
const spent = (lotId: string, amountMinor: number, endsAt: number): LotMovement => ({
  ...{ lotId, asset: 'gift', originId: 'zara', funding: [], scope: '', amountMinor },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'at', at: endsAt } },
});
const putting = { sequence: 9, now: noon, graceDays: 2 };
const byNobody = { ruleId: '', repaidMinor: 0 };
const untilGrace = { expiry: { kind: 'at', at: noon + 2 * dayMs } };
const empty = settle(newWallet(noon), noon).state;

describe('what was spent goes back', () => {
  test('to its own lot, with its own end, as long as that has not come', () => {
    const movement = spent('1.0', 30, noon + 1);
    expect(putBack(empty, [movement], putting)).toEqual([{ ...movement, ...byNobody }]);
  });

  test('and lives for the grace days, as a lot of its own, when it ended at that very millisecond', () => {
    const movement = spent('1.0', 30, noon);
    expect(putBack(empty, [movement], putting)).toEqual([{ ...movement, ...untilGrace, ...byNobody, lotId: '9.0' }]);
  });

  test('as one lot, when two of the same kind have ended', () => {
    const movements = [spent('1.0', 30, noon - 1), spent('2.0', 20, noon - dayMs)];
    expect(putBack(empty, movements, { ...putting, firstIndex: 3 })).toMatchObject([
      { lotId: '9.3', amountMinor: 30, ...untilGrace },
      { lotId: '9.3', amountMinor: 20, ...untilGrace },
    ]);
  });
});

describe('what another wallet had spent comes here', () => {
  test('into the lot of equal terms, wherever that has its number from', () => {
    const { lotId: id, amountMinor: remainingMinor, ...terms } = spent('4.1', 5, noon + dayMs);
    const wallet = settle({ ...newWallet(noon), lots: [{ id, remainingMinor, ...terms }] }, noon).state;
    expect(carry(wallet, [spent('1.0', 30, noon + dayMs)], putting)).toEqual([
      { ...terms, ...byNobody, lotId: '4.1', amountMinor: 30 },
    ]);
  });

  test('as one new lot, when two of them are of the same kind once they have ended', () => {
    const movements = [spent('1.0', 30, noon - 1), spent('2.0', 20, noon), spent('3.0', 10, noon + 1)];
    expect(carry(empty, movements, putting)).toMatchObject([
      { lotId: '9.0', amountMinor: 30, ...untilGrace },
      { lotId: '9.0', amountMinor: 20, ...untilGrace },
      { lotId: '9.2', amountMinor: 10, expiry: { kind: 'at', at: noon + 1 } },
    ]);
  });

  test('each alone when it waits for an event: that is of one purchase', () => {
    const waiting = { availability: { kind: 'event', at: noon + dayMs, otherwise: 'cancel' } } as const;
    const movements = [spent('1.0', 30, noon + dayMs), spent('2.0', 20, noon + dayMs)];
    const credits = carry(
      empty,
      movements.map((movement) => ({ ...movement, ...waiting })),
      putting,
    );
    expect(credits).toMatchObject([{ lotId: '9.0', ...waiting }, { lotId: '9.1', ...waiting }]); // biome-ignore format: a lot each
  });
});
