import { dayMs, hourMs } from '../../shared/domain/instant.ts';
import { type Named, preset } from './preset.ts';

/** A few days with bracelets: money is loaded beforehand; bars without a network post within two days (S2-02, S2-03). */
export const festival = (named: Named) =>
  preset(named, {
    kind: 'festival',
    assets: ['prepaid', 'gift'],
    limits: { lateLimitMs: 2 * dayMs, idempotencyMs: 48 * hourMs, supportCeilingMinor: 2_000 },
  });
