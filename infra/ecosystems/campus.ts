import { type Named, preset } from './preset.ts';

/** A university campus: cashback, and value that the university and its partners give (S1-16, S1-23). */
export const campus = (named: Named) => preset(named, { kind: 'campus', assets: ['cashback', 'sponsor'] });
