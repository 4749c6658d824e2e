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

/** What today's code writes for a history as the engine of a number, byte for byte. */
export function writtenBy(document: object, history: readonly Step[], engine: number): Golden['entries'] {
  const ledger = paperLedger(() => {}, engine);
  const world = { refund: '', clawback: '', points: {} };
  play(ledger, world, history, () => {}, compileRuleset(1, document));
  return Object.fromEntries(ledger.walletIds().map((walletId) => [walletId, sealed(ledger.of(walletId), engine)]));
}

const remembering = { idempotencyMs: 1, lateLimitMs: 1 };

function sealed(lines: readonly Line[], engine: number): Written[] {
  let before: Parameters<typeof sealEntry>[0] = beforeOpening(lines[0]!.recordedAt);
  return lines.map(({ walletId, settled, event, effects, recordedAt }) => {
    const request = { walletId, callerId: 'golden', prints: noPrints };
    const change = { event, effects };
    const entry: Entry = sealEntry(before, request, settled, change, recordedAt, remembering, engine);
    before = entry;
    const { hd, ev, fx, st, wa } = toItem(entry);
    return { hd, ev, ...(fx === undefined ? {} : { fx }), ...(st === undefined ? {} : { st }), wa, hash: entry.hash };
  });
}
