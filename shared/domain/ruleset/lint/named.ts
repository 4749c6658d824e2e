import type { Funder } from '../funder.ts';
import { type Found, type Linted, lint, type Placed } from './finding.ts';
import { fundersIn } from './known.ts';

/** A funder who is no merchant: nobody would be sent the bill. */
export const funderNotFound = lint({
  code: 'not-found',
  text: {
    en: 'There is no merchant `{merchant}` who could pay for this.',
    fr: 'Il n’y a pas de commerçant `{merchant}` qui pourrait payer cela.',
  },
  find: (linted) =>
    namedWith('funder', linted).flatMap(({ rule: { funder }, path }) =>
      fundersIn(funder)
        .filter(({ merchantId }) => linted.known.sectors.get(merchantId) === null)
        .map(({ merchantId, share }) => ({
          path: [...path, ...placeOf(funder, share)],
          values: { merchant: merchantId },
        })),
    ),
});

const placeOf = (funder: Funder, share: number) => (Array.isArray(funder) ? [share, 'who'] : []);

/** An asset that the ecosystem does not have: members would be given what nobody shows or takes. */
export const assetNotHad = lint({
  code: 'not-allowed',
  text: {
    en: 'This ecosystem has no asset `{asset}`.',
    fr: 'Cet écosystème n’a pas de valeur de type `{asset}`.',
  },
  find: (linted) =>
    namedWith('asset', linted)
      .filter(({ rule }) => !linted.known.assets.includes(rule.asset))
      .map(({ rule, path }) => ({ path, values: { asset: rule.asset } })),
});

type Named = Pick<Placed, 'rule'> & { readonly path: Found['path'] };

/** Rules with where a field of theirs is written: a campaign's own, once, where its rules have none. */
function namedWith(field: 'funder' | 'asset', { rules, campaign }: Linted): readonly Named[] {
  const isInherited = ({ rule }: Placed) => campaign !== null && rule[field] === campaign[field];
  const inheriting = rules.find(isInherited);
  return [
    ...(inheriting ? [{ rule: inheriting.rule, path: [field] }] : []),
    ...rules.filter((placed) => !isInherited(placed)).map(({ rule, path }) => ({ rule, path: [...path, field] })),
  ];
}
