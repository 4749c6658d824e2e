import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bugs } from '../explore/bugs.ts';
import { mutated } from '../support/mutant.ts';
import { complaintProofs, complaints } from './complaints.ts';
import { type Proof, proofs } from './rows.ts';

const project = join(import.meta.dirname, '../..');
const page = join(project, 'docs/proofs.md');
const complaintsPage = join(project, 'docs/complaints.md');

/** A test that its mutation keeps from ending is stopped, and proves nothing. */
const judgingMaxMs = 40_000;

type Report = { readonly testResults: readonly { readonly assertionResults: readonly Judged[] }[] };
type Judged = { readonly status: string; readonly fullName: string };

/** Runs the row's test in a Vitest of its own, on the code without the row's line. */
function judge({ test: file, name }: Proof, sharedTree: string): Promise<readonly Judged[]> {
  const folder = mkdtempSync(join(tmpdir(), 'boucle-proof-'));
  const report = join(folder, 'report.json');
  const vitest = join(project, 'node_modules/vitest/vitest.mjs');
  const config = ['--config', 'test/proofs/vitest.config.ts'];
  const asked = ['run', ...config, `test/${file}`, '-t', name, '--reporter=json', `--outputFile=${report}`];
  const env = { ...process.env, BOUCLE_SHARED: sharedTree };
  const options = { cwd: project, env, maxBuffer: 1e8, timeout: judgingMaxMs, killSignal: 'SIGKILL' as const };
  return new Promise((answer, fail) => {
    execFile(process.execPath, [vitest, ...asked], options, (_, out, err) => {
      if (!existsSync(report)) return fail(new Error(`${out}${err}`));
      const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'));
      rmSync(folder, { recursive: true });
      answer(
        testResults
          .flatMap(({ assertionResults }) => assertionResults)
          .filter(({ status }) => status !== 'skipped' && status !== 'pending'),
      );
    });
  });
}

test.concurrent.each([...proofs, ...complaintProofs].map((row) => [`${row.rule} (${row.file})`, row] as const))(
  '%s',
  async (_, row) => {
    const mutant = mutated(row);
    try {
      const judged = await judge(row, mutant.sharedTree);
      expect(judged.length, 'the named test is there').toBeGreaterThan(0);
      expect(judged.map(({ status, fullName }) => [status, fullName.includes(row.name)])).toContainEqual([
        'failed',
        true,
      ]);
    } finally {
      mutant.remove();
    }
  },
);

test.each([
  ['docs/proofs.md', page, pageOf],
  ['docs/complaints.md', complaintsPage, complaintsPageOf],
])('%s tells these rules, tests and lines', (_, file, textOf) => {
  const text = textOf();
  if (process.env.BOUCLE_RECORD) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

const code = (line: string) =>
  line.trim() === ''
    ? 'nothing'
    : `\`${line
        .trim()
        .replaceAll(/\s*\n\s*/g, ' ')
        .replaceAll('`', '')
        .replaceAll('|', '\\|')}\``;
const row = ({ rule, test: file, name, file: of, from, to }: Proof) =>
  `| ${rule} | [${file}](../test/${file}): ${name} | ${of}: ${code(from)} → ${code(to)} |`;

function complaintsPageOf(): string {
  const told = complaints.flatMap(({ complaint, proofs: shown, missing }) => [
    ...shown.map((one, at) => `| ${at === 0 ? complaint : ''} ${row(one)}`),
    ...(missing ? [`| ${shown.length === 0 ? complaint : ''} | ${missing} | | |`] : []),
  ]);
  return [
    '# Complaints',
    '',
    'What users of comparable systems complain about, and what holds here instead: the test that shows it, and the line without',
    'which that test was seen to fail. `npm run proofs` takes each line out of a copy of the code and runs its test on it; the',
    'table is written from the same rows ([test/proofs/complaints.ts](../test/proofs/complaints.ts)),',
    '`BOUCLE_RECORD=1 npm run proofs` writes this page.',
    '',
    '| Complaint | Here | Test | Line → what it was changed to |',
    '|---|---|---|---|',
    ...told,
    '',
  ].join('\n');
}

function pageOf(): string {
  const told = proofs.map(row);
  const explored = bugs.map(
    ({ name, scenario, mutations: [first] }) =>
      `| ${name} | ${scenario} | ${first!.file}: ${code(first!.from)} → ${code(first!.to)} |`,
  );
  return [
    '# Proofs',
    '',
    'Each rule that stops a failure, the test that holds it, and the line without which that test was seen to fail.',
    '`npm run proofs` takes each line out of a copy of the code and runs its test on it; the tables are written from the same rows',
    '([test/proofs/rows.ts](../test/proofs/rows.ts)), `BOUCLE_RECORD=1 npm run proofs` writes this page.',
    '',
    '| Rule | Test | Line → what it was changed to |',
    '|---|---|---|',
    ...told,
    '',
    '## Found by small worlds',
    '',
    'The rules of concurrent writers: each left out, the explorer finds a schedule that breaks a promise',
    '([test/explore/bugs.test.ts](../test/explore/bugs.test.ts), inside the test command).',
    '',
    '| Left out | World in which it is missed | Line → what it was changed to |',
    '|---|---|---|',
    ...explored,
    '',
    '## A new engine',
    '',
    '[test/domain/golden](../test/domain/golden) holds what each engine writes and answers, byte for byte. When a change of',
    'the decisions changes any of it: take the next number in [shared/domain/engine.ts](../shared/domain/engine.ts), say',
    'there what it changes, ask for it where the decision differs, and record new golden files beside the old ones',
    '(`BOUCLE_RECORD=1 vitest run --project domain golden`). The old ones are still played, by the old number. Simulated',
    'worlds (`worlds-N.json`) are of the present engine alone, which is the only one that the store writes with.',
    '',
    '## Not proved here',
    '',
    'That no index is built on entries is read from the template.',
    '',
  ].join('\n');
}
