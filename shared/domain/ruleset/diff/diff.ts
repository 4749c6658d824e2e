import type { Say } from '../../words/say.ts';
import { standing } from '../plan.ts';
import { campaignsAsThings } from './campaigns.ts';
import { capsAsThings, exclusionsAsThings, setsAsThings } from './limits.ts';
import { merchantsAsThings } from './merchants.ts';
import { groupsAsThings, rulesAsThings } from './rules.ts';
import { settingsAsThings } from './settings.ts';
import { type Difference, differenceOf, type Thing } from './thing.ts';
import type { ToldVersion } from './version.ts';

/** The catalogue: everything of a version that may differ from another, in the order in which it is told. */
const kinds: readonly ((version: ToldVersion, say: Say) => readonly Thing[])[] = [
  campaignsAsThings,
  rulesAsThings,
  capsAsThings,
  exclusionsAsThings,
  groupsAsThings,
  setsAsThings,
  merchantsAsThings,
  settingsAsThings,
];

/** Of so many differences, and so many characters of them, the rest is counted: an answer has a size. */
export const differencesMax = 1_000;
const charactersMax = 1_000_000;

export type { Difference };
export type Differences = { readonly told: readonly Difference[]; readonly leftOut: number };

/**
 * What changes from one version to another, thing by thing. The order of rules, exclusions and sets in a document is
 * nothing, and what a document leaves out is its default. Rules and caps of a campaign that is cancelled, or is no
 * longer there, go with it and are not told one by one.
 */
export function differencesOf(before: ToldVersion, after: ToldVersion, say: Say): Differences {
  const running = new Set(standing(after.campaigns).map(({ id }) => id));
  const differences = kinds.flatMap((asThings) => {
    const [had, has] = [keyed(asThings(before, say)), keyed(asThings(after, say))];
    const gone = [...had].filter(([key]) => !has.has(key)).map(([, thing]) => thing);
    return [
      ...[...has].map(([key, thing]) => differenceOf(had.get(key), thing, say)),
      ...gone.filter(isTold(running)).map((thing) => differenceOf(thing, undefined, say)),
    ].filter((difference) => difference !== null);
  });
  let characters = 0;
  const told = differences.slice(0, differencesMax).filter(({ detail }) => {
    characters += detail.length;
    return characters <= charactersMax;
  });
  return { told, leftOut: differences.length - told.length };
}

const keyed = (things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map((thing) => [`${thing.campaignId} ${thing.id}`, thing]));

const isTold =
  (running: ReadonlySet<string>) =>
  ({ part, campaignId }: Thing): boolean =>
    part === 'campaign' || campaignId === '' || running.has(campaignId);
