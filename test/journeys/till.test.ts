import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aMall } from '../functions/mall.ts';
import { deployedStack } from '../support/over-http.ts';
import { noTable } from './no-table.ts';

const root = join(import.meta.dirname, '../..');
const sales = 25;

test('a till whose cable is pulled at random sells on, and its wallet holds what its tickets say', async () => {
  const mall = await aMall(noTable, { zara: 'fashion' });
  const rules = [{ id: 'all', effect: { kind: 'rate', rateBps: 300 } }];
  await mall.publish({ name: 'three per cent', rules }, new Date(Date.now() - 60_000).toISOString());
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'examples/till.ts'), '.local/boucle.json', String(sales)],
    { cwd: deployedStack().folder, encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
  const [count, balance] = stdout.trim().split('\n').slice(-2);
  console.log(`${count}\n${balance}`);
  expect(balance).toMatch(/^balance (\d+\.\d\d), tickets \1$/);
  expect(balance).not.toContain(' 0.00');
  const { lostBefore, lostAfter, cancelled, toBeConfirmed } = JSON.parse(count!);
  expect(lostBefore).toBeGreaterThan(0);
  expect(lostAfter).toBeGreaterThan(0);
  expect(cancelled + toBeConfirmed).toBeGreaterThan(0);
});
