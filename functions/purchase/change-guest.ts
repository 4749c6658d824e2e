import type { RequestPrints } from '../../shared/domain/entry.ts';
import type { GuestBasket, GuestDecision } from '../../shared/domain/guest.ts';
import { guestIdFrom } from '../../shared/domain/guest-id.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Asking, ledgerOf } from '../../shared/lambda/ledger.ts';
import { acceptedOf, type Telling } from '../../shared/lambda/outcome.ts';
import { printsOf } from '../../shared/lambda/prints.ts';
import { keyMismatch, problem } from '../../shared/lambda/problem.ts';
import { clockBehind } from '../../shared/lambda/recording-clock.ts';
import { isReturnKeyCancelled } from '../../shared/store/guest-return-key.ts';
import { changeGuest, guestTriesMax, refuseForGuest } from '../../shared/store/guest-writes.ts';
import type { RecordedRefusal } from '../../shared/store/port.ts';
import type { Operation } from '../../shared/store/print.ts';
import { replayRefusal } from '../../shared/store/refuse.ts';

type Asked = {
  readonly operation: Operation;
  readonly decide: (
    basket: GuestBasket,
    asked: { readonly prints: RequestPrints; readonly now: Instant },
  ) => GuestDecision;
  readonly telling?: Telling;
};

/**
 * Takes the decision of a request on a guest basket and writes it over the revision that was read, once for its key.
 * Undefined when a wallet has claimed the basket before the key was answered: the request is then for the wallet.
 */
export async function changeGuestBasket(
  asking: Asking,
  basketId: string,
  { operation, decide, telling }: Asked,
): Promise<{ basket: GuestBasket; at: number; replayed: boolean } | undefined> {
  const { platform, clock, requestId } = asking;
  const { table, ecosystem } = platform;
  const ledger = ledgerOf(platform);
  const prints = printsOf(asking, basketId, operation);
  const keyId = guestIdFrom(platform.keys, asking.caller.id, asking.idempotencyKey);
  for (let tries = 0; tries < guestTriesMax; tries += 1) {
    const basket = await ledger.findBasket(basketId);
    if (!basket) throw problem('not-found');
    const machine = clock.machine();
    const at = basket.returns.findIndex((back) => back.prints.print === prints.print);
    if (at >= 0) {
      if (basket.returns[at]!.prints.digest !== prints.digest) throw keyMismatch();
      return { basket, at, replayed: true };
    }
    const refused = await ledger.findRefusal(basketId, prints.print);
    if (refused && refused.expiresAt > machine) throw acceptedOf(replayRefusal(refused, prints), telling);
    // Only a write that failed asks why: a key that is cancelled is rare.
    if (tries > 0 && (await isReturnKeyCancelled(table, keyId))) throw problem('cancelled');
    if (basket.claimedBy) return undefined;

    const newest = basket.returns.at(-1)?.recordedAt ?? basket.recordedAt;
    if (ecosystem.sandbox && clock.recording() < newest) throw clockBehind();
    const now = Math.max(clock.recording(), newest);
    const decision = decide(basket, { prints, now });
    if (decision.kind === 'full') throw problem('wallet-full');
    if (decision.kind === 'accepted') {
      const { basket: after } = decision;
      if (!(await changeGuest(table, after, { print: prints.print, now: machine, keyId }))) continue;
      return { basket: after, at: after.returns.length - 1, replayed: false };
    }
    const { refusal } = decision;
    const expiresAt = machine + ecosystem.limits.idempotencyMs;
    const recorded: RecordedRefusal = { walletId: basketId, ...prints, ...refusal, requestId, expiresAt };
    if (!(await refuseForGuest(table, basket, recorded, { now: machine, keyId }))) continue;
    throw acceptedOf({ kind: 'refused', refusal, requestId, replayed: false }, telling);
  }
  throw problem('conflict-retry');
}
