import type { Settings } from '../../shared/store/intent.ts';
import type { Program, Request } from './program.ts';

/**
 * What can go wrong at a call: `lost` is a write without a reply, that lands at any later point or never; `twice` is a
 * write that arrives a second time, at any later point; `throttled` has surely not happened; `conflict` is another
 * transaction in the way; `crash` is a function that stops, what it had sent may still land.
 */
export const faultKinds = ['lost', 'twice', 'throttled', 'conflict', 'crash'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A small world: what is there, who comes, how often time passes and what may go wrong. */
export type Scenario = {
  readonly name: string;
  readonly wallets: readonly string[];
  /** Done one after another before the world begins. */
  readonly given: readonly Request[];
  readonly functions: readonly {
    readonly request: Request;
    readonly skewMs?: number;
    readonly warm?: true;
    /** Comes once every lease is over; the others come before. */
    readonly late?: true;
  }[];
  /** Times that the clock can move on, two seconds each. */
  readonly ticks?: number;
  /**
   * The tick at which every lease is over: no function lives from before it to after it, and what was sent before has
   * landed or never will.
   */
  readonly leapAt?: number;
  /** What a limit that the wallets share has for all of them, in minor units. */
  readonly budgetMinor?: number;
  /** Its functions bring every entry by the stream: nobody does it after them. */
  readonly streamed?: true;
  /** How many faults at most, anywhere. */
  readonly faults: number;
  readonly kinds?: readonly FaultKind[];
  readonly settings?: Partial<Settings>;
  /** Too large for the test command: `npm run explore` only. */
  readonly large?: true;
};

/** Functions are called A, B, C… in the order in which the scenario names them. */
export const nameOf = (at: number) => String.fromCharCode('A'.charCodeAt(0) + at);

/** One thing that happens in a world. */
export type Step =
  | {
      readonly kind: 'serve' | FaultKind;
      readonly of: number;
      readonly call: number;
      /** When the function started, and when it goes on with what it is told. */
      readonly startTick: number;
      readonly tick: number;
    }
  | { readonly kind: 'land'; readonly call: number }
  | { readonly kind: 'tick' };

export type { Program };
