import type { EarningLine } from '../effect/effect.ts';
import type { Instant } from '../instant.ts';
import type { LocalMoment, LocalTime } from '../local-time.ts';
import type { Channel, PurchaseLine } from '../purchase-line.ts';
import type { Facts, Memory } from './facts.ts';

/** A basket's line as rules see it: its category mapped, its discount taken off, what earns of it. */
export type ReadLine = EarningLine & {
  readonly line: PurchaseLine;
  /** Total with tax, less its share of discounts. */
  readonly amountMinor: number;
  /** Why it does not earn, null when it does. */
  readonly excludedFor: string | null;
};

export type Size = { readonly amountMinor: number; readonly quantity: number };

/** Before wallet payment; quantities in pieces. */
export const sizeOf = (lines: readonly ReadLine[]): Size => {
  let [amountMinor, quantity] = [0, 0];
  for (const line of lines) {
    amountMinor += line.amountMinor;
    quantity += line.pieces;
  }
  return { amountMinor, quantity };
};

/**
 * What conditions, effects and counters may look at. Local time and the basket's size are only worked out when a rule
 * asks for them: most do not. At enrolment there is no basket and the merchant is ''.
 */
export class Situation {
  readonly walletId: string;
  readonly merchantId: string;
  readonly sector: string;
  readonly storeId: string;
  readonly channel: Channel;
  readonly occurredAt: Instant;
  readonly lines: readonly ReadLine[];
  readonly walletTenders: Facts['walletTenders'];
  readonly memory: Memory;
  readonly time: LocalTime;
  private moment: LocalMoment | undefined = undefined;
  private size: Size | undefined = undefined;

  constructor(facts: Omit<Facts, 'lines' | 'tenders'>, lines: readonly ReadLine[], time: LocalTime) {
    this.walletId = facts.walletId;
    this.merchantId = facts.merchantId;
    this.sector = facts.sector;
    this.storeId = facts.storeId;
    this.channel = facts.channel;
    this.occurredAt = facts.occurredAt;
    this.walletTenders = facts.walletTenders;
    this.memory = facts.memory;
    this.lines = lines;
    this.time = time;
  }

  get local(): LocalMoment {
    this.moment ??= this.time.read(this.occurredAt);
    return this.moment;
  }

  get total(): Size {
    this.size ??= sizeOf(this.lines);
    return this.size;
  }
}
