import { type GuestBasket, recordGuest } from '../../shared/domain/guest.ts';
import { guestIdFrom, sealGuestId } from '../../shared/domain/guest-id.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Caller } from '../../shared/domain/key.ts';
import type { RecordPurchase } from '../../shared/domain/purchase.ts';
import type { Rules } from '../../shared/domain/rules.ts';
import type { Language } from '../../shared/domain/words/language.ts';
import { type Answer, created, ok } from '../../shared/lambda/answer.ts';
import type { Asking } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { printsOf } from '../../shared/lambda/prints.ts';
import { keyMismatch, problem } from '../../shared/lambda/problem.ts';
import { findGuest } from '../../shared/store/guest.ts';
import { putGuest, putGuestRefusal } from '../../shared/store/guest-writes.ts';
import { noPrints, receiptPrintOf } from '../../shared/store/print.ts';
import { listReceiptHolders } from '../../shared/store/receipt.ts';
import { replayRefusal } from '../../shared/store/refuse.ts';
import { answerOfGuest, outcomeOfGuest } from './guest-answer.ts';
import type { PurchaseBody } from './purchase-command.ts';
import { purchaseFields } from './purchase-fields.ts';
import { languageIn } from './purchase-sentences.ts';

type Sale = Omit<RecordPurchase, 'pay'>;
type Request = Asking & { readonly caller: Caller; readonly language: Language; readonly body: PurchaseBody };

/** Records a sale without a wallet: one write under the id that caller and key give, which whoever comes later finds. */
export async function recordGuestBasket(
  request: Request,
  sale: Sale,
  rules: Rules,
  explainAll: boolean,
): Promise<Answer> {
  const { platform, caller, clock, requestId, idempotencyKey, body } = request;
  const { table, keys, ecosystem } = platform;
  const machine = clock.machine();
  const id = guestIdFrom(keys, caller.id, idempotencyKey);
  const by = { id, callerId: caller.id, prints: printsOf(request, id, 'purchase') };
  const decision = recordGuest(by, sale, rules, clock.recording());
  if (decision.kind === 'accepted' && (await putGuest(table, decision.basket, machine))) {
    return answered(request, decision.basket, { explainAll, replayed: false });
  }
  if (decision.kind === 'refused') {
    const { refusal } = decision;
    const expiresAt = machine + ecosystem.limits.idempotencyMs;
    const refused = { walletId: id, ...by.prints, ...refusal, requestId, expiresAt };
    if (await putGuestRefusal(table, refused, machine)) {
      throw acceptedOf({ kind: 'refused', refusal, requestId, replayed: false }, { fields: purchaseFields(body) });
    }
  }
  return earlierAnswer(request, by, sale, explainAll);
}

function answered(
  request: Request,
  basket: GuestBasket,
  { explainAll, replayed }: { readonly explainAll: boolean; readonly replayed: boolean },
): Answer {
  const told = answerOfGuest(request, basket, explainAll);
  return created(told, { replayed, ...languageIn(request, told) });
}

/** What stands in the way of a guest basket: its key's own answer, or another basket with its receipt. */
async function earlierAnswer(
  request: Request,
  { id, prints }: Pick<GuestBasket, 'id' | 'prints'>,
  sale: Sale,
  explainAll: boolean,
): Promise<Answer> {
  const { platform, clock } = request;
  const standing = await findGuest(platform.table, id, clock.machine());
  if (standing?.kind === 'basket') {
    if (standing.basket.prints.digest !== prints.digest) throw keyMismatch();
    return answered(request, standing.basket, { explainAll, replayed: true });
  }
  if (standing?.kind === 'refused') {
    throw acceptedOf(replayRefusal(standing.refused, prints), { fields: purchaseFields(request.body) });
  }
  if (standing?.kind === 'cancelled') throw problem('cancelled');
  const { guestId } = await listReceiptHolders(platform.table, receiptPrintOf(sale));
  if (guestId === undefined) throw problem('conflict-retry');
  throw problem('receipt-already-used', {
    errors: [{ pointer: '/receiptNumber', code: 'not-allowed' }],
    figures: { existingId: sealGuestId(platform.keys, 'pur', guestId) },
  });
}

/** What a guest basket would be: nothing earned, nothing that could pay. */
export function quoteGuestBasket(
  { caller, requestId, language, body }: Pick<Request, 'caller' | 'requestId' | 'language' | 'body'>,
  sale: Sale,
  rules: Rules,
  { now, explainAll }: { readonly now: Instant; readonly explainAll: boolean },
): Answer {
  const decision = recordGuest({ id: '', callerId: caller.id, prints: noPrints }, sale, rules, now);
  if (decision.kind === 'refused')
    throw acceptedOf({ ...decision, requestId, replayed: false }, { fields: purchaseFields(body) });
  if (decision.kind === 'full') throw problem('wallet-full');
  const outcome = outcomeOfGuest(decision.basket.event, explainAll ? language : null);
  return ok({ ...outcome, usable: [] }, languageIn({ language }, outcome));
}
