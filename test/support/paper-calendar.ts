import type { BusEvent } from '../../shared/store/bus.ts';
import type { Calendar } from '../../shared/store/calendar.ts';

export type PaperCalendar = Calendar & {
  /** Schedules that stand, by name. */
  readonly schedules: Map<string, { readonly at: number; readonly event: BusEvent }>;
  /** What the bus has had, by hand or by schedule. */
  readonly events: BusEvent[];
  /** Fires what is due, and forgets it. */
  readonly tick: (now: number) => void;
  /** The call of this number from now fails, as a network does. */
  readonly failAt: (call: number) => void;
  /** Before the call of this number from now is done, something else is. */
  readonly meanwhileAt: (call: number, work: () => Promise<unknown>) => void;
};

/** A calendar on paper: keeps what it is told, fires when it is told the time, fails when asked to. */
export function paperCalendar(): PaperCalendar {
  const schedules: PaperCalendar['schedules'] = new Map();
  const events: BusEvent[] = [];
  let failsIn = Number.POSITIVE_INFINITY;
  let worksIn = Number.POSITIVE_INFINITY;
  let meanwhile: () => Promise<unknown> = async () => {};
  const called = async () => {
    failsIn -= 1;
    worksIn -= 1;
    if (worksIn === 0) await meanwhile();
    if (failsIn === 0) throw Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
  };
  return {
    schedules,
    events,
    async schedule(name, at, event) {
      await called();
      schedules.set(name, { at, event });
    },
    async remove(name) {
      await called();
      return schedules.delete(name);
    },
    async put(event) {
      await called();
      events.push(event);
    },
    tick(now) {
      for (const [name, { at, event }] of schedules) {
        if (at > now) continue;
        events.push(event);
        schedules.delete(name);
      }
    },
    failAt(call) {
      failsIn = call;
    },
    meanwhileAt(call, work) {
      worksIn = call;
      meanwhile = work;
    },
  };
}
