import { timestamp, timestampOrNull } from '../../shared/contract/field.ts';
import { ListLots } from '../../shared/contract/wallet.ts';
import { endOf } from '../../shared/domain/expiry.ts';
import { type Caller, owns, seesHistory } from '../../shared/domain/key.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { pinnedByLot, type Settled, settle } from '../../shared/domain/settle.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadHead } from '../../shared/lambda/ledger.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';

/**
 * The lots of a wallet, oldest first. A merchant sees the origin of its own only (promise 4), and what others gave on
 * equal terms as one: how many lots there are would tell at how many places.
 */
export const listLots = httpHandler(ListLots, async (request) => {
  const { params, platform, caller, now, query } = request;
  const use = { list: ListLots.operationId, subjectId: params.id };
  const after = pageStart(request, use.list, use.subjectId);
  const { state } = settle((await loadHead(platform, params.id, now)).state, now);
  const rows = rowsOf(state, caller);
  const start = after === '' ? 0 : rows.findIndex((row) => isAfter(row, after));
  const found = start < 0 ? [] : rows.slice(start, start + query.limit + 1);
  return ok(
    pageOf(
      request,
      use,
      found,
      ({ id }) => id,
      ({ id: _id, ...told }) => told,
    ),
  );
});

type Row = { readonly id: string } & ReturnType<typeof told>;

/** A row a lot, lots of foreign origin that look alike in one: it stands where the oldest of them does. */
function rowsOf(state: Settled, caller: Caller): Row[] {
  const pinned = pinnedByLot(state.holds);
  const rows: Row[] = [];
  const foreign = new Map<string, number>();
  for (const lot of state.lots) {
    const isSeen = seesHistory(caller) || (lot.originId !== '' && owns(caller, lot.originId));
    const row = { id: lot.id, ...told(lot, pinned.get(lot.id) ?? 0, isSeen, state) };
    const alike = JSON.stringify([row.asset, row.availableAt, row.expiresAt]);
    const at = isSeen ? undefined : foreign.get(alike);
    if (at === undefined) {
      if (!isSeen) foreign.set(alike, rows.length);
      rows.push(row);
    } else {
      const { remainingMinor, heldMinor } = rows[at]!;
      const sums = { remainingMinor: remainingMinor + row.remainingMinor, heldMinor: heldMinor + row.heldMinor };
      rows[at] = { ...rows[at]!, ...sums };
    }
  }
  return rows;
}

const told = (lot: Lot, heldMinor: number, isSeen: boolean, state: Settled) => ({
  asset: lot.asset,
  ...(isSeen && lot.originId !== '' ? { originId: lot.originId } : {}),
  remainingMinor: lot.remainingMinor,
  heldMinor,
  availableAt: availableAtOf(lot, state.openedAt),
  expiresAt: timestampOrNull(endOf(lot, state)),
});

/** What is available says since when it may be counted on: always. */
const availableAtOf = ({ availability }: Lot, openedAt: number) => {
  if (availability.kind === 'event') return null;
  return timestamp(availability.kind === 'from' ? availability.at : openedAt);
};

/** Lots are kept in the order of their credits; an id is `<sequence>.<index>`. */
function isAfter({ id }: Pick<Row, 'id'>, position: string): boolean {
  const [sequence = 0, index = 0] = id.split('.').map(Number);
  const [afterSequence = 0, afterIndex = 0] = position.split('.').map(Number);
  return sequence > afterSequence || (sequence === afterSequence && index > afterIndex);
}
