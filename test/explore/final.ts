import type { GuestBasket } from '../../shared/domain/guest.ts';
import { guestReceipt } from './basket.ts';
import { Budget } from './budget.ts';
import { type Judge, viewOf } from './judge.ts';
import { answerOf, type Ending, isDefinite, isForEver, type Program, type Request } from './program.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';
import type { Store } from './tiny-store.ts';
import { must } from './violation.ts';
import type { World } from './world.ts';

/** What must hold when everyone has been answered or is dead (design §10, promises 1 to 3). */
export class Finals {
  private readonly world: World;
  private readonly judge: Judge;
  private readonly programs: readonly Program[];
  private readonly requests: readonly Request[];
  private readonly checked = new Set<string>();
  private readonly budget: Budget;

  constructor(world: World, judge: Judge, programs: readonly Program[]) {
    this.world = world;
    this.judge = judge;
    this.budget = new Budget(world);
    this.programs = programs;
    this.requests = [...new Set(programs.map(({ request }) => request))];
  }

  /** Whoever is told of an entry can read it. */
  assertStands(run: Run, store: Store): void {
    if (run.ending?.kind !== 'accepted') return;
    const { entry } = run.ending;
    const standing = this.world.store.chainOf(store, entry.walletId)[entry.sequence];
    must(standing?.hash === entry.hash, `${run.program.name} is told of entry ${entry.sequence}, which does not stand`);
  }

  /** In every state, also when somebody is still at work. */
  assertAlways({ store }: State): void {
    this.budget.assertKept(store);
  }

  async check(state: State): Promise<void> {
    const endings = state.places.map((place) => (typeof place === 'object' ? place.ending : undefined));
    const told = endings.map((ending) => ending && answerOf(ending));
    const windows = state.places.map((place) => (typeof place === 'object' ? [place.startTick, place.tick] : []));
    const text = `${state.store.id} ${state.tick} ${state.flying} ${told.join()} ${state.earlier} ${windows.join()}`;
    if (this.checked.has(text)) return;
    this.checked.add(text);

    if (this.world.scenario.streamed) await this.budget.assertSettled(state.store);
    this.assertNothingUntold(this.landed(state.store, state.flying), endings);
    const answers = new Map<Request, string>();
    for (const [at, ending] of endings.entries()) {
      if (ending && isForEver(ending)) this.hold(answers, this.programs[at]!.request, ending);
    }
    // Every key again while late writes are still on their way, and twice more once they have landed.
    let store = (await this.replay(state.store, state.tick, answers)).store;
    store = this.landed(store, state.flying);
    store = (await this.replay(store, state.tick, answers)).store;
    const last = await this.replay(store, this.world.scenario.ticks ?? 0, answers);
    must(last.store === store, 'a replay wrote something');
    this.assertOneBody(answers);
    this.assertRegistered(store);
    this.budget.assertNotStranded(state);
    await this.budget.assertSettled(store);
    this.assertClaimed(store);
    const decided = new Map(this.requests.map((request, at) => [request, last.endings[at]!]));
    await this.judge.explain(state, this.programs, decided, viewOf(this.world, last.store));
  }

  /** Who was told without doubt to come again has left nothing behind, nor will: unknown is not failed. */
  private assertNothingUntold(store: Store, endings: readonly (Ending | undefined)[]): void {
    const surelyNot = (ending: Ending | undefined) =>
      ending?.kind === 'conflict' || (ending?.kind === 'failed' && ending.outcome === 'unavailable');
    for (const { label, print, walletId } of this.requests) {
      const own = endings.filter((_, at) => this.programs[at]!.request.print === print);
      const written = this.world.store.chainOf(store, walletId).some((entry) => entry.prints.print === print);
      must(!written || !own.every(surelyNot), `"${label}" is told that it has not happened, and it has`);
    }
  }

  private landed(store: Store, flying: readonly number[]): Store {
    return flying.reduce((now, call) => this.world.store.serve(now, this.world.store.callOf(call)).store, store);
  }

  private hold(answers: Map<Request, string>, request: Request, ending: Ending): void {
    const told = answerOf(ending);
    const before = answers.get(request) ?? told;
    must(
      before === told || (told === 'mismatch' && this.isTaken(request, before)),
      `"${request.label}" has two answers: ${before}, then ${told}`,
    );
    answers.set(request, told);
  }

  /**
   * Two bodies under one key at one moment: the one that was refused is told ever after that the other has the key.
   * Nothing of it happened either way; excluding it would cost every spend a transaction.
   */
  private isTaken(request: Request, before: string): boolean {
    const isMisused = this.requests.some((other) => other !== request && other.print === request.print);
    return isMisused && before.startsWith('refused');
  }

  private async replay(store: Store, tick: number, answers: Map<Request, string>) {
    let now = store;
    const endings: Ending[] = [];
    for (const request of this.requests) {
      const { store: after, ending } = await this.world.alone(now, request, tick, 'again');
      must(isDefinite(ending), `"${request.label}", again and alone, is told ${ending.kind}`);
      if (isForEver(ending)) this.hold(answers, request, ending);
      now = after;
      endings.push(ending);
    }
    return { store: now, endings };
  }

  /** Of two bodies under one key one is answered; the other is told that the key is taken. */
  private assertOneBody(answers: ReadonlyMap<Request, string>): void {
    for (const [request, told] of answers) {
      if (told !== 'mismatch') continue;
      const holder = [...answers].some(([other, its]) => other.print === request.print && its !== 'mismatch');
      must(holder, `"${request.label}" is told that its key is taken, and it is not`);
    }
  }

  private assertRegistered(store: Store): void {
    const listed = new Set(this.world.store.sidesOf(store).map(({ key }) => key));
    for (const walletId of this.world.scenario.wallets) {
      const isThere = this.world.store.headOf(store, walletId) !== undefined;
      must(
        isThere === listed.has(`registry ${walletId}`),
        `${walletId} is there and not listed, or listed and not there`,
      );
    }
  }

  /** A guest basket is the purchase that its mark names and that was not cancelled, and no other. */
  private assertClaimed(store: Store): void {
    const marks = this.world.store.sidesOf(store).filter(({ key }) => key.startsWith('basket '));
    const cancelledOn = (walletId: string) =>
      this.world.store
        .chainOf(store, walletId)
        .flatMap(({ event }) => (event.kind === 'cancelled' ? event.targets : []));
    const claims = this.world.scenario.wallets.flatMap((walletId) =>
      this.world.store
        .chainOf(store, walletId)
        .filter(({ event }) => event.kind === 'purchased' && event.receiptNumber === guestReceipt)
        .filter(({ sequence }) => !cancelledOn(walletId).includes(sequence))
        .map(({ sequence }) => ({ walletId, sequence })),
    );
    const marked = marks.map(({ value }) => (value as Pick<GuestBasket, 'claimedBy'>).claimedBy).filter((by) => by);
    must(JSON.stringify(marked) === JSON.stringify(claims), 'a guest basket is not the one purchase that it became');
  }
}
