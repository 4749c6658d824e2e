import { describe, expect, test } from 'vitest';
import { aSale } from './deciding.ts';
import { bonus, published } from './member.ts';

const at = (time: string, day = '2026-03-13') => `${day}T${time}+01:00`;
/** Whether a condition holds for a purchase then; 2026-03-13 is a Friday. */
const holds = (condition: object, { at }: { at: string }) =>
  published({ rules: [bonus('r', condition)] }).decidePurchase(aSale({ at })).awards.length > 0;

describe('hours', () => {
  test('of nothing but days are those days whole', () => {
    const friday = { kind: 'hours', days: ['fri'] };
    const edges = [at('23:59:59.999', '2026-03-12'), at('00:00:00'), at('23:59:59.999'), at('00:00:00', '2026-03-14')];
    expect(edges.map((time) => holds(friday, { at: time }))).toEqual([false, true, true, false]);
    expect(holds({ kind: 'hours' }, { at: at('03:00:00') })).toBe(true);
  });

  test('from and to alone reach from and to midnight', () => {
    const times = [at('00:00:00'), at('11:59:59.999'), at('12:00:00'), at('23:59:59.999')];
    expect(times.map((time) => holds({ kind: 'hours', from: '12:00' }, { at: time }))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(times.map((time) => holds({ kind: 'hours', to: '12:00' }, { at: time }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('that end when they begin last 24 hours, from the day they are of', () => {
    const noon = { kind: 'hours', days: ['fri'], from: '12:00', to: '12:00' };
    const edges = [at('11:59:59'), at('12:00:00'), at('11:59:59.999', '2026-03-14'), at('12:00:00', '2026-03-14')];
    expect(edges.map((time) => holds(noon, { at: time }))).toEqual([false, true, true, false]);
  });

  test('to 00:00 are to midnight, and a Sunday night goes on into Monday', () => {
    const evening = { kind: 'hours', days: ['fri'], from: '18:00', to: '00:00' };
    const edges = [at('17:59:59'), at('18:00:00'), at('23:59:59.999'), at('00:00:00', '2026-03-14'), at('00:00:00')];
    expect(edges.map((time) => holds(evening, { at: time }))).toEqual([false, true, true, false, false]);
    const night = { kind: 'hours', days: ['sun'], from: '22:00', to: '02:00' };
    expect(holds(night, { at: at('01:59:59', '2026-03-16') })).toBe(true);
    expect(holds(night, { at: at('01:59:59', '2026-03-15') })).toBe(false);
  });
});

test('dates open at one end go on for ever', () => {
  const from = { kind: 'dates', from: '2026-03-13' };
  const to = { kind: 'dates', to: '2026-03-13' };
  const edges = [at('23:59:59.999', '2026-03-12'), at('00:00:00'), at('23:59:59.999'), at('00:00:00', '2026-03-14')];
  expect(edges.map((time) => holds(from, { at: time }))).toEqual([false, true, true, true]);
  expect(edges.map((time) => holds(to, { at: time }))).toEqual([true, true, true, false]);
  expect(holds({ ...from, not: true }, { at: edges[0]! })).toBe(true);
});
