import { expect, test } from 'vitest';
import { join, leave } from '../../shared/domain/audience.ts';
import { noEffects, nothingSettled } from '../../shared/domain/effects.ts';
import type { Event } from '../../shared/domain/event.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { optIn, optOut } from '../../shared/domain/opt-in.ts';
import { settle } from '../../shared/domain/settle.ts';
import { transfer } from '../../shared/domain/transfer.ts';
import { audiencesMax, newWallet, optInsMax, type WalletState } from '../../shared/domain/wallet.ts';
import { event as packing } from '../../shared/store/pack-event.ts';

const noon = Date.UTC(2026, 2, 14, 12);
const wallet = (state: Partial<WalletState> = {}) => settle({ ...newWallet(noon), ...state }, noon).state;
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}-${at + 1}`);
const after = (state: WalletState, event: Event) =>
  evolve(state, { sequence: 1, recordedAt: noon, settled: nothingSettled, event, effects: noEffects });
const refusal = (code: string, max: number) => ({ kind: 'refused', refusal: { code, figures: { max } } });

test('a wallet takes part in 20 campaigns that are not over, and in no more', () => {
  const full = wallet({ optIns: ids('cmp', optInsMax) });
  const known = new Set([...full.optIns, 'cmp-new']);
  expect(optIn(full, { campaignId: 'cmp-new', known })).toEqual(refusal('too-many-opt-ins', optInsMax));
  expect(optIn(wallet({ optIns: ids('cmp', optInsMax - 1) }), { campaignId: 'cmp-new', known })).toMatchObject({
    change: { event: { dropped: [] } },
  });
});

test('opt-ins to campaigns that are over leave first, no more of them than need be, and the entry says which', () => {
  const full = wallet({ optIns: ids('cmp', optInsMax) });
  const known = new Set(full.optIns.filter((id) => id !== 'cmp-5' && id !== 'cmp-9'));
  const decision = optIn(full, { campaignId: 'cmp-new', known });
  if (decision.kind !== 'accepted') throw new Error(decision.kind);
  const { event } = decision.change;
  expect(event).toEqual({ kind: 'opted-in', subjectId: 'cmp-new', dropped: ['cmp-5'] });
  const { optIns } = after(full, packing.read(packing.write(event)));
  expect(optIns).toEqual([...full.optIns.filter((id) => id !== 'cmp-5'), 'cmp-new']);
});

test('an opt-in is written as it was before opt-ins could make room', () => {
  expect(packing.write({ kind: 'opted-in', subjectId: 'cmp_a', dropped: [] })).toBe('opted-in|cmp_a');
  expect(packing.read('opted-in|cmp_a')).toEqual({ kind: 'opted-in', subjectId: 'cmp_a', dropped: [] });
});

test('a wallet is in 20 audiences and in no more, until it leaves one', () => {
  const full = wallet({ audiences: ids('a', audiencesMax) });
  expect(join(full, 'a-new')).toEqual(refusal('too-many-audiences', audiencesMax));
  const left = after(full, { kind: 'left', subjectId: 'a-3' });
  expect(left.audiences).not.toContain('a-3');
  expect(join(settle(left, noon).state, 'a-new').kind).toBe('accepted');
});

test('who opts out of a campaign stays in the others, in their order', () => {
  const inThree = wallet({ optIns: ids('cmp', 3) });
  const out = after(inThree, { kind: 'opted-out', subjectId: 'cmp-2' });
  expect(out.optIns).toEqual(['cmp-1', 'cmp-3']);
  expect(after(out, { kind: 'opted-out', subjectId: 'cmp-2' }).optIns).toEqual(['cmp-1', 'cmp-3']);
});

test('who joins an audience stays in the others, and who joins again is in it once', () => {
  const inTwo = wallet({ audiences: ids('a', 2) });
  const joined = after(inTwo, { kind: 'joined', subjectId: 'a-new' });
  expect(joined.audiences).toEqual(['a-1', 'a-2', 'a-new']);
  expect(after(joined, { kind: 'joined', subjectId: 'a-1' }).audiences).toEqual(['a-2', 'a-new', 'a-1']);
});

test('a closed wallet takes part in nothing and is in no audience', () => {
  const closed = wallet({ status: 'closed', optIns: ['cmp-1'], audiences: ['a-1'] });
  const known = new Set<string>();
  const decisions = [
    optIn(closed, { campaignId: 'cmp-2', known }),
    optOut(closed, 'cmp-1'),
    join(closed, 'a-2'),
    leave(closed, 'a-1'),
  ];
  for (const decision of decisions) expect(decision).toMatchObject({ refusal: { code: 'wallet-closed' } });
});

test.each([
  ['optIns', optInsMax, 'too-many-opt-ins'],
  ['audiences', audiencesMax, 'too-many-audiences'],
] as const)('a merge that would come to more %s than one wallet may have is refused', (list, max, code) => {
  const merged = (fromCount: number) =>
    transfer(
      wallet({ [list]: [...ids('from', fromCount), 'both'] }),
      { wallet: wallet({ [list]: [...ids('to', 9), 'both'] }), walletId: 'wal_b', sequence: 1 },
      { walletId: 'wal_a', reason: 'merge', ceilingMinor: null },
      { now: noon, sequence: 1 },
    );
  expect(merged(max - 10)).toMatchObject({ kind: 'accepted' });
  expect(merged(max - 9)).toEqual(refusal(code, max));
});
