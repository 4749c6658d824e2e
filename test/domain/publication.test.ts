import { describe, expect, test } from 'vitest';
import {
  inForceAt,
  isTurning,
  isWithdrawable,
  type PublishedVersion,
  publish,
} from '../../shared/domain/publication.ts';

const version = (number: number, effectiveFrom: number, withdrawnAt: number | null = null): PublishedVersion => ({
  version: number,
  rulesetId: 'rs_a',
  cause: 'ruleset',
  campaignId: '',
  effectiveFrom,
  publishedAt: 0,
  publishedBy: 'op',
  reason: '',
  basedOn: null,
  withdrawnAt,
});
const real = { now: 1_000_000, sandbox: false };
const sandbox = { now: 1_000_000, sandbox: true };
const plain = { effectiveFrom: null, expectedVersion: null };

describe('publishing', () => {
  test('the first version comes into force 60 seconds from now, in a sandbox now', () => {
    expect(publish([], plain, real)).toEqual({ kind: 'published', version: 1, effectiveFrom: 1_060_000 });
    expect(publish([], plain, sandbox)).toEqual({ kind: 'published', version: 1, effectiveFrom: 1_000_000 });
  });

  test('an earlier date than that is refused, but a sandbox takes a past one', () => {
    const early = { effectiveFrom: 1_059_999, expectedVersion: null };
    expect(publish([], early, real)).toEqual({ kind: 'refused', code: 'effective-from-too-early' });
    expect(publish([], { ...early, effectiveFrom: 5 }, sandbox)).toMatchObject({ version: 1, effectiveFrom: 5 });
  });

  test('while a version waits nothing else is published; withdrawn or come, it does not wait', () => {
    const waiting = version(2, 1_000_001);
    expect(publish([waiting, version(1, 0)], plain, sandbox)).toEqual({ kind: 'refused', code: 'version-waiting' });
    expect(publish([{ ...waiting, withdrawnAt: 5 }, version(1, 0)], plain, sandbox)).toMatchObject({ version: 3 });
    expect(publish([version(2, 1_000_000)], plain, sandbox)).toMatchObject({ version: 3 });
  });

  test('an expected version must be the newest that stands, 0 for none', () => {
    const expecting = (expectedVersion: number) => ({ effectiveFrom: null, expectedVersion });
    const standing = [version(3, 0, 1), version(2, 0), version(1, 0)];
    expect(publish(standing, expecting(2), sandbox)).toMatchObject({ version: 4 });
    expect(publish(standing, expecting(3), sandbox)).toEqual({ kind: 'refused', code: 'stale-version' });
    expect(publish([], expecting(0), sandbox)).toMatchObject({ version: 1 });
  });
});

test('in force is the highest version whose date has come and that was not withdrawn', () => {
  const versions = [version(4, 400), version(3, 50), version(2, 100, 90), version(1, 10)];
  const at = (instant: number) => inForceAt(versions, instant)?.version;
  expect([at(9), at(10), at(50), at(399), at(400)]).toEqual([undefined, 1, 3, 3, 4]);
});

test('a version can be withdrawn as long as every cache learns of it before its date', () => {
  expect(isWithdrawable(version(1, 1_030_001), real)).toBe(true);
  expect(isWithdrawable(version(1, 1_030_000), real)).toBe(false);
  expect(isWithdrawable(version(1, 1_000_001), sandbox)).toBe(true);
  expect(isWithdrawable(version(1, 1_000_000), sandbox)).toBe(false);
  expect(isWithdrawable(version(1, 2_000_000, 1), real)).toBe(false);
});

describe('what of a duplicate under way another version may decide', () => {
  const [now, nearMs] = [1_000_000, 32_000];
  const begins = (at: number) => isTurning([version(2, at), version(1, 0)], null, now);

  test('what comes as a version begins: so long before it, and so long after it, as a request and two clocks allow', () => {
    expect([begins(now + nearMs), begins(now + nearMs + 1)]).toEqual([true, false]);
    expect([begins(now - nearMs), begins(now - nearMs - 1)]).toEqual([true, false]);
  });

  test('not what names its time, long after the versions of that time are known everywhere', () => {
    expect(isTurning([version(2, now - 500), version(1, 0)], now - 500, now)).toBe(false);
  });

  test('what names a time at which a version that a cache may not know yet is in force, or one just withdrawn', () => {
    const lately = now - 30_000 - nearMs;
    const published = (publishedAt: number) => isTurning([{ ...version(2, now), publishedAt }], now + 1, now);
    expect([published(lately), published(lately + 1)]).toEqual([false, true]);
    const withdrawn = (at: number) => isTurning([version(2, now, at)], now + 1, now);
    expect([withdrawn(lately), withdrawn(lately + 1)]).toEqual([false, true]);
    expect(isTurning([{ ...version(2, now + 2), publishedAt: now }], now + 1, now)).toBe(false);
  });

  test('what names a time so far ahead that a version which is not known here may be in force', () => {
    expect([isTurning([], now + 28_000, now), isTurning([], now + 28_001, now)]).toEqual([false, true]);
  });
});
