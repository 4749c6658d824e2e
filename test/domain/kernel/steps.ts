import * as fc from 'fast-check';
import { dayMs, hourMs } from '../../../shared/domain/instant.ts';

/** One step of a history: what is asked, and numbers that choose among what there is when it is. */
export type Step = {
  readonly ask: Ask;
  readonly pick: number;
  readonly amount: number;
  readonly wait: number;
  /** What is odd about it, none unless said. */
  readonly twist?: Twist;
};

/** What tills get wrong, and what they are not allowed. */
export const twists = ['ceiling', 'ahead', 'late', 'too-late', 'tenders', 'too-many-tenders', 'part', 'small-basket', 'no-basket', 'two-lines'] as const; // biome-ignore format: one list
export type Twist = (typeof twists)[number];

export const asks = [
  'sale', 'sale', 'sale', 'pay', 'pay-max', 'redeem', 'hold', 'hold', 'capture', 'release', 'take-up',
  'return-lines', 'return-amount', 'return-all', 'return-redemption', 'cancel', 'confirm',
  'adjust-up', 'adjust-down', 'block', 'unblock', 'close', 'transfer',
] as const; // biome-ignore format: reads as a sentence
export type Ask = (typeof asks)[number];

const waits = [0, 0, 0, 1, hourMs, dayMs, 3 * dayMs, 40 * dayMs];

/** Steps of which half are odd. */
export const oddSteps = (maxLength: number) =>
  fc.array(
    fc.record<Step>(
      {
        ask: fc.constantFrom(...asks),
        pick: fc.nat(1_000),
        amount: fc.nat(6_000),
        wait: fc.constantFrom(...waits.slice(0, -1)),
        twist: fc.constantFrom(...twists),
      },
      { requiredKeys: ['ask', 'pick', 'amount', 'wait'] },
    ),
    { minLength: maxLength, maxLength, size: 'max' },
  );

export const steps = (maxLength: number) =>
  fc.array(
    fc.record<Step>({
      ask: fc.constantFrom(...asks),
      pick: fc.nat(1_000),
      amount: fc.nat(6_000),
      wait: fc.constantFrom(...waits),
    }),
    { maxLength, size: 'max' },
  );

/** Policies of a world: how its returns work, and how points end. */
export const worlds = fc.record({
  refund: fc.constantFrom('proRata', 'walletFirst', 'otherFirst'),
  clawback: fc.constantFrom('pendingOnly', 'withinBalance', 'debt'),
  points: fc.constantFrom({ mode: 'inactivity', months: 1 }, { mode: 'never' }),
});
export type World = { readonly refund: string; readonly clawback: string; readonly points: object };
