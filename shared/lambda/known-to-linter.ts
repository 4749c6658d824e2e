import { type Known, merchantsToLookUp } from '../domain/ruleset/lint/known.ts';
import type { Rule } from '../domain/ruleset/rule.ts';
import { knownMerchant } from './acting-merchant.ts';
import type { Platform } from './platform.ts';

/** Looked up for one draft; of merchants beyond it nothing is said. */
const lookUpsMax = 100;

/** What the linter may know beside a draft: assets of the ecosystem, sectors of merchants that its rules name. */
export async function knownToLinter(platform: Platform, rules: readonly Rule[]): Promise<Known> {
  const ids = merchantsToLookUp(rules).slice(0, lookUpsMax);
  const sectors = ids.map(async (id): Promise<[string, string | null]> => {
    return [id, (await knownMerchant(platform, id))?.sector ?? null];
  });
  return { assets: platform.ecosystem.assets, sectors: new Map(await Promise.all(sectors)) };
}
