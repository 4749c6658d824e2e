import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { type RefusalCode, refusalCodes } from '../../shared/domain/refusal.ts';

const operations = 1_000_000;
/** Three minutes of two cores; machines of CI may be shared with others. */
const limitMs = (process.env.CI ? 6 : 3) * 60_000;

/** Refusals that no simulated till can meet, and where they are seen instead. */
const elsewhere: readonly RefusalCode[] = [
  'receipt-already-used', // told by the write path itself: "answer receipt-used"
  'currency-mismatch', // the contract's
  'amount-out-of-range', // the contract's
  'already-claimed', // guest baskets
  'claim-expired', // guest baskets
  'nothing-to-claim', // guest baskets
  'too-many-opt-ins', // facts of a wallet, test/domain/opt-in.test.ts
  'too-many-audiences', // likewise
  'clock-before-last-entry', // sandboxes
];

const faults = 'conflict crash duplicated late lostAfter lostBefore overtaken slow throttled'.split(' ');
const answers = 'accepted clock-ahead conflict full mismatch not-found receipt-used refused silence unknown'.split(' ');
const limits = ['run out', 'taken from', 'given back', 'claims that died'];
const streamed = ['brought', 'brought again', 'consumer failed'];
const callers = ['asked again', 'cancelled', 'gave up', 'sent another body', 'sent twice at once'];

test('a million operations among faults: no cent is off, one answer a key, nothing untried', {
  timeout: 600_000,
}, () => {
  const seed = '1';
  const startedAt = performance.now();
  const main = ['test/simulation/main.ts', '--seed', seed, '--operations', String(operations)];
  const { status, stdout, stderr } = spawnSync(process.execPath, main, { encoding: 'utf8', timeout: limitMs });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  console.log(stdout);

  const counts = new Map(
    stdout.split('\n').flatMap((line): [string, number][] => {
      const [, name, times] = /^(.+?) {2,}(\d+)$/.exec(line) ?? [];
      return name && times ? [[name, Number(times)]] : [];
    }),
  );
  const expected = [
    ...refusalCodes.filter((code) => !elsewhere.includes(code)).map((code) => `refused ${code}`),
    ...faults.map((name) => `fault ${name}`),
    ...answers.map((name) => `answer ${name}`),
    ...callers.map((name) => `caller ${name}`),
    ...limits.map((name) => `limit ${name}`),
    ...streamed.map((name) => `stream ${name}`),
  ];
  expect(expected.filter((name) => !counts.get(name))).toEqual([]);
  expect([...counts.keys()].filter((name) => name.startsWith('operation ')).length).toBeGreaterThanOrEqual(20);
  expect(counts.get('operations')).toBeGreaterThanOrEqual(operations);
  expect(performance.now() - startedAt).toBeLessThan(limitMs);
});
