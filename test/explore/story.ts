import type { Entry } from '../../shared/domain/entry.ts';
import { type Claim, type LimitShard, quantityOf } from '../../shared/domain/limit.ts';
import type { RecordedRefusal, Write } from '../../shared/store/port.ts';
import { type Ending, type Program, shapeOf } from './program.ts';
import type { Run } from './run.ts';
import { nameOf, type Step } from './scenario.ts';
import type { Call, Reply, Store } from './tiny-store.ts';
import type { World } from './world.ts';

/** A counter-example as a story: a line for each thing that happens, who does it and what they learn. */
export async function storyOf(world: World, promise: string, steps: readonly Step[]): Promise<string> {
  const teller = new Teller(world, await world.begin());
  const lines = teller.introduction();
  for (const step of steps) lines.push(...(await teller.tell(step)));
  return [...lines, `→ ${promise}`].join('\n');
}

class Teller {
  private readonly world: World;
  private readonly programs: readonly Program[];
  private readonly runs = new Map<number, Run>();
  private store: Store;
  private tick = 0;

  constructor(world: World, store: Store) {
    this.world = world;
    this.store = store;
    this.programs = world.programs(store);
  }

  introduction(): string[] {
    const given = this.world.scenario.given.map(({ label }) => label).join('; ');
    const who = this.programs.map(
      ({ name, request, skewMs }) => `${name}: ${request.label}${skewMs === 0 ? '' : `, clock ${skewMs} ms off`}`,
    );
    return [`Given ${given || 'nothing'}.`, ...who];
  }

  async tell(step: Step): Promise<string[]> {
    if (step.kind === 'tick') {
      this.tick += 1;
      return [`  two seconds pass`];
    }
    if (step.kind === 'land') {
      const call = this.world.store.callOf(step.call);
      const { store, reply } = this.world.store.serve(this.store, call);
      this.store = store;
      return [`  late: ${tellCall(call)}: ${tellReply(reply)}`];
    }
    const name = nameOf(step.of);
    if (step.kind === 'crash') return [`  ${name} dies`];
    const run = this.runs.get(step.of) ?? (await this.world.runs.start(this.programs[step.of]!, step.startTick));
    const waiting = run.waiting.find(({ number }) => number === step.call)!;
    const { store, reply, told } = this.outcomeOf(step.kind, waiting.call);
    this.store = store;
    const next = await this.world.runs.resume(run, waiting, reply, step.tick);
    this.runs.set(step.of, next);
    const late = step.tick > this.tick ? ', and is held up until a later time' : '';
    const line = `  ${name} ${tellCall(waiting.call)}: ${told}${late}`;
    return next.ending ? [line, `  ${name} is told: ${tellEnding(next.ending)}`] : [line];
  }

  private outcomeOf(kind: string, call: Call): { store: Store; reply: Reply; told: string } {
    const { store } = this;
    const faults = this.world.store;
    if (kind === 'throttled') return { store, reply: faults.fault('unavailable'), told: 'throttled' };
    if (kind === 'lost') return { store, reply: faults.fault('unknown'), told: 'no reply' };
    if (kind === 'conflict') return { store, reply: faults.conflict(), told: 'another transaction is in the way' };
    const served = faults.serve(store, call);
    const told = tellReply(served.reply);
    return { ...served, told: kind === 'twice' ? `${told}; the same will arrive again` : told };
  }
}

function tellCall({ method, args }: Call): string {
  if (method === 'head') return `reads the head of ${args[0]}`;
  if (method === 'get') return `reads entry ${args[1]} of ${args[0]}`;
  if (method === 'findRefusal') return 'looks for its refusal';
  if (method === 'findBasket') return `reads basket ${args[0]}`;
  if (method === 'list') return `reads back ${args[0]}`;
  if (method === 'findClaim') return 'looks for a claim';
  if (method === 'findStake') return `looks for what entry ${args[2]} of ${args[1]} takes`;
  if (method === 'listShards') return 'reads what is left of the limit';
  if (method === 'put') return `puts ${tellEntry(args[0] as Entry)}`;
  return `writes at once ${(args[0] as readonly Write[]).map(tellWrite).join(', ')}`;
}

function tellWrite(write: Write): string {
  if (write.kind === 'entry') return tellEntry(write.entry);
  if (write.kind === 'refusal') return `its refusal (${write.refusal.code})`;
  if (write.kind === 'no-entry') return `if there is no entry ${write.sequence}`;
  if (write.kind === 'no-refusal') return 'if it is not refused';
  if (write.kind === 'claimed-basket') {
    const { basket, claimedBy } = write;
    return claimedBy ? `its mark on basket ${basket.id}` : `basket ${basket.id} free again`;
  }
  if (write.kind === 'claim') {
    const { parts, settledAt } = write.claim;
    return settledAt === null
      ? `a claim of ${quantityOf(parts)} over ${write.before ?? 'none'}`
      : 'its claim as settled';
  }
  if (write.kind === 'unclaim') return 'its claim away';
  if (write.kind === 'stake') return `that entry ${write.stake.sequence} takes ${quantityOf(write.stake.parts)}`;
  if (write.kind === 'shard') return `${write.add} of shard ${write.shard}`;
  return 'the registry';
}

const tellEntry = (entry: Entry) => `entry ${entry.sequence} (${entry.event.kind})`;

function tellReply({ value, fault }: Reply): string {
  if (fault) return fault;
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return value.map(tellListed).join(', ') || 'nothing';
  const one = value as Entry & RecordedRefusal & Claim & { kind?: string; by?: Entry; claimedBy?: object | null };
  if (one.claimedBy !== undefined) return one.claimedBy ? 'it is claimed' : 'nobody has claimed it';
  if (one.parts) return `one of ${quantityOf(one.parts)}`;
  if (one.kind === 'written') return 'done';
  if (one.kind === 'overtaken') return `refused, ${tellEntry(one.by!)} stands`;
  if (one.kind === 'failed') return 'refused';
  return one.event ? tellEntry(one) : `it is ${one.code}`;
}

const tellListed = (one: Entry | LimitShard) => ('taken' in one ? `${one.taken} taken` : `entry ${one.sequence}`);

const tellEnding = (ending: Ending) =>
  ending.kind === 'accepted' ? `accepted, entry ${ending.entry.sequence}` : shapeOf(ending);
