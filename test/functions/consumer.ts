import { reactions } from '../../functions/project/handler.ts';
import { identifierKeysFrom } from '../../shared/domain/identifier.ts';
import type { Reacting, Reaction } from '../../shared/lambda/reaction.ts';
import { machineClock } from '../../shared/lambda/recording-clock.ts';
import { streamHandler } from '../../shared/lambda/stream-handler.ts';
import type { Table } from '../../shared/store/client.ts';
import { type PaperCalendar, paperCalendar } from '../support/paper-calendar.ts';
import { demo } from './in-process.ts';

type Settings = {
  /** How often the bus takes nothing at first. */
  readonly refusals?: number;
  readonly also?: readonly Reaction[];
  readonly calendar?: PaperCalendar;
  readonly machine?: () => number;
};

/** The consumer on a table, with a bus and schedules on paper. */
export function aConsumer(
  table: Table,
  { refusals = 0, also = [], calendar = paperCalendar(), machine = machineClock.machine }: Settings = {},
) {
  const lines: string[] = [];
  let left = refusals;
  const note = (message: string, fields: object) => lines.push(`${message} ${JSON.stringify(fields)}`);
  const reacting: Reacting = {
    ecosystem: demo,
    table,
    keys: identifierKeysFrom('secret of the tests', demo.id),
    clock: { ...machineClock, machine },
    log: { info: note, error: note },
    calendar: {
      ...calendar,
      put: async (event) => {
        left -= 1;
        if (left >= 0) throw new Error('the bus is away');
        await calendar.put(event);
      },
    },
  };
  const toEntries = [...also, ...reactions.toEntries];
  return { handler: streamHandler({ ...reactions, toEntries }, async () => reacting), told: calendar.events, lines };
}
