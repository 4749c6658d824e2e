import type { FundingShare } from '../lot.ts';
import type { CompiledRule, Contest } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import type { Reading } from './earning.ts';
import { fundingOf } from './funder.ts';
import { compileScope } from './scope.ts';
import { type Reach, reachAt } from './scope-index.ts';
import type { Pending } from './settings.ts';

/** What of a version is the same for every purchase at a merchant. */
export type AtPlace = {
  readonly sector: string;
  readonly reading: Reading;
  readonly pending: Pending;
  /** By contest and block. */
  readonly reach: readonly (readonly Reach[])[];
  readonly fundingOf: (rule: CompiledRule) => readonly FundingShare[];
};

/** Merchants kept at a time; an ecosystem has fewer. */
const placesMax = 2_000;

/** Works a version out for a merchant, once; '' is where wallets are opened. */
export function placesIn(
  document: RulesetDocument,
  contests: readonly Contest[],
): (merchantId: string, sector: string) => AtPlace {
  const { settings, merchants, sets } = document;
  const exclusions = document.exclusions.map(({ scope }) => ({ scope, matches: compileScope(scope, sets) }));
  const known = new Map<string, AtPlace>();

  function workOut(merchantId: string, sector: string): AtPlace {
    const override = Object.hasOwn(merchants, merchantId) ? merchants[merchantId]! : {};
    const { accrualBase = settings.accrualBase, tax = settings.tax, categories = null } = override;
    const { pending = settings.pending } = override;
    const fundings: FundingShare[][] = [];
    return {
      sector,
      reading: { accrualBase, tax, categories, exclusions, nonEarningTenders: settings.nonEarningTenders },
      pending,
      reach: contests.map(({ blocks }) => blocks.map(({ index }) => reachAt(index, { merchantId, sector }))),
      fundingOf: ({ index, rule }) => (fundings[index] ??= [...fundingOf(rule.funder, merchantId)]),
    };
  }

  return (merchantId, sector) => {
    const place = known.get(merchantId);
    if (place?.sector === sector) return place;
    if (known.size === placesMax) known.clear();
    const made = workOut(merchantId, sector);
    known.set(merchantId, made);
    return made;
  };
}
