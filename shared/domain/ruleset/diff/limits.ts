import * as texts from '../../words/diff-texts.ts';
import type { Say } from '../../words/say.ts';
import { type CampaignCap, type Cap, capIdOf, unitOf } from '../cap.ts';
import { standing } from '../plan.ts';
import { canonicalScope } from '../scope.ts';
import { sayWhere } from './terms.ts';
import type { Thing } from './thing.ts';
import type { ToldVersion } from './version.ts';

type OneCap = (Cap | CampaignCap) & Pick<Cap, 'asset'>;

/** Caps by what they count: one that counts something else is another, and begins anew. Budgets are of campaigns. */
export const capsAsThings = (version: ToldVersion, say: Say): Thing[] => [
  ...version.document.caps.map((cap) => capAsThing(cap, '', say)),
  ...standing(version.campaigns).flatMap(({ id, campaign }) =>
    campaign.caps.map((cap) => capAsThing({ ...cap, asset: cap.asset ?? campaign.asset }, id, say)),
  ),
];

function capAsThing(cap: OneCap, campaignId: string, say: Say): Thing {
  const { rules = [], group, scope, asset, per, window, onLimit } = cap;
  const place = {
    rules: rules.map(say.quoted),
    group,
    scope: say.scope(scope),
    asset: asset === 'cashback' ? undefined : asset,
    per,
    window: per === 'receipt' ? undefined : window,
    campaignId,
  };
  const capacity = (cap.amountMinor ?? cap.count ?? cap.members)!;
  return {
    part: 'cap',
    id: capIdOf(cap, campaignId),
    campaignId,
    name: say.text(texts.capPlaceText, place),
    facts: [
      {
        field: 'limit',
        value: capacity,
        said: say.text(texts.capLimitText, { unit: unitOf(cap), capacity, asset }),
      },
      { field: 'onLimit', value: onLimit, said: say.text(texts.onLimitTexts[onLimit]), isPlain: onLimit === 'clip' },
    ],
  };
}

/** What never earns; an exclusion is its scope. */
export const exclusionsAsThings = ({ document }: ToldVersion, say: Say): Thing[] =>
  document.exclusions.map(({ scope }) => ({
    part: 'exclusion',
    id: JSON.stringify(canonicalScope(scope)),
    campaignId: '',
    name: sayWhere(scope, say),
    facts: [],
  }));

/** Sets of products, told by what came and what went. */
export const setsAsThings = ({ document }: ToldVersion, say: Say): Thing[] =>
  Object.entries(document.sets).map(([id, skus]) => {
    const names = [...new Set(skus)].sort();
    const said = names.length > 0 ? say.and(names) : say.text(texts.nothingText);
    return {
      part: 'set',
      id,
      campaignId: '',
      name: say.quoted(id),
      facts: [{ field: 'skus', value: names, said, names }],
    };
  });
