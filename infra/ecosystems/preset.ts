import { defaultLimits, type Ecosystem } from '../../shared/domain/ecosystem.ts';

type Named = Pick<Ecosystem, 'id' | 'name' | 'currency'>;
type Preset = (named: Named) => Ecosystem;

const preset =
  (kind: Ecosystem['kind'], assets: Ecosystem['assets']): Preset =>
  (named) => ({ ...named, kind, assets, modules: [], sandbox: false, limits: defaultLimits });

/** What each type of place starts from (S1-09); modules are off until switched on (C7). */
export const mall = preset('mall', ['cashback', 'gift', 'sponsor', 'points']);
export const campus = preset('campus', ['cashback', 'sponsor']);
export const resort = preset('resort', ['cashback', 'prepaid', 'points']);
export const district = preset('district', ['cashback', 'gift']);
export const festival = preset('festival', ['prepaid', 'gift']);

/** The same place to try things in: it takes its time of recording from `Boucle-Now`. Never where money is real. */
export const sandboxOf = (ecosystem: Ecosystem): Ecosystem => ({ ...ecosystem, sandbox: true });
