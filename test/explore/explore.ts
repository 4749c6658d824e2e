import { Interned } from './archive.ts';
import type { Code } from './code.ts';
import { Finals } from './final.ts';
import { Judge } from './judge.ts';
import { isDefinite, type Program } from './program.ts';
import type { Run } from './run.ts';
import { type FaultKind, faultKinds, type Scenario, type Step } from './scenario.ts';
import { type Place, type State, textOf } from './state.ts';
import { isWrite, type Reply, type Store } from './tiny-store.ts';
import { must, Violation } from './violation.ts';
import { World } from './world.ts';

export type Explored = {
  readonly states: number;
  readonly finals: number;
  readonly runs: number;
  readonly milliseconds: number;
  /** The shortest way to a broken promise. */
  readonly broken: { readonly promise: string; readonly steps: readonly Step[]; readonly world: World } | undefined;
};

/** Far beyond any scenario: one that comes here has forgotten to bound something. */
const statesMax = 20_000_000;

/**
 * Every interleaving and every placement of the faults, breadth first, so that what is found is shortest.
 * @param judge of the same scenario with the project's code, when `code` is a mutated copy
 */
export async function explore(scenario: Scenario, code: Code, judge = new Judge(scenario, code)): Promise<Explored> {
  return new Explorer(scenario, code, judge).explore();
}

class Explorer {
  private readonly world: World;
  private readonly scenario: Scenario;
  private readonly judge: Judge;
  private readonly kinds: readonly FaultKind[];
  private readonly ticks: number;
  private programs: Program[] = [];
  private finals!: Finals;
  private readonly seen = new Set<string>();
  /** Those still to visit; a state that was visited is kept as the step that led to it only. */
  private readonly states: (State | undefined)[] = [];
  private readonly cameFrom: number[] = [];
  private readonly cameBy: number[] = [];
  private readonly steps = new Interned<Step>();
  private finalCount = 0;

  constructor(scenario: Scenario, code: Code, judge: Judge) {
    this.scenario = scenario;
    this.judge = judge;
    this.world = new World(scenario, code);
    this.kinds = scenario.kinds ?? faultKinds;
    this.ticks = scenario.ticks ?? 0;
  }

  async explore(): Promise<Explored> {
    const began = performance.now();
    const store = await this.world.begin();
    this.programs = this.world.programs(store);
    this.finals = new Finals(this.world, this.judge, this.programs);
    const none = this.programs.map(() => 0);
    const places = this.programs.map(() => 'waiting' as const);
    this.meet({ store, tick: 0, places, earlier: none, flying: [], faults: this.scenario.faults }, -1);
    let at = 0;
    let broken: string | undefined;
    for (; at < this.states.length && broken === undefined; at += 1) {
      must(at < statesMax, 'too many states');
      broken = await this.visit(at);
    }
    return {
      states: this.states.length,
      finals: this.finalCount,
      runs: this.world.runs.count,
      milliseconds: performance.now() - began,
      broken: broken === undefined ? undefined : { promise: broken, ...this.wayTo(at - 1), world: this.world },
    };
  }

  /** Checks a state if nobody is at work in it, and meets all that can follow. */
  private async visit(at: number): Promise<string | undefined> {
    const state = this.states[at]!;
    this.states[at] = undefined;
    this.attempted = undefined;
    try {
      this.finals.assertAlways(state);
      if (state.places.every((place) => place === 'dead' || (place !== 'waiting' && place.ending))) {
        this.finalCount += 1;
        await this.finals.check(state);
      }
      for (const [of, place] of state.places.entries()) await this.move(state, at, of, place);
      for (const call of new Set(state.flying)) this.land(state, at, call);
      if (state.tick < this.ticks) this.tick(state, at);
    } catch (fault) {
      if (fault instanceof Violation) return fault.message;
      // A bug that throws is a story too.
      return fault instanceof Error ? `${fault.message}` : String(fault);
    }
    return undefined;
  }

  /** Into the leap nobody lives on and nothing that was sent arrives any more. */
  private tick(state: State, at: number): void {
    const isLeap = state.tick + 1 === this.scenario.leapAt;
    const isAtWork = (place: Place) => typeof place === 'object' && !place.ending;
    if (isLeap && state.places.some(isAtWork)) return;
    const flying = isLeap ? [] : state.flying;
    this.meet({ ...state, flying, tick: state.tick + 1 }, at, { kind: 'tick' });
  }

  /** The ticks on the same side of the leap. */
  private sideOf(tick: number): { from: number; to: number } {
    const { leapAt = this.ticks + 1 } = this.scenario;
    return tick < leapAt ? { from: 0, to: Math.min(this.ticks, leapAt - 1) } : { from: leapAt, to: this.ticks };
  }

  private attempted: Step | undefined;

  private wayTo(at: number): { steps: Step[] } {
    const steps: Step[] = this.attempted ? [this.attempted] : [];
    for (let here = at; here > 0; here = this.cameFrom[here]!) steps.unshift(this.steps.things[this.cameBy[here]!]!);
    return { steps };
  }

  private async move(state: State, at: number, of: number, place: Place): Promise<void> {
    if (place === 'dead') return;
    if (place !== 'waiting') return this.go(state, at, of, place);
    const { leapAt } = this.scenario;
    if (leapAt !== undefined && state.tick >= leapAt !== (this.scenario.functions[of]!.late ?? false)) return;
    // It starts when its first call is served: to start earlier makes a difference to its clock alone.
    for (let { from: tick } = this.sideOf(state.tick); tick <= state.tick; tick += 1) {
      const run = await this.world.runs.start(this.programs[of]!, tick);
      const earlier = tick === state.tick ? state.earlier.with(of, this.answeredIn(state)) : state.earlier;
      await this.go({ ...state, earlier }, at, of, run);
    }
  }

  private answeredIn({ places }: State): number {
    const isAnswered = (place: Place) => typeof place === 'object' && place.ending && isDefinite(place.ending);
    return places.reduce((mask, place, of) => (isAnswered(place) ? mask | (1 << of) : mask), 0);
  }

  private async go(state: State, at: number, of: number, run: Run): Promise<void> {
    if (run.ending || run.tick > state.tick) return;
    const { store, flying, faults } = state;
    const may = (kind: FaultKind) => faults > 0 && this.kinds.includes(kind);
    for (const waiting of run.waiting) {
      const { call, number } = waiting;
      const writes = isWrite(call);
      const take = async (kind: 'serve' | FaultKind, reply: () => { store: Store; reply: Reply }, more: object) => {
        for (let tick = state.tick; tick <= this.sideOf(state.tick).to; tick += 1) {
          this.attempted = { kind, of, call: number, startTick: run.startTick, tick };
          const served = reply();
          const next = await this.world.runs.resume(run, waiting, served.reply, tick);
          this.finals.assertStands(next, served.store);
          const places = state.places.with(of, next);
          this.meet({ ...state, store: served.store, places, ...more }, at, this.attempted);
        }
      };
      const serve = () => this.world.store.serve(store, call);
      const not = (reply: Reply) => () => ({ store, reply });
      const oneLess = { faults: faults - 1 };
      const alsoFlying = { ...oneLess, flying: sorted([...flying, call.id]) };
      await take('serve', serve, {});
      if (may('throttled')) await take('throttled', not(this.world.store.fault('unavailable')), oneLess);
      if (writes && may('lost')) await take('lost', not(this.world.store.fault('unknown')), alsoFlying);
      if (writes && may('twice')) await take('twice', serve, alsoFlying);
      if (call.method === 'transact' && may('conflict')) {
        await take('conflict', not(this.world.store.conflict()), oneLess);
      }
    }
    if (may('crash')) {
      const sent = run.waiting.filter(({ call }) => isWrite(call)).map(({ call }) => call.id);
      const places = state.places.with(of, 'dead');
      const dead = { ...state, places, faults: faults - 1, flying: sorted([...flying, ...sent]) };
      this.meet(dead, at, { kind: 'crash', of, call: -1, startTick: run.startTick, tick: state.tick });
    }
  }

  private land(state: State, at: number, call: number): void {
    this.attempted = { kind: 'land', call };
    const gone = state.flying.indexOf(call);
    const { store } = this.world.store.serve(state.store, this.world.store.callOf(call));
    this.meet({ ...state, store, flying: state.flying.toSpliced(gone, 1) }, at, this.attempted);
  }

  private meet(state: State, from: number, by?: Step): void {
    const text = textOf(state);
    if (this.seen.has(text)) return;
    this.seen.add(text);
    this.states.push(state);
    this.cameFrom.push(from);
    this.cameBy.push(by ? this.steps.idOf(JSON.stringify(by), () => by) : -1);
  }
}

const sorted = (calls: readonly number[]) => calls.toSorted((a, b) => a - b);
