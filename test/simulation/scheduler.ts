/** Virtual time: what is waited for happens in order of its time, then of its asking; nothing waits for a real clock. */
export type Scheduler = {
  readonly now: () => number;
  /** Runs at `now + delayMs`. */
  readonly after: (delayMs: number, run: () => void) => void;
  /** Nothing more happens. */
  readonly stop: () => void;
  /** Until nothing is left to happen. */
  readonly runAll: () => Promise<void>;
};

type Due = { readonly at: number; readonly order: number; readonly run: () => void };

const isBefore = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

export function scheduler(startedAt: number): Scheduler {
  const heap: Due[] = [];
  let now = startedAt;
  let order = 0;
  function push(due: Due): void {
    let at = heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(due, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = due;
  }
  function pop(): Due {
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
  // A tick comes after all microtasks: all that followed from the last event has run.
  const drained = () => new Promise<void>((resolve) => process.nextTick(resolve));
  return {
    now: () => now,
    after: (delayMs, run) => {
      order += 1;
      push({ at: now + Math.max(0, delayMs), order, run });
    },
    stop: () => {
      heap.length = 0;
    },
    runAll: async () => {
      await drained();
      while (heap.length > 0) {
        const due = pop();
        now = due.at;
        due.run();
        await drained();
      }
    },
  };
}
