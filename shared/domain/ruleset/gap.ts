import type { Instant } from '../instant.ts';
import type { WalletState } from '../wallet.ts';
import type { Counter } from './counter.ts';
import { namedIn, periodOfName } from './slot.ts';

type Buyer = Pick<WalletState, 'counters' | 'lastPurchaseAt'>;

/**
 * What a purchase changes in the wallet's counters, with the gap that it leaves in those of past purchases which its
 * version does not watch: whether it was there nobody can tell later (rules-grammar "watching"). They stay, for what
 * they hold is true of sales from before that are posted late; only where the first gap began is noted, in the latest
 * period. Caps, thresholds and purchases that may serve one reward hold nothing less true for what was not counted.
 */
export function withGaps(
  changed: readonly Counter[],
  wallet: Buyer,
  { occurredAt, now }: { readonly occurredAt: Instant; readonly now: Instant },
  watches: (key: string) => boolean,
): Counter[] {
  const left = wallet.counters.flatMap((counter): Counter[] => {
    const { key, until, names } = counter;
    if (!isOfVisits(key) || watches(key) || changed.some((other) => other.key === key)) return [];
    if ((until !== null && until <= now) || !isNewTo(counter, occurredAt, wallet)) return [];
    const period = latestOf(counter);
    const isNoted = names.some((name) => periodOfName(name) === period);
    return isNoted ? [] : [{ ...counter, names: [...names, namedIn(period, occurredAt.toString(36))] }];
  });
  return [...changed, ...left];
}

/** Whether something was not counted in a period before a purchase, as far as the counter could have known. */
export const isAfterGap = ({ names }: Counter, period: number, occurredAt: Instant): boolean =>
  names.some((name) => periodOfName(name) === period && beginOf(name) <= occurredAt);

const beginOf = (name: string): Instant => Number.parseInt(name.slice(name.indexOf('/') + 1), 36);

const isOfVisits = (key: string) => key.startsWith('n') || key.startsWith('l');

/** A last visit's counter has no periods. */
const latestOf = ({ key, values }: Counter) => (key.startsWith('l') ? 0 : values.at(-2)!);

/** A sale that is posted late may be of a time before anyone watched: to a count that is no gap. */
const isNewTo = ({ key, values }: Counter, occurredAt: Instant, { lastPurchaseAt }: Buyer) =>
  occurredAt >= (key.startsWith('l') ? values[0]! : (lastPurchaseAt ?? 0));
