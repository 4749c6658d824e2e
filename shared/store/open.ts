import type { Decision } from '../domain/decision.ts';
import { nothingSettled } from '../domain/effects.ts';
import type { Instant } from '../domain/instant.ts';
import type { Grants, Moment } from '../domain/rules.ts';
import { type Settled, settle } from '../domain/settle.ts';
import { claimLimits } from './claim-limits.ts';
import type { Intent, Outcome, Settings } from './intent.ts';
import { type Clock, type LedgerPort, StoreFault } from './port.ts';
import { beforeOpening, sealEntry } from './seal.ts';

type Opening = Pick<Intent<never>, 'walletId' | 'callerId' | 'prints'> & {
  readonly decide: (wallet: Settled, at: Moment, granted?: Grants) => Decision;
};

/**
 * Opens a wallet: its first entry and its registry item in one transaction (design §4 "Registry"). The id comes from
 * caller and key, so a repeated request finds the wallet that it opened.
 */
export async function open(port: LedgerPort, clock: Clock, settings: Settings, opening: Opening): Promise<Outcome> {
  const { walletId, prints, decide } = opening;
  const openedAt: Instant = clock.recording();
  const before = beforeOpening(openedAt);
  const decideWith = (granted?: Grants) =>
    decide(settle(before.state, openedAt).state, { now: openedAt, sequence: 0 }, granted);
  const standing = await port.get(walletId, 0);
  if (!standing) {
    let decision = decideWith();
    if (decision.kind === 'accepted' && decision.limits) {
      const claiming = { port, clock, settings, walletId, prints, claims: new Map() };
      const granted = await claimLimits(claiming, decision.limits, before.sequence);
      if (!granted) return { kind: 'conflict' };
      decision = decideWith(granted);
    }
    if (decision.kind === 'refused') throw new Error('opening is never refused');
    if (decision.kind === 'full') return { kind: 'full' };
    const entry = sealEntry(before, opening, nothingSettled, decision.change, openedAt, settings);
    try {
      const written = await port.transact([
        { kind: 'entry', entry },
        { kind: 'registry', walletId, openedAt },
      ]);
      if (written.kind === 'written') return { kind: 'accepted', entry, replayed: false };
    } catch (fault) {
      if (!(fault instanceof StoreFault) || fault.outcome !== 'unknown') throw fault;
    }
  }
  // Our own write may stand or may still land: a look that fails leaves that unknown, not undone.
  const opened = standing ?? (await port.get(walletId, 0).catch(() => undefined));
  if (!opened) return { kind: 'unknown' };
  return opened.prints.digest === prints.digest
    ? { kind: 'accepted', entry: opened, replayed: true }
    : { kind: 'mismatch' };
}
