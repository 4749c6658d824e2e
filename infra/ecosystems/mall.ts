import { type Named, preset } from './preset.ts';

/** A shopping mall: cashback at 10 to 120 points of sale, gift cards, employers and partners who give (S1-01, S1-23). */
export const mall = (named: Named) =>
  preset(named, { kind: 'mall', assets: ['cashback', 'gift', 'sponsor', 'points'] });
