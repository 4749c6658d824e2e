import { dayMs } from '../../shared/domain/instant.ts';
import type { Settings } from '../../shared/store/intent.ts';
import type { Code } from './code.ts';
import type { Ending, Program, Request } from './program.ts';
import { before, type Run, Runs } from './run.ts';
import { nameOf, type Scenario } from './scenario.ts';
import { type Store, TinyStore } from './tiny-store.ts';
import { must, Violation } from './violation.ts';

/** A ring of one: almost every look-up reads back. */
const smallest: Settings = {
  idempotencyMs: 2 * dayMs,
  lateLimitMs: 7 * dayMs,
  ringMax: 1,
  limitShards: 1,
  sandbox: false,
};

const stepsAloneMax = 64;

/** A scenario made ready: its store, its functions and the requests they carry. */
export class World {
  readonly scenario: Scenario;
  readonly store: TinyStore;
  readonly runs: Runs;
  private readonly done = new Map<string, { store: Store; ending: Ending }>();

  constructor(scenario: Scenario, code: Code) {
    this.scenario = scenario;
    this.store = new TinyStore(scenario.wallets);
    this.runs = new Runs(this.store, code, { ...smallest, ...scenario.settings }, scenario.leapAt);
  }

  /** The store once what is given has been done. */
  async begin(): Promise<Store> {
    let store = this.store.empty();
    for (const request of this.scenario.given) {
      const { store: after, ending } = await this.alone(store, request, before);
      must(ending.kind === 'accepted', `given "${request.label}" is ${ending.kind}`);
      store = after;
    }
    return store;
  }

  programs(store: Store): Program[] {
    return this.scenario.functions.map(({ request, skewMs = 0, warm }, at) => ({
      name: nameOf(at),
      request,
      skewMs,
      warm: warm && this.store.headOf(store, request.walletId),
    }));
  }

  /** What the real code does with a request when nobody else is there and nothing goes wrong. */
  async alone(
    store: Store,
    request: Request,
    tick: number,
    name = 'alone',
    skewMs = 0,
  ): Promise<{ store: Store; ending: Ending }> {
    const text = `${store.id} ${request.label} ${tick} ${name} ${skewMs}`;
    const known = this.done.get(text);
    if (known) return known;
    const program = { name: `${name} ${request.label}`, request, skewMs, warm: undefined };
    let run: Run = await this.runs.start(program, tick);
    let now = store;
    for (let steps = 0; !run.ending; steps += 1) {
      const waiting = run.waiting[0];
      if (!waiting || steps > stepsAloneMax) throw new Violation(`${request.label}, alone, never ends`);
      const served = this.store.serve(now, waiting.call);
      now = served.store;
      run = await this.runs.resume(run, waiting, served.reply, tick);
    }
    const result = { store: now, ending: run.ending };
    this.done.set(text, result);
    return result;
  }
}
