import { leaseMs } from '../../shared/domain/limit.ts';
import type { Settings } from '../../shared/store/intent.ts';
import type { Clock, LedgerPort } from '../../shared/store/port.ts';
import type { Code } from './code.ts';
import type { Ending, Program } from './program.ts';
import type { Call, Method, Reply, TinyStore } from './tiny-store.ts';

/** A call of a run that waits to be served; `number` counts the run's calls. */
export type Waiting = { readonly number: number; readonly call: Call };
type Served = { readonly number: number; readonly reply: Reply; readonly tick: number };

/**
 * A function as far as its log of replies goes: what it waits for now, or how it ended. Two schedules that gave it the
 * same replies share the run, so each is executed once.
 */
export type Run = {
  readonly id: number;
  readonly program: Program;
  readonly startTick: number;
  readonly log: readonly Served[];
  /** The log from here on was served without the function moving: its order does not matter. */
  readonly settledUpTo: number;
  /** No call of it can be served before its clock has come there. */
  readonly tick: number;
  readonly waiting: readonly Waiting[];
  readonly ending: Ending | undefined;
  readonly next: Map<number, Run>;
};

export const tickMs = 2_000;
const startOfTime = Date.UTC(2026, 2, 14, 12);
/** What was there before the world began is a minute old. */
export const before = -1;
/** @param leapAt the tick at which every lease is over */
export const timeAt = (tick: number, leapAt = Number.POSITIVE_INFINITY) =>
  startOfTime + (tick === before ? -60_000 : tick * tickMs + (tick >= leapAt ? 2 * leaseMs : 0));

const ticksMax = 8;
const callsMax = 64;

/** Executes functions from their logs, each log once. */
export class Runs {
  private readonly all = new Map<string, Run>();
  private readonly store: TinyStore;
  private readonly code: Code;
  private readonly settings: Settings;

  private readonly leapAt: number | undefined;

  constructor(store: TinyStore, code: Code, settings: Settings, leapAt: number | undefined) {
    this.leapAt = leapAt;
    this.store = store;
    this.code = code;
    this.settings = settings;
  }

  get count(): number {
    return this.all.size;
  }

  /** A function that starts: it has run up to its first call. */
  start(program: Program, startTick: number): Promise<Run> | Run {
    return this.runOf(program, startTick, [], 0, []);
  }

  /** The function goes on with what came back for one of its calls, its clock at `tick` when it does. */
  resume(run: Run, waiting: Waiting, reply: Reply, tick: number): Promise<Run> | Run {
    const step = (reply.id * callsMax + waiting.number) * ticksMax + tick;
    const known = run.next.get(step);
    if (known) return known;
    return this.follow(run, step, { number: waiting.number, reply, tick });
  }

  private async follow(run: Run, step: number, served: Served): Promise<Run> {
    const settled = run.log.slice(0, run.settledUpTo);
    const open = [...run.log.slice(run.settledUpTo), served].sort((a, b) => a.number - b.number);
    const tick = Math.max(...open.map((one) => one.tick));
    const log = [...settled, ...open.map((one) => ({ ...one, tick }))];
    const still = run.waiting.filter((other) => other.number !== served.number);
    const next = await this.runOf(run.program, run.startTick, log, run.settledUpTo, still);
    run.next.set(step, next);
    return next;
  }

  private runOf(
    program: Program,
    startTick: number,
    log: readonly Served[],
    settledUpTo: number,
    still: readonly Waiting[],
  ): Promise<Run> | Run {
    const served = log.map(({ number, reply, tick }) => `${number}.${reply.id}.${tick}`);
    const text = `${program.name} ${program.skewMs} ${startTick} ${served}`;
    return this.all.get(text) ?? this.execute(text, { program, startTick, log, settledUpTo }, still);
  }

  private async execute(
    text: string,
    from: Pick<Run, 'program' | 'startTick' | 'log' | 'settledUpTo'>,
    still: readonly Waiting[],
  ): Promise<Run> {
    const { waiting, ending } = await this.replay(from);
    const hasMoved = waiting.length !== still.length || waiting.some((one, at) => one.number !== still[at]!.number);
    const run: Run = {
      ...from,
      id: this.all.size,
      settledUpTo: hasMoved || ending ? from.log.length : from.settledUpTo,
      tick: from.log.at(-1)?.tick ?? from.startTick,
      waiting,
      ending,
      next: new Map(),
    };
    this.all.set(text, run);
    return run;
  }

  /** Runs the function anew and hands it its replies one by one; whatever it asks beyond them is left waiting. */
  private async replay({ program, startTick, log }: Pick<Run, 'program' | 'startTick' | 'log'>) {
    let tick = startTick;
    let calls = 0;
    let ending: Ending | undefined;
    let bug: unknown;
    const waiting = new Map<number, { call: Call; answer: (reply: Reply) => void }>();
    const ask = (method: Method, args: readonly unknown[]) =>
      new Promise((resolve, reject) => {
        const answer = ({ value, fault }: Reply) =>
          fault ? reject(new this.code.port.StoreFault(fault)) : resolve(value);
        waiting.set(calls, { call: this.store.call(method, args), answer });
        calls += 1;
        if (calls > callsMax) throw new Error(`${program.name} makes more than ${callsMax} calls`);
      });
    const time = () => timeAt(tick, this.leapAt) + program.skewMs;
    // A sleep ends at once: until its next call a function touches nothing that others see.
    const clock: Clock = { machine: time, recording: time, sleep: async () => {}, random: () => 0 };
    const { code, settings } = this;
    const { request, warm, name } = program;
    request.ask({ port: portOf(ask), clock, settings, requestId: `req_${name}`, warm }).then(
      (outcome) => {
        ending = outcome;
      },
      (fault) => {
        if (fault instanceof code.port.StoreFault) ending = { kind: 'failed', outcome: fault.outcome };
        else bug = fault;
      },
    );
    await quiet();
    for (const { number, reply, tick: at } of log) {
      tick = at;
      waiting.get(number)!.answer(reply);
      waiting.delete(number);
      await quiet();
    }
    if (bug) throw bug;
    return { ending, waiting: ending ? [] : [...waiting].map(([number, { call }]) => ({ number, call })) };
  }
}

/** Everything that can go on without the store has gone on: nothing else is awaited by the write path. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

const portOf = (ask: (method: Method, args: readonly unknown[]) => Promise<unknown>): LedgerPort =>
  new Proxy({} as LedgerPort, {
    get:
      (_, method: Method) =>
      (...args: unknown[]) =>
        ask(method, args),
  });
