import type { Entry } from '../../shared/domain/entry.ts';
import type { LedgerPort } from '../../shared/store/port.ts';
import { settleLimits } from '../../shared/store/settle-limits.ts';
import type { Run } from './network.ts';
import type { Scheduler } from './scheduler.ts';
import { count, type Tally } from './tally.ts';

/** Mostly within a second; sometimes the consumer is down for minutes, and leases end. */
const delayMs = (random: () => number) => (random() < 0.97 ? random() * 1_000 : random() * 300_000);
/** A consumer that has not answered by then is dead: the record comes again. */
const patienceMs = 15_000;

type Streaming = {
  readonly time: Scheduler;
  readonly random: () => number;
  readonly tally: Tally;
  readonly portOf: (run: Run) => LedgerPort;
};

/** The table's stream: brings entries late, in any order, sometimes twice, until the consumer has done with them. */
export function stream({ time, random, tally, portOf }: Streaming) {
  function deliver(entry: Entry): void {
    let isDone = false;
    const run: Run = { isDead: false };
    count(tally, 'stream brought');
    settleLimits(portOf(run), entry).then(
      () => {
        isDone = true;
      },
      () => {
        count(tally, 'stream consumer failed');
      },
    );
    time.after(patienceMs, () => {
      if (isDone) return;
      run.isDead = true;
      count(tally, 'stream brought again');
      deliver(entry);
    });
  }
  return {
    bring(entry: Entry): void {
      const { kind } = entry.event;
      if (kind !== 'purchased' && kind !== 'returned' && kind !== 'cancelled') return;
      const times = random() < 0.05 ? 2 : 1;
      for (let nth = 0; nth < times; nth += 1) time.after(delayMs(random), () => deliver(entry));
    },
  };
}
