import type { DomainEvent } from '../../shared/contract/domain-event.ts';
import { timestamp } from '../../shared/contract/field.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { derivedId, sealId } from '../../shared/domain/identifier.ts';
import { dateOf } from '../../shared/domain/local-time.ts';
import type { Reacting, Reaction } from '../../shared/lambda/reaction.ts';
import { findAmendment } from '../../shared/store/amendment.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import { receiptPrintOf } from '../../shared/store/print.ts';
import { holdReceipt, listReceiptHolders, type ReceiptHolder } from '../../shared/store/receipt.ts';

/**
 * Notes which purchases name a receipt, for who looks one up without its wallet, and tells the bus when it stands on
 * two wallets. A cancelled purchase frees it.
 */
export const noteReceipts: Reaction = {
  name: 'receipts',
  async react(reacting, entry) {
    const { event, walletId } = entry;
    if (event.kind === 'purchased') await note(reacting, entry, event);
    if (event.kind !== 'cancelled') return;
    const ledger = ledgerIn(reacting.table);
    for (const target of event.targets) {
      const reversed = await ledger.get(walletId, target);
      if (reversed?.event.kind !== 'purchased') continue;
      await holdReceipt(reacting.table, receiptPrintOf(reversed.event), { ...holderOf(reversed), isFree: true });
    }
  },
};

const holderOf = ({ walletId, sequence, recordedAt }: Entry): ReceiptHolder => ({
  walletId,
  sequence,
  recordedAt,
  isFree: false,
});

async function note(reacting: Reacting, entry: Entry, event: Purchased): Promise<void> {
  const print = receiptPrintOf(event);
  await holdReceipt(reacting.table, print, holderOf(entry));
  // Written first and then read: of two purchases that are noted at once, at least one sees both.
  const { holders } = await listReceiptHolders(reacting.table, print);
  if (!areTwoWallets(holders)) return;
  const standing = await withoutReversed(reacting, holders);
  if (areTwoWallets(standing)) await tell(reacting, print, event, standing);
}

const areTwoWallets = (holders: readonly ReceiptHolder[]) => new Set(holders.map(({ walletId }) => walletId)).size > 1;

/** What was cancelled may not be noted yet: the wallets themselves say what stands. */
async function withoutReversed({ table }: Reacting, holders: readonly ReceiptHolder[]): Promise<ReceiptHolder[]> {
  const ledger = ledgerIn(table);
  const standing: ReceiptHolder[] = [];
  for (const holder of holders) {
    const head = await ledger.head(holder.walletId);
    if (head && !(await findAmendment(ledger, head, holder.sequence)).isReversed) standing.push(holder);
  }
  return standing;
}

/** The same purchases make the same event, with the same id. */
function tell({ keys, calendar }: Reacting, print: string, event: Purchased, holders: readonly ReceiptHolder[]) {
  const purchaseIds = holders.map(({ walletId, sequence }) => sealId(keys, 'pur', walletId, sequence));
  const { merchantId, tillId, receiptNumber, receiptDay } = event;
  const duplicated: DomainEvent = {
    type: 'receipt.duplicated',
    timestamp: timestamp(Math.max(...holders.map(({ recordedAt }) => recordedAt))),
    data: { merchantId, ...(tillId === '' ? {} : { tillId }), receiptNumber, date: dateOf(receiptDay), purchaseIds },
  };
  return calendar.put({ id: derivedId(keys, 'evt', print, purchaseIds.join()), ...duplicated });
}
