import { type Named, preset } from './preset.ts';

/** A resort: guests load money, earn cashback and collect points (S1-18, C10). */
export const resort = (named: Named) => preset(named, { kind: 'resort', assets: ['cashback', 'prepaid', 'points'] });
