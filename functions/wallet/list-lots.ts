import { timestamp, timestampOrNull } from '../../shared/contract/field.ts';
import { ListLots } from '../../shared/contract/wallet.ts';
import { endOf } from '../../shared/domain/expiry.ts';
import { owns, seesHistory } from '../../shared/domain/key.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { pinnedByLot, settle } from '../../shared/domain/settle.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadHead } from '../../shared/lambda/ledger.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';

/** The lots of a wallet, oldest first. A merchant sees the origin of its own only (promise 4). */
export const listLots = httpHandler(ListLots, async (request) => {
  const { params, platform, caller, now, query } = request;
  const use = { list: ListLots.operationId, subjectId: params.id };
  const after = pageStart(request, use.list, use.subjectId);
  const { state } = settle((await loadHead(platform, params.id, now)).state, now);
  const pinned = pinnedByLot(state.holds);
  const start = after === '' ? 0 : state.lots.findIndex((lot) => isAfter(lot, after));
  const found = start < 0 ? [] : state.lots.slice(start, start + query.limit + 1);
  const answerOf = (lot: Lot) => ({
    asset: lot.asset,
    ...(lot.originId !== '' && (seesHistory(caller) || owns(caller, lot.originId)) ? { originId: lot.originId } : {}),
    remainingMinor: lot.remainingMinor,
    heldMinor: pinned.get(lot.id) ?? 0,
    availableAt: availableAtOf(lot, state.openedAt),
    expiresAt: timestampOrNull(endOf(lot, state)),
  });
  return ok(pageOf(request, use, found, (lot) => lot.id, answerOf));
});

/** What is available says since when it may be counted on: always. */
const availableAtOf = ({ availability }: Lot, openedAt: number) => {
  if (availability.kind === 'event') return null;
  return timestamp(availability.kind === 'from' ? availability.at : openedAt);
};

/** Lots are kept in the order of their credits; an id is `<sequence>.<index>`. */
function isAfter({ id }: Lot, position: string): boolean {
  const [sequence = 0, index = 0] = id.split('.').map(Number);
  const [afterSequence = 0, afterIndex = 0] = position.split('.').map(Number);
  return sequence > afterSequence || (sequence === afterSequence && index > afterIndex);
}
