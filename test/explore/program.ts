import type { Entry } from '../../shared/domain/entry.ts';
import type { Outcome, Settings } from '../../shared/store/intent.ts';
import type { Clock, LedgerPort } from '../../shared/store/port.ts';

/** What a request runs in: everything it can touch is the explorer's. */
export type Surroundings = {
  readonly port: LedgerPort;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly requestId: string;
  readonly warm: Entry | undefined;
};

/** A request of a till. The same key and body is the same request, however often it is sent. */
export type Request = {
  /** "A spends 30": how a story calls it. */
  readonly label: string;
  readonly walletId: string;
  /** Fingerprint of its key: another body under one key is another request with the same fingerprint. */
  readonly print: string;
  readonly ask: (surroundings: Surroundings) => Promise<Outcome>;
};

/** A request under way in one function. */
export type Program = {
  readonly name: string;
  readonly request: Request;
  /** How far this machine's clock is off. */
  readonly skewMs: number;
  /** A head that this function still held when it started. */
  readonly warm: Entry | undefined;
};

/** How it ended: what the write path answered, or a fault of the store that it let through. */
export type Ending = Outcome | { readonly kind: 'failed'; readonly outcome: 'unknown' | 'unavailable' };

/** An answer that holds for ever. Others ask the till to come again. */
export const isDefinite = ({ kind }: Ending): boolean =>
  kind === 'accepted' || kind === 'refused' || kind === 'mismatch' || kind === 'receipt-used' || kind === 'not-found';

/** An answer that the same key and body gets for ever; `receipt-used` is not remembered (design §4). */
export const isForEver = (ending: Ending): boolean => isDefinite(ending) && ending.kind !== 'receipt-used';

/**
 * What a request was told, apart from where in the ledger it stands: what any order of requests must explain.
 * @param hidden without what it earned
 */
export function shapeOf(ending: Ending, hidden = false): string {
  if (ending.kind === 'refused') return `refused ${ending.refusal.code} ${JSON.stringify(ending.refusal.figures)}`;
  if (ending.kind !== 'accepted') return ending.kind;
  const { event, effects } = ending.entry;
  const earned = hidden ? [] : effects.credits.map((one) => one.amountMinor);
  const moved = [...effects.draws.map((draw) => -draw.amountMinor), ...earned];
  return `accepted ${event.kind} ${moved} ${event.kind === 'cancelled' ? event.targets.length : ''}`;
}

/** The same answer, byte for byte, whoever repeats the request. */
export function answerOf(ending: Ending): string {
  if (ending.kind === 'accepted') return `accepted ${ending.entry.walletId} ${ending.entry.hash}`;
  // `cancelled` is not recorded: it is read from the cancellation each time.
  const isRecorded = ending.kind === 'refused' && ending.refusal.code !== 'cancelled';
  if (isRecorded) return `${shapeOf(ending)} of ${ending.requestId}`;
  if (ending.kind === 'refused') return shapeOf(ending);
  return ending.kind;
}
