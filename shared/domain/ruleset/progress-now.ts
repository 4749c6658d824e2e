import type { Asset } from '../asset.ts';
import type { Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import type { Window } from './cap.ts';
import type { Counter } from './counter.ts';
import { periodEnd, periodOf } from './period.ts';
import type { PlannedRule } from './plan.ts';
import { thresholdKeyOf } from './progress.ts';
import { cellOf } from './slot.ts';

/** How far a wallet is towards a threshold, in the local period of now, or of its campaign's start when that is to come. */
export type Progress = {
  /** The rule's own name in its campaign. */
  readonly ruleId: string;
  readonly asset: Asset;
  readonly of: 'spend' | 'quantity' | 'purchases' | 'merchants';
  readonly target: number;
  readonly amountMinor: number;
  readonly repeat: 'once' | 'each';
  readonly window: Window;
  /** Null where the viewer may not know. */
  readonly progress: number | null;
  /** When counting begins anew or ends; null for never. */
  readonly periodEndsAt: Instant | null;
};

type Place = {
  readonly time: LocalTime;
  readonly now: Instant;
  readonly counters: ReadonlyMap<string, Counter>;
};

/** The progress of a rule that has a threshold; none of any other. A period does not outlive its campaign. */
export function progressIn({ rule, campaign }: PlannedRule, place: Place, isSeen: boolean): Progress[] {
  const { effect, asset, id } = rule;
  if (effect.kind !== 'threshold') return [];
  const { of, target, amountMinor, repeat, window } = effect;
  const at = Math.max(place.now, campaign?.startsAt ?? place.now);
  const period = window === 'ever' || window === 'campaign' ? 0 : periodOf(window, place.time.read(at).day);
  const end = periodEnd(window, period, place.time, campaign?.endsAt ?? null);
  return [
    {
      ruleId: id.slice(id.lastIndexOf('/') + 1),
      asset,
      of,
      target,
      amountMinor,
      repeat,
      window,
      progress: isSeen ? cellOf(place.counters.get(thresholdKeyOf(id, effect)), period) : null,
      periodEndsAt: campaign && (end === null || end > campaign.endsAt) ? campaign.endsAt : end,
    },
  ];
}
