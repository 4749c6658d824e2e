import { accept, type Decision, refuse } from './decision.ts';
import type { Settled } from './settle.ts';
import { optInsMax } from './wallet.ts';

/** An opt-in to a campaign that runs or comes and asks for one; whether it does is the caller's to know. */
export type OptIn = {
  readonly campaignId: string;
  /** Campaigns of which a sale may still come: opt-ins to others leave first when there is no room. */
  readonly known: ReadonlySet<string>;
};

/** Takes part in a campaign from now on (S4-10). Refuses `wallet-closed`, `too-many-opt-ins`. */
export function optIn(wallet: Settled, { campaignId, known }: OptIn): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  const over = wallet.optIns.length + 1 - optInsMax;
  const dropped = over > 0 ? wallet.optIns.filter((id) => !known.has(id)).slice(0, over) : [];
  if (over > dropped.length) return refuse('too-many-opt-ins', { max: optInsMax });
  return accept({ kind: 'opted-in', subjectId: campaignId, dropped });
}

/** Takes part no more; what was earned stays. Refuses `wallet-closed`. */
export function optOut(wallet: Settled, campaignId: string): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  return accept({ kind: 'opted-out', subjectId: campaignId });
}
