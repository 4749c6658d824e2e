import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runWorld } from './run-world.ts';
import { addAll, type Tally } from './tally.ts';

/** Operations of one world: long enough for days to pass, short enough to replay a failing one in seconds. */
const worldOperations = 1_000;
const threads = availableParallelism();
const stackLines = 30;

/** Worlds are drawn one by one by whichever thread is free: some take three times as long as others. */
type Part = {
  readonly drawn: Int32Array;
  readonly firstSeed: number;
  readonly worlds: number;
  readonly operations: number;
};
type Done = {
  readonly tally?: [string, number][];
  readonly failed?: { seed: number; operations: number; why: string };
};

async function runPart({ drawn, firstSeed, worlds, operations }: Part): Promise<Done> {
  // A tenth of all calls throws a fault: their stacks would take as long as the decisions.
  Error.stackTraceLimit = 0;
  const tally: Tally = new Map();
  for (let at = Atomics.add(drawn, 0, 1); at < worlds; at = Atomics.add(drawn, 0, 1)) {
    const seed = firstSeed + at;
    try {
      await runWorld(seed, operations, tally);
    } catch {
      return { failed: { seed, operations, why: await whyItFails(seed, operations) } };
    }
  }
  return { tally: [...tally] };
}

/** The same world once more, to the same fault, with its stack. */
async function whyItFails(seed: number, operations: number): Promise<string> {
  Error.stackTraceLimit = stackLines;
  try {
    await runWorld(seed, operations, new Map());
  } catch (fault) {
    return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  }
  return 'it failed once and not again';
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
  const drawn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const part: Part = { drawn, firstSeed: seed, worlds, operations: each };
  const done = await Promise.all(Array.from({ length: threads }, () => inWorker(part)));
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
