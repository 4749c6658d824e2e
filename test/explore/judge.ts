import { balancesAt } from '../../shared/domain/balance.ts';
import type { Code } from './code.ts';
import { isExplained, type Told } from './order.ts';
import { type Ending, isDefinite, isForEver, type Program, type Request } from './program.ts';
import { timeAt } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { State } from './state.ts';
import type { Store } from './tiny-store.ts';
import { must } from './violation.ts';
import { World } from './world.ts';

/**
 * Says whether what happened could have happened one request after another. Its own world runs the project's code,
 * whatever code is explored: a bug that is there without any race is no excuse.
 */
export class Judge {
  private readonly world: World;
  private first: Store | undefined;

  constructor(scenario: Scenario, code: Code) {
    this.world = new World(scenario, code);
  }

  /**
   * @param decided what each request is told when it is repeated at the end
   * @param view of the wallets at the end
   */
  async explain(
    { places, earlier }: State,
    programs: readonly Program[],
    decided: ReadonlyMap<Request, Ending>,
    view: string,
  ): Promise<void> {
    this.first ??= await this.world.begin();
    const ticks = this.world.scenario.ticks ?? 0;
    const own = this.world.scenario.functions;
    const toldOf = programs.map(({ request, skewMs }, of): Told & { asked: Request } => {
      const place = places[of]!;
      const ending = typeof place === 'object' && place.ending && isDefinite(place.ending) ? place.ending : undefined;
      const isOvertaken = ending?.kind === 'refused' && decided.get(request)?.kind === 'mismatch';
      const window =
        ending && typeof place === 'object' ? { from: place.startTick, to: place.tick } : { from: 0, to: ticks };
      return {
        of,
        asked: request,
        request: own[of]!.request,
        skewMs,
        ending,
        isOvertaken,
        after: earlier[of]!,
        ...window,
      };
    });
    const told: Told[] = [...toldOf];
    for (const [asked, ending] of decided) {
      if (toldOf.some((one) => one.asked === asked && one.ending && isForEver(one.ending))) continue;
      const { request, skewMs } = toldOf.find((one) => one.asked === asked)!;
      told.push({ of: -1, request, skewMs, isOvertaken: false, ending, from: 0, to: ticks, after: 0 });
    }
    const explained = await isExplained(this.world, this.first, told, (store) => viewOf(this.world, store) === view);
    must(explained, 'no order of the requests, one after another, explains the answers');
  }
}

/** What the wallets are worth and what they remember, however their entries are numbered. */
export function viewOf(world: World, store: Store): string {
  const { ticks = 0, leapAt, budgetMinor } = world.scenario;
  const end = timeAt(ticks, leapAt);
  const views = world.scenario.wallets.map((walletId) => {
    const state = world.store.headOf(store, walletId)?.state;
    if (!state) return null;
    const holds = state.holds.filter(({ expiresAt }) => expiresAt > end).length;
    // Of a budget a claim of one that died keeps others from some: no order of whole requests explains how much.
    const balances = budgetMinor === undefined ? balancesAt(state, end) : null;
    return [balances, state.status, state.successorId !== '', holds, state.purchaseCount];
  });
  return JSON.stringify(views);
}
