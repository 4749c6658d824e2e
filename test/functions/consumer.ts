import { reactions } from '../../functions/project/handler.ts';
import { identifierKeysFrom } from '../../shared/domain/identifier.ts';
import type { Reacting, Reaction } from '../../shared/lambda/reaction.ts';
import { machineClock } from '../../shared/lambda/recording-clock.ts';
import { streamHandler } from '../../shared/lambda/stream-handler.ts';
import type { BusEvent } from '../../shared/store/bus.ts';
import type { Table } from '../../shared/store/client.ts';
import { demo } from './in-process.ts';

/** The consumer on a table, and a bus that keeps what it is told; `refusals` is how often it takes nothing at first. */
export function aConsumer(
  table: Table,
  { refusals = 0, also = [] }: { refusals?: number; also?: readonly Reaction[] } = {},
) {
  const told: BusEvent[] = [];
  const lines: string[] = [];
  let left = refusals;
  const note = (message: string, fields: object) => lines.push(`${message} ${JSON.stringify(fields)}`);
  const reacting: Reacting = {
    ecosystem: demo,
    table,
    keys: identifierKeysFrom('secret of the tests', demo.id),
    clock: machineClock,
    log: { info: note, error: note },
    publish: async (event) => {
      if (left > 0) {
        left -= 1;
        throw new Error('the bus is away');
      }
      told.push(event);
    },
  };
  return { handler: streamHandler([...also, ...reactions], async () => reacting), told, lines };
}
