import type { Funder } from '../funder.ts';
import { type Linted, lint } from './finding.ts';

/** A limit for all that never begins again: once it is used up its rules give nothing ever after. */
export const limitWithoutEnd = lint({
  code: 'limit-without-end',
  text: {
    en: 'This limit never begins again: once it is used up, what it covers gives nothing for ever.',
    fr: 'Cette limite ne repart jamais : une fois épuisée, ce qu’elle couvre ne donne plus rien, pour toujours.',
  },
  find: ({ caps }) =>
    caps
      .filter(({ cap }) => cap.window === 'ever' && (cap.per === 'all' || cap.per === 'merchant'))
      .map(({ path }) => ({ path: [...path, 'window'] })),
});

const isAnothersMoney = (funder: Funder): boolean =>
  Array.isArray(funder) ? funder.some(({ who }) => isAnothersMoney(who)) : funder !== 'merchant';

/** Somebody else's money without a limit for all: nothing says what it may cost. */
export const noBudget = lint({
  code: 'no-budget',
  text: {
    en: 'Nothing limits what this may cost its funder altogether: give it a budget or a cap for all.',
    fr: 'Rien ne limite ce que cela peut coûter en tout à qui le finance : fixez un budget ou un plafond pour tous.',
  },
  find: (linted: Linted) => {
    const { rules, caps, campaign } = linted;
    if (campaign && campaign.budgetMinor !== undefined) return [];
    const covers = (rule: { id: string; group: string; asset: string }) =>
      caps.some(
        ({ cap }) =>
          cap.per === 'all' &&
          (cap.asset ?? campaign?.asset) === rule.asset &&
          (cap.rules ? cap.rules.includes(rule.id) : cap.group === undefined || cap.group === rule.group),
      );
    const open = rules.filter(({ rule }) => rule.asset !== 'points' && isAnothersMoney(rule.funder) && !covers(rule));
    // Of a campaign it is the campaign that lacks a budget.
    if (campaign) return open.length > 0 ? [{ path: ['budgetMinor'] }] : [];
    return open.map(({ path }) => ({ path: [...path, 'funder'] }));
  },
});
