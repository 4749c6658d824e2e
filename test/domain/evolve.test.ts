import { describe, expect, test } from 'vitest';
import { type Effects, noEffects, nothingSettled } from '../../shared/domain/effects.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { amendmentsMax, newWallet, type WalletState } from '../../shared/domain/wallet.ts';
import { noon } from '../support/paper-till.ts';

/** The wallet after an entry that changes it so. */
function walletAfter(state: Partial<WalletState>, effects: Partial<Effects>): WalletState {
  const event = { kind: 'adjusted' as const, asset: 'gift' as const, amountMinor: 1, reason: 'r', ticket: '' };
  const entry = { sequence: 9, recordedAt: noon, settled: nothingSettled, event };
  return evolve({ ...newWallet(noon), ...state }, { ...entry, effects: { ...noEffects, ...effects } });
}
const counter = (key: string, until: number | null, values = [0, 7]) => ({ key, until, values, names: [] });

describe('a counter', () => {
  const [ended, day, ever] = [counter('ended', noon), counter('day', noon + 1), counter('ever', null)];

  test('leaves at the very millisecond that its time is over, whether or not others change', () => {
    expect(walletAfter({ counters: [ended, day, ever] }, {}).counters).toEqual([day, ever]);
    const changed = counter('ever', null, [0, 8]);
    expect(walletAfter({ counters: [ended, day, ever] }, { counters: [changed] }).counters).toEqual([day, changed]);
  });

  test('is dropped once it counts nothing, one that was not there is added, and none is there twice', () => {
    const counters = [counter('day', noon + 1, []), counter('new', null), counter('none', null, [])];
    expect(walletAfter({ counters: [day, ever] }, { counters }).counters).toEqual([ever, counter('new', null)]);
  });
});

describe('of what amended an entry', () => {
  test('the last counts, and one that is taken off leaves the entry free', () => {
    const amendments = [{ of: 1, by: 2 }, { of: 3, by: 4 }, { of: 5, by: 6 }]; // biome-ignore format: an entry each
    expect(
      walletAfter(
        { amendments },
        {
          amendments: [
            { of: 3, by: 0 },
            { of: 1, by: 9 },
          ],
        },
      ).amendments,
    ).toEqual([
      { of: 5, by: 6 },
      { of: 1, by: 9 },
    ]);
  });

  test('the oldest leaves when the list is full, and what is taken off takes no place of it', () => {
    const amendments = Array.from({ length: amendmentsMax }, (_, at) => ({ of: at + 1, by: at + 20 }));
    const [one, free] = [{ of: 50, by: 51 }, { of: 60, by: 0 }]; // biome-ignore format: an entry each
    expect(walletAfter({ amendments }, { amendments: [one, free] }).amendments).toEqual([...amendments.slice(1), one]);
  });
});
