import { defaultLimits, type Ecosystem } from '../../shared/domain/ecosystem.ts';

export type Named = Pick<Ecosystem, 'id' | 'name' | 'currency'>;

/** What every place starts from: modules are off until switched on (C7), money is real. */
export const preset = (
  named: Named,
  what: Pick<Ecosystem, 'kind' | 'assets'> & Partial<Pick<Ecosystem, 'limits'>>,
): Ecosystem => ({ ...named, modules: [], sandbox: false, limits: defaultLimits, ...what });

/** The same place to try things in: it takes its time of recording from `Boucle-Now`. Never where money is real. */
export const sandboxOf = (ecosystem: Ecosystem): Ecosystem => ({ ...ecosystem, sandbox: true });
