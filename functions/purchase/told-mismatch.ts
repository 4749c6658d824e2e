import type { Decision } from '../../shared/domain/decision.ts';
import type { RecordPurchase } from '../../shared/domain/purchase.ts';

type Sale = Pick<RecordPurchase, 'pay' | 'totalMinor'>;

/**
 * The decision with the figures of a `tender-mismatch` as the till sees them. A redemption that is taken up is taken
 * whole: what does not fit is that it comes to more than the basket, or to another amount than the one named.
 */
export function toldMismatch(decision: Decision, { pay, totalMinor }: Sale): Decision {
  if (decision.kind !== 'refused' || decision.refusal.code !== 'tender-mismatch') return decision;
  if (pay.kind !== 'redemption' || pay.placed.fate !== 'captured') return decision;
  const { amountMinor: redeemedMinor } = pay.placed;
  const withFigures = (figures: Record<string, number>): Decision => ({
    kind: 'refused',
    refusal: { code: 'tender-mismatch', figures },
  });
  if (redeemedMinor > totalMinor) return withFigures({ redeemedMinor, maxMinor: totalMinor });
  if (pay.amountMinor !== null && pay.amountMinor !== redeemedMinor) return withFigures({ redeemedMinor });
  return decision;
}
