import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { minuteMs } from '../../shared/domain/instant.ts';
import { aMall } from '../functions/mall.ts';
import { deployedStack } from '../support/over-http.ts';
import { noTable } from './no-table.ts';

const docs = join(import.meta.dirname, '../../docs');

beforeAll(async () => {
  const mall = await aMall(noTable, { zara: 'fashion' });
  const rules = [{ id: 'fashion', scope: { category: 'fashion' }, effect: { kind: 'rate', rateBps: 200 } }];
  await mall.publish({ name: 'two per cent', rules }, '2026-01-01T00:00:00Z');
});

/** The fenced shell lines of a page, pasted into one shell in a folder where `npm start` has written its addresses. */
function pasted(page: string) {
  const text = readFileSync(join(docs, page), 'utf8');
  const script = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
  const { stdout, stderr, status } = spawnSync('bash', ['-euo', 'pipefail'], {
    cwd: deployedStack().folder,
    // The helpers of the pages leave arguments out.
    input: `set +u\n${script}`,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const answers = stdout.split('\n').filter((line) => line.trim() !== '');
  return { script, answers: answers.map((line) => JSON.parse(line)) };
}

/** Lines that ask something, but for those whose answer goes into a variable. */
const asked = (script: string, helper: RegExp) => script.split('\n').filter((line) => helper.test(line)).length;

test('from a key to the first purchase, a claim and a cancellation, in less than five minutes of pasting', () => {
  const startedAt = Date.now();
  const { script, answers } = pasted('integrate.md');
  expect(Date.now() - startedAt).toBeLessThan(5 * minuteMs);
  const problems = answers.filter(({ type }) => String(type).startsWith('urn:boucle:problem'));
  expect(problems.map(({ code }) => code)).toEqual(['cancelled']);
  expect(answers).toHaveLength(asked(script, /^(?:call |echo )/));
  const [quote, bought] = [answers[1], answers[2]];
  expect(quote.earned).toMatchObject([{ amountMinor: 170 }]);
  expect(bought.earned).toMatchObject([{ amountMinor: 170 }]);
  const found = answers.filter(({ receiptNumber, returnable }) => receiptNumber && returnable);
  expect(found.map(({ id }) => id)).toEqual([bought.id, bought.id, bought.id]);
  const [sold, claimed] = answers.filter(({ receiptNumber }) => String(receiptNumber).startsWith('G-'));
  expect([sold.earned, claimed.earned]).toMatchObject([[], [{ amountMinor: 50 }]]);
  expect(answers.at(-2)).toEqual({ status: 'prevented' });
});

test('from a draft to a campaign that ends', () => {
  const { script, answers } = pasted('operate.md');
  expect(answers.filter(({ type }) => String(type).startsWith('urn:boucle:problem'))).toEqual([]);
  expect(answers.length).toBeGreaterThanOrEqual(asked(script, /^as /) - 1);
});
