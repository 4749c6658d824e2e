import { creditAwards } from './credit.ts';
import { accept, type Decision, full } from './decision.ts';
import type { Channel } from './purchase-line.ts';
import type { Grants, Moment, Rules } from './rules.ts';
import { grantsUsed } from './ruleset/grants.ts';
import type { Settled } from './settle.ts';

export type OpenWallet = { readonly walletId: string; readonly merchantId: string; readonly channel: Channel };

/** Opens a wallet with what the rules of enrolment give (S4-14). `merchantId` '' when an operator opens it. */
export function openWallet(wallet: Settled, command: OpenWallet, rules: Rules, at: Moment, granted?: Grants): Decision {
  const { walletId, merchantId, channel } = command;
  const verdict = rules.decideEnrolment({ walletId, channel, occurredAt: at.now }, granted);
  const given = creditAwards(wallet, at.sequence, merchantId, verdict.awards);
  if (given === null) return full('lots');
  const grants = grantsUsed(verdict.limits, granted, at.engine);
  return accept(
    { kind: 'opened', merchantId, channel, rulesetVersion: rules.version, grants },
    { ...given, counters: verdict.counters },
    verdict.limits,
  );
}
