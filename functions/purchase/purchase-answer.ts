import { timestamp, timestampOrNull } from '../../shared/contract/field.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { endOf, isAvailable } from '../../shared/domain/expiry.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { seesHistory } from '../../shared/domain/key.ts';
import { factsOf } from '../../shared/domain/purchase.ts';
import { settle } from '../../shared/domain/settle.ts';
import type { WalletState } from '../../shared/domain/wallet.ts';
import type { CompiledRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { drawnByAsset } from '../../shared/lambda/drawn.ts';
import { loadRules } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { type Asking, sentencesFor } from './purchase-sentences.ts';

/** A purchase as its entry tells it: the same answer when it is written, replayed or read. */
export function answerOfPurchase(
  asking: Asking,
  entry: Entry,
  before: WalletState,
  rules: CompiledRuleset,
  explainAll: boolean,
) {
  const { platform, caller } = asking;
  const { walletId, sequence, hash, recordedAt } = entry;
  return {
    id: sealId(platform.keys, 'pur', walletId, sequence),
    ...outcomeOf(asking, entry, before, rules, explainAll),
    recordedAt: timestamp(recordedAt),
    ...(seesHistory(caller) ? { entry: { sequence, hash } } : {}),
  };
}

/** The rules that a purchase was decided under. */
export const rulesOf = (platform: Platform, { event }: Entry): Promise<CompiledRuleset> =>
  loadRules(platform, (event as Purchased).rulesetVersion);

/** What a purchase comes to, written or only quoted. To a merchant it says nothing of where else the member shops. */
export function outcomeOf(
  asking: Asking,
  entry: Entry,
  before: WalletState,
  rules: CompiledRuleset,
  explainAll: boolean,
) {
  const { caller } = asking;
  const { walletId, effects, state, recordedAt } = entry;
  const event = entry.event as Purchased;
  const totalMinor = sumOf(event.lines);
  const walletMinor = sumOf(effects.draws) + event.takenUpMinor;
  const settled = settle(before, recordedAt).state;
  const granted = new Map(event.grants.map(({ limitId, quantity }) => [limitId, quantity]));
  const facts = factsOf(settled, { walletId, ...event }, effects.draws, event.takenUpMinor);
  const decided = rules.decidePurchase(facts, granted.size > 0 ? granted : undefined).explanation;
  const explanation = seesHistory(caller) ? decided : rules.discreet(decided, event.merchantId);
  return {
    walletId,
    ...saleOf(event),
    totalMinor,
    paid: { walletMinor, otherMinor: totalMinor - walletMinor, drawn: drawnByAsset(effects.draws) },
    earned: earnedOf(entry),
    balances: balancesAt(state, recordedAt),
    ...(explainAll
      ? { explanation, sentences: sentencesFor(asking, entry, explanation, rules) }
      : { explanation: { ...explanation, rules: explanation.rules.filter((rule) => rule.matched) } }),
  };
}

/** Where and when a sale was, as the till named it. */
export function saleOf({ merchantId, receiptNumber, tillId, storeId, reference, channel, occurredAt }: Purchased) {
  const named = Object.entries({ receiptNumber, tillId, storeId, reference }).filter(([, value]) => value !== '');
  return { merchantId, ...Object.fromEntries(named), channel, occurredAt: timestamp(occurredAt) };
}

/** What was earned, credits of equal terms together; what went into a debt counts as earned. */
function earnedOf({ effects, recordedAt, state }: Entry) {
  const sums = new Map<
    string,
    { asset: string; amountMinor: number; status: string; availableAt: string | null; expiresAt: string | null }
  >();
  for (const credit of effects.credits) {
    const isNow = isAvailable(credit, recordedAt);
    const { availability } = credit;
    const availableAt = isNow
      ? timestamp(recordedAt)
      : availability.kind === 'from'
        ? timestamp(availability.at)
        : null;
    const terms = {
      asset: credit.asset,
      status: isNow ? 'available' : 'pending',
      availableAt,
      expiresAt: timestampOrNull(endOf(credit, state)),
    };
    const key = JSON.stringify(terms);
    const amountMinor = (sums.get(key)?.amountMinor ?? 0) + credit.amountMinor + credit.repaidMinor;
    sums.set(key, { ...terms, amountMinor });
  }
  return [...sums.values()];
}
