import { flattened } from '../../condition/conditions.ts';
import { countersOf } from '../check.ts';
import { countersMax } from '../counter.ts';
import { type Found, lint } from './finding.ts';

/** What counts from the day it is published: members of before begin at nothing (rules-grammar.md "watching"). */
export const startsEmpty = lint({
  code: 'starts-empty',
  text: {
    en: 'What is counted here is counted from the publication on: of purchases before it nothing is known.',
    fr: 'Ce qui est compté ici l’est à partir de la publication : des achats d’avant, rien n’est connu.',
  },
  find: ({ rules }) =>
    rules.flatMap(({ rule, path }): Found[] => {
      const counted = rule.when.flatMap((condition, at) =>
        flattened([condition]).some(looksBack) ? [{ path: [...path, 'when', at] }] : [],
      );
      const isForEver = rule.effect.kind === 'threshold' && rule.effect.window === 'ever';
      return isForEver ? [...counted, { path: [...path, 'effect', 'window'] }] : counted;
    }),
});

const looksBack = (condition: ReturnType<typeof flattened>[number]): boolean => {
  if (condition.kind !== 'nth' && condition.kind !== 'absent') return false;
  const isElsewhere = Object.keys(condition.scope).length > 0;
  return isElsewhere && (condition.kind === 'absent' || condition.window === 'ever');
};

/** So many counters that the next rule may not fit. */
const manyCounters = Math.floor(countersMax * 0.8);

export const nearCounterLimit = lint({
  code: 'many-counters',
  text: {
    en: 'Wallets would count {count} things for these rules; more than {most} are refused.',
    fr: 'Les portefeuilles compteraient {count} choses pour ces règles ; au-delà de {most}, c’est refusé.',
  },
  find: ({ document, campaign, campaignId }) => {
    const campaigns = campaign ? [{ id: campaignId, campaign, cancelledAt: null }] : [];
    const count = countersOf(document, campaigns);
    return count > manyCounters ? [{ path: campaign ? [] : ['rules'], values: { count, most: countersMax } }] : [];
  },
});
