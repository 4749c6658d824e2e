import type { Instant } from '../../../shared/domain/instant.ts';
import { openWallet } from '../../../shared/domain/opening.ts';
import { recordPurchase } from '../../../shared/domain/purchase.ts';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { compile } from '../../../shared/domain/ruleset/compile.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import type { WalletState } from '../../../shared/domain/wallet.ts';
import { paperLedger } from '../../support/paper-ledger.ts';
import { aSale, type Sale } from './deciding.ts';

const walletId = 'wal_1';
const yearMs = 366 * 86_400_000;

/** Rules with campaigns, by their id, as they are published together. */
export function published(document: object, campaigns: Readonly<Record<string, object>> = {}, lateLimitMs = yearMs) {
  return compile({
    version: 1,
    effectiveFrom: 0,
    document: rulesetDocument.parse({ name: 'Test', ...document }),
    lateLimitMs,
    campaigns: Object.entries(campaigns).map(([id, campaign]) => ({
      id,
      cancelledAt: null,
      campaign: CampaignSchema.parse({ name: 'Test', funder: 'operator', ...campaign }),
    })),
  });
}

/**
 * A member since 2026-01-01 whose wallet is kept on paper, by the real decisions. A purchase is recorded when it
 * occurred, or when the one before it was; nothing that many wallets share is short.
 */
export function aMember(document: object, { campaigns = {}, lateLimitMs = yearMs, engine }: Living = {}) {
  const ledger = paperLedger(() => {}, engine);
  let now: Instant = Date.parse('2026-01-01T00:00:00Z');
  const publish = (next: object) => published(next, campaigns, lateLimitMs);
  let rules = publish(document);
  ledger.act(walletId, now, (wallet, at) =>
    openWallet(wallet, { walletId, merchantId: '', channel: 'app' }, rules, at),
  );
  return {
    /** What a purchase of 10.00 at `shop`, or as it says, earns by rule. */
    buys(at: string, sale: Omit<Sale, 'at' | 'walletMinor'> = {}): Record<string, number> {
      const facts = aSale({ ...sale, at });
      now = Math.max(now, facts.occurredAt);
      const totalMinor = facts.lines.reduce((sum, line) => sum + line.amountMinor, 0);
      const place = { ...facts, walletId, storeId: '', tillId: '', receiptNumber: '', receiptDay: 0, reference: '' };
      const money = { bare: false, totalMinor, pay: { kind: 'none' as const }, ceilingMinor: null, lateLimitMs };
      const done = ledger.act(walletId, now, (wallet, when) =>
        recordPurchase(wallet, { ...place, ...money }, rules, when),
      );
      if (done.kind !== 'accepted') throw new Error(JSON.stringify(done));
      return Object.fromEntries(done.line.effects.credits.map((credit) => [credit.ruleId, credit.amountMinor]));
    },
    /** From now on other rules are in force. */
    isUnder(next: object): void {
      rules = publish(next);
    },
    state: (): WalletState => ledger.stateOf(walletId),
    balances: (at: string) => ledger.balances(walletId, Date.parse(at)),
  };
}

type Living = {
  readonly campaigns?: Readonly<Record<string, object>>;
  readonly lateLimitMs?: number;
  readonly engine?: number;
};

/** An amount on each purchase, so that it shows which of them a condition holds for. */
export const bonus = (id: string, ...when: object[]) => ({ id, when, effect: { kind: 'fixed', amountMinor: 100 } });
