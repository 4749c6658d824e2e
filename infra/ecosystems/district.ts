import { type Named, preset } from './preset.ts';

/** A business or tourist district: cashback in its streets, and gift cards for all of them (S1-01, S2-07). */
export const district = (named: Named) => preset(named, { kind: 'district', assets: ['cashback', 'gift'] });
