import type { DomainEvent } from '../../shared/contract/domain-event.ts';
import { timestamp } from '../../shared/contract/field.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { derivedId } from '../../shared/domain/identifier.ts';
import { isExhausted } from '../../shared/domain/limit.ts';
import { campaignOfBudget } from '../../shared/domain/ruleset/plan.ts';
import type { Reacting, Reaction } from '../../shared/lambda/reaction.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import { settleLimits } from '../../shared/store/settle-limits.ts';

/**
 * Settles what an entry took of limits that many wallets share, or what it leaves of an earlier one's, and tells the
 * bus when a campaign's budget is gone.
 */
export const settleSharedLimits: Reaction = {
  name: 'limits',
  async react(reacting, entry) {
    await settleLimits(ledgerIn(reacting.table), entry);
    await tellOfLastCent(reacting, entry);
  },
};

async function tellOfLastCent({ table, keys, calendar }: Reacting, entry: Entry): Promise<void> {
  const { event, walletId, sequence, recordedAt } = entry;
  const grants = event.kind === 'purchased' || event.kind === 'opened' ? event.grants : [];
  const ledger = ledgerIn(table);
  for (const { limitId, quantity } of grants) {
    const campaignId = campaignOfBudget(limitId);
    if (quantity === 0 || campaignId === undefined) continue;
    const stake = await ledger.findStake(limitId, walletId, sequence);
    if (!stake || !isExhausted(stake.capacity, await ledger.listShards(limitId))) continue;
    const exhausted: DomainEvent = {
      type: 'campaign.budget-exhausted',
      timestamp: timestamp(recordedAt),
      data: { campaignId, budgetMinor: stake.capacity },
    };
    await calendar.put({ id: derivedId(keys, 'evt', exhausted.type, campaignId), ...exhausted });
  }
}
