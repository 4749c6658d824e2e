import type { Asset } from '../asset.ts';
import type { LocalTime } from '../local-time.ts';
import type { Availability, Expiry, FundingShare } from '../lot.ts';
import type { Block, CompiledRule } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import type { Reading } from './earning.ts';
import { fundingOf } from './funder.ts';
import { thresholdKeyOf } from './progress.ts';
import type { Rule } from './rule.ts';
import { compileScope } from './scope.ts';
import { type Reach, reachAt } from './scope-index.ts';
import type { ExpiryMode, Pending } from './settings.ts';
import { availabilityOf, expiryOf } from './terms.ts';
import type { RuleExplained } from './verdict.ts';

/** What of a version is the same for every purchase at a merchant. */
export type AtPlace = {
  readonly sector: string;
  readonly reading: Reading;
  /** By block. */
  readonly reach: readonly Reach[];
  readonly rewardOf: (rule: CompiledRule) => Reward;
};

/** What is the same for all that a rule gives at a merchant. */
export type Reward = {
  readonly ruleId: string;
  readonly asset: Asset;
  readonly funding: readonly FundingShare[];
  readonly pending: Pending;
  /** What `pending` and `expiry` come to whenever it is; null where they reckon from the purchase. */
  readonly availability: Availability | null;
  readonly ends: Expiry | null;
  readonly expiry: ExpiryMode;
  /** The counter that a threshold's reward belongs to. */
  readonly counterKey: string | null;
  /** What is told of it, in the order in which it is told; amounts are filled in. */
  readonly told: RuleExplained;
};

const never: ExpiryMode = { mode: 'never' };

/** Merchants kept at a time; an ecosystem has fewer. */
const placesMax = 2_000;

/** Works a version out for a merchant, once; '' is where wallets are opened. */
export function placesIn(
  document: RulesetDocument,
  blocks: readonly Block[],
  time: LocalTime,
): (merchantId: string, sector: string) => AtPlace {
  const { settings, merchants, sets } = document;
  const exclusions = document.exclusions.map(({ scope }) => ({ scope, matches: compileScope(scope, sets) }));
  const known = new Map<string, AtPlace>();

  function workOut(merchantId: string, sector: string): AtPlace {
    const override = Object.hasOwn(merchants, merchantId) ? merchants[merchantId]! : {};
    const { accrualBase = settings.accrualBase, tax = settings.tax, categories = null } = override;
    const { pending = settings.pending } = override;
    const rewards: Reward[] = [];
    return {
      sector,
      reading: { accrualBase, tax, categories, exclusions, nonEarningTenders: settings.nonEarningTenders },
      reach: blocks.map(({ index }) => reachAt(index, { merchantId, sector })),
      rewardOf: ({ index, rule }) => (rewards[index] ??= rewardAt(merchantId, rule, pending)),
    };
  }

  function rewardAt(merchantId: string, rule: Rule, pending: Pending): Reward {
    const { id, group, asset, funder, effect, credit = pending, expiry = settings.expiry[asset] ?? never } = rule;
    return {
      ruleId: id,
      asset,
      funding: fundingOf(funder, merchantId),
      pending: credit,
      expiry,
      availability: credit.mode === 'instant' ? availabilityOf(credit, 0) : null,
      ends: expiry.mode === 'never' || expiry.mode === 'inactivity' ? expiryOf(expiry, 0, time) : null,
      counterKey: effect.kind === 'threshold' ? thresholdKeyOf(id, effect) : null,
      told: {
        id,
        matched: true,
        group,
        asset,
        ...(effect.kind === 'rate' ? { rateBps: effect.rateBps } : {}),
        ...(effect.kind === 'multiply' ? { factorBps: effect.factorBps } : {}),
        ...{ baseMinor: 0, wantedMinor: 0, amountMinor: 0, capId: null, funding: [] },
      },
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
