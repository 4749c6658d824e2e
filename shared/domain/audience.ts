import { accept, type Decision, refuse } from './decision.ts';
import type { Settled } from './settle.ts';
import { audiencesMax } from './wallet.ts';

/** Becomes a member of an audience: purchases recorded from now on are a member's (S1-24). Refuses `wallet-closed`, `too-many-audiences`. */
export function join(wallet: Settled, audienceId: string): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  if (wallet.audiences.length >= audiencesMax) return refuse('too-many-audiences', { max: audiencesMax });
  return accept({ kind: 'joined', subjectId: audienceId });
}

/** Is a member no more. Refuses `wallet-closed`. */
export function leave(wallet: Settled, audienceId: string): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  return accept({ kind: 'left', subjectId: audienceId });
}
