import type { Entry } from '../../../shared/domain/entry.ts';
import { compileRuleset } from '../../../shared/lambda/compile-ruleset.ts';
import { toItem } from '../../../shared/store/entry-item.ts';
import { noPrints } from '../../../shared/store/print.ts';
import { beforeOpening, sealEntry } from '../../../shared/store/seal.ts';
import { type Line, paperLedger } from '../../support/paper-ledger.ts';
import { play } from '../kernel/histories.ts';
import type { Step } from '../kernel/steps.ts';

/** An entry as it is written, in readable text. */
export type Written = {
  readonly hd: string;
  readonly ev: string;
  readonly fx?: string;
  readonly st?: string;
  readonly wa: string;
  readonly hash: string;
};
export type Golden = {
  readonly document: object;
  readonly history: readonly Step[];
  readonly entries: Readonly<Record<string, readonly Written[]>>;
};

/** What today's code writes for a history, byte for byte. */
export function writtenBy(document: object, history: readonly Step[]): Golden['entries'] {
  const ledger = paperLedger();
  const world = { refund: '', clawback: '', points: {} };
  play(ledger, world, history, () => {}, compileRuleset(1, document));
  return Object.fromEntries(ledger.walletIds().map((walletId) => [walletId, sealed(ledger.of(walletId))]));
}

function sealed(lines: readonly Line[]): Written[] {
  let before: Parameters<typeof sealEntry>[0] = beforeOpening(lines[0]!.recordedAt);
  return lines.map(({ walletId, settled, event, effects, recordedAt }) => {
    const request = { walletId, callerId: 'golden', prints: noPrints };
    const entry: Entry = sealEntry(before, request, settled, { event, effects }, recordedAt, {
      idempotencyMs: 1,
      lateLimitMs: 1,
    });
    before = entry;
    const { hd, ev, fx, st, wa } = toItem(entry);
    return { hd, ev, ...(fx === undefined ? {} : { fx }), ...(st === undefined ? {} : { st }), wa, hash: entry.hash };
  });
}
