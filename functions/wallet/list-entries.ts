import { timestamp } from '../../shared/contract/field.ts';
import { ListEntries } from '../../shared/contract/wallet.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { type Caller, owns, seesHistory } from '../../shared/domain/key.ts';
import { postingsOf } from '../../shared/domain/posting.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { ledgerOf, loadHead } from '../../shared/lambda/ledger.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';
import type { Platform } from '../../shared/lambda/platform.ts';

/** The ledger of a wallet, newest first. Foreign entries come to a merchant without merchant, receipt and accounts. */
export const listEntries = httpHandler(ListEntries, async (request) => {
  const { params, platform, caller, now, query } = request;
  const use = { list: ListEntries.operationId, subjectId: params.id };
  const after = pageStart(request, use.list, use.subjectId);
  const head = await loadHead(platform, params.id, now);
  const below = after === '' ? head.sequence + 1 : Number(after);
  const found = await ledgerOf(platform).page(params.id, { below, limit: query.limit + 1 });
  return ok(
    pageOf(
      request,
      use,
      found,
      (entry) => String(entry.sequence),
      (entry) => answerOf(platform, caller, entry),
    ),
  );
});

const prefixes = { purchased: 'pur', redeemed: 'red', held: 'red' } as const;

function answerOf({ keys }: Platform, caller: Caller, entry: Entry) {
  const { walletId, sequence, recordedAt, event, hash } = entry;
  const merchantId = 'merchantId' in event ? event.merchantId : '';
  const isSeen = seesHistory(caller) || (merchantId !== '' && owns(caller, merchantId));
  const prefix = event.kind in prefixes ? prefixes[event.kind as keyof typeof prefixes] : undefined;
  const postings = postingsOf(entry);
  const seen = {
    ...('occurredAt' in event ? { occurredAt: timestamp(event.occurredAt) } : {}),
    ...(prefix ? { id: sealId(keys, prefix, walletId, sequence) } : {}),
    ...(merchantId === '' ? {} : { merchantId }),
    ...('receiptNumber' in event && event.receiptNumber !== '' ? { receiptNumber: event.receiptNumber } : {}),
  };
  return {
    sequence,
    kind: event.kind,
    recordedAt: timestamp(recordedAt),
    ...(isSeen ? seen : {}),
    postings: seesHistory(caller) ? postings : postings.filter(({ account }) => account === 'wallet'),
    balances: balancesAt(entry.state, recordedAt),
    ...(seesHistory(caller) ? { hash } : {}),
  };
}
