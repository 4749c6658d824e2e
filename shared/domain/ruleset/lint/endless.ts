import type { Funder } from '../funder.ts';
import type { Rule } from '../rule.ts';
import { type Linted, lint, type Placed } from './finding.ts';

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
  find: (linted) => {
    const { campaign } = linted;
    if (campaign && campaign.budgetMinor !== undefined) return [];
    const open = openIn(linted).filter(({ rule }) => rule.asset !== 'points');
    // Of a campaign it is the campaign that lacks a budget.
    if (campaign) return open.length > 0 ? [{ path: ['budgetMinor'] }] : [];
    return open.map(({ path }) => ({ path: [...path, 'funder'] }));
  },
});

/** A budget is of one asset: who set one thinks that it covers all that the campaign gives, points too. */
export const budgetOfAnother = lint({
  code: 'no-budget',
  text: {
    en: 'The budget is one of `{budget}` and does not cover `{asset}`: nothing limits what this rule may give altogether.',
    fr: 'Le budget porte sur `{budget}` et ne couvre pas `{asset}` : rien ne limite ce que cette règle peut donner en tout.',
  },
  find: (linted) => {
    const { campaign } = linted;
    if (!campaign || campaign.budgetMinor === undefined) return [];
    return openIn(linted)
      .filter(({ rule }) => rule.asset !== campaign.asset)
      .map(({ rule, path }) => ({ path: [...path, 'asset'], values: { budget: campaign.asset, asset: rule.asset } }));
  },
});

/** Rules of somebody else's money that no limit for all covers, a budget aside. */
function openIn({ rules, caps, campaign, document }: Linted): readonly Placed[] {
  const own = caps.map(({ cap }) => ({ ...cap, asset: cap.asset ?? campaign?.asset }));
  // Those of the base document hold for a campaign's rules too, unless they name their own.
  const limits = [...own, ...(campaign ? document.caps.filter((cap) => cap.rules === undefined) : [])];
  const covers = (rule: Rule) =>
    limits.some(
      (cap) =>
        cap.per === 'all' &&
        cap.asset === rule.asset &&
        (cap.rules ? cap.rules.includes(rule.id) : cap.group === undefined || cap.group === rule.group),
    );
  return rules.filter(({ rule }) => isAnothersMoney(rule.funder) && !covers(rule));
}
