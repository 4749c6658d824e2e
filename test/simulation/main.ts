import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runWorld } from './run-world.ts';
import { addAll, type Tally } from './tally.ts';

/** Operations of one world: long enough for days to pass, short enough to replay a failing one in seconds. */
const worldOperations = 1_000;
const threads = 2;

type Part = { readonly seeds: readonly number[]; readonly operations: number };
type Done = {
  readonly tally?: [string, number][];
  readonly failed?: { seed: number; operations: number; why: string };
};

async function runPart({ seeds, operations }: Part): Promise<Done> {
  const tally: Tally = new Map();
  for (const seed of seeds) {
    try {
      await runWorld(seed, operations, tally);
    } catch (fault) {
      return {
        failed: { seed, operations, why: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) },
      };
    }
  }
  return { tally: [...tally] };
}

/** `npm run simulate:faults -- --seed N --operations N` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, operations: { type: 'string', default: '100000' } },
  });
  const [seed, operations] = [Number(values.seed), Number(values.operations)];
  if (!Number.isInteger(seed) || !Number.isInteger(operations) || operations < 1) {
    throw new Error('--seed and --operations take whole numbers');
  }
  const startedAt = performance.now();
  const worlds = Math.ceil(operations / worldOperations);
  const each = Math.ceil(operations / worlds);
  const seeds = Array.from({ length: worlds }, (_, at) => seed + at);
  const parts = Array.from({ length: Math.min(threads, worlds) }, (_, thread) => ({
    seeds: seeds.filter((_seed, at) => at % threads === thread),
    operations: each,
  }));
  const done = await Promise.all(parts.map(inWorker));
  const tally: Tally = new Map();
  for (const { tally: part, failed } of done) {
    if (failed) {
      console.error(failed.why);
      console.error(`npm run simulate:faults -- --seed ${failed.seed} --operations ${failed.operations}`);
      process.exit(1);
    }
    addAll(tally, part!);
  }
  for (const [name, times] of [...tally].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${name.padEnd(44)}${String(times).padStart(12)}`);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${operations} operations in ${seconds.toFixed(1)} s, 0 cents off, one answer a key`);
}

const inWorker = (part: Part) =>
  new Promise<Done>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: part,
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

if (isMainThread) await main();
else parentPort!.postMessage(await runPart(workerData as Part));
