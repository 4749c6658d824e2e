import { timestamp, timestampOrNull } from '../../shared/contract/field.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Held, Redeemed } from '../../shared/domain/event.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Caller, seesHistory } from '../../shared/domain/key.ts';
import { movementOf } from '../../shared/domain/settle.ts';
import { drawnByAsset } from '../../shared/lambda/drawn.ts';
import type { Platform } from '../../shared/lambda/platform.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller };
type Status = 'captured' | 'held' | 'released' | 'expired';

/**
 * A redemption: `placed` is the entry that made it, `told` the one that this answer is about, with its balances;
 * `at` a later moment to tell the balances of.
 */
export function answerOfRedemption(
  { platform, caller }: Asking,
  placed: Entry,
  told: Entry,
  status: Status,
  at?: Instant,
) {
  const event = placed.event as Redeemed | Held;
  const named = { receiptNumber: event.receiptNumber };
  const isCaptured = status === 'captured';
  const draws = isCaptured ? told.effects.draws : pinnedOf(placed);
  const { walletId, sequence } = placed;
  return {
    id: sealId(platform.keys, 'red', walletId, sequence),
    walletId,
    merchantId: event.merchantId,
    ...(named.receiptNumber === '' ? {} : named),
    status,
    amountMinor: sumOf(draws),
    drawn: drawnByAsset(draws),
    ...releasedOf(placed, told),
    holdExpiresAt: timestampOrNull(event.kind === 'held' ? event.holdExpiresAt : null),
    occurredAt: timestamp(event.occurredAt),
    recordedAt: timestamp(told.recordedAt),
    balances: balancesAt(told.state, at ?? told.recordedAt),
    ...(seesHistory(caller) ? { entry: { sequence: told.sequence, hash: told.hash } } : {}),
  };
}

/** What went back to the wallet when a hold was captured, by itself or in a purchase, or released. */
function releasedOf(placed: Entry, { event, effects }: Entry): { releasedMinor?: number } {
  if (event.kind === 'captured' || event.kind === 'released') return { releasedMinor: event.releasedMinor };
  if (event.kind !== 'purchased' || event.capturedHold !== placed.sequence) return {};
  return { releasedMinor: sumOf(pinnedOf(placed)) - sumOf(effects.draws) };
}

/** What a hold pins, lot by lot: the lots stand in the state after it. */
function pinnedOf({ effects, state }: Entry) {
  const pins = effects.placedHold?.pins ?? [];
  return pins.map((pin) => movementOf(state.lots.find((lot) => lot.id === pin.lotId)!, pin.amountMinor));
}
