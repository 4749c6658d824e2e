import type { Effects } from './effects.ts';
import { noEffects } from './effects.ts';
import type { Event } from './event.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import type { LimitUse } from './ruleset/verdict.ts';
import type { Settled } from './settle.ts';

/** What an accepted command writes: what happened and what it does to the wallet. */
export type Change = { readonly event: Event; readonly effects: Effects };

/** The other wallet of a decision on two: what it is and which entry of it would be next. */
export type Other = { readonly wallet: Settled; readonly walletId: string; readonly sequence: number };

/** A guest basket as it was read. */
export type BasketRead = { readonly id: string; readonly revision: number };

/** What an accepted command makes of a guest basket: it goes to the wallet with the entry or not at all, or is free again. */
export type BasketMove = BasketRead & { readonly to: 'wallet' | 'nobody' };

/**
 * `full`: a bounded list has no room now; not a rule's answer, so never remembered. `limits` are what it wants of limits
 * that many wallets share: claimed first, it is decided again with what was granted.
 */
export type Decision =
  | {
      readonly kind: 'accepted';
      readonly change: Change;
      readonly otherChange?: Change;
      readonly limits?: readonly LimitUse[];
      readonly basket?: BasketMove;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'full'; readonly list: 'lots' };

export const changeOf = (event: Event, effects: Partial<Effects> = {}): Change => ({
  event,
  effects: { ...noEffects, ...effects },
});

export const accept = (
  event: Event,
  effects: Partial<Effects> = {},
  limits: readonly LimitUse[] = [],
): Extract<Decision, { kind: 'accepted' }> => ({
  kind: 'accepted',
  change: changeOf(event, effects),
  ...(limits.length > 0 ? { limits } : {}),
});

export const refuse = (code: RefusalCode, figures: Refusal['figures'] = {}): Decision => ({
  kind: 'refused',
  refusal: { code, figures },
});

export const full = (list: 'lots'): Decision => ({ kind: 'full', list });
