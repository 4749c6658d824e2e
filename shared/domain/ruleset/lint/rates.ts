import { listOf, type Scope } from '../scope.ts';
import { type Found, type Linted, lint } from './finding.ts';
import { isOnProducts, isRateByPlace, sectorsOf } from './known.ts';

/** Guard rails of a rate that holds wherever a merchant sells (S1-15), and of one on products (S4-01: up to 30 %). */
const leastBps = 150;
const mostBps = 800;
const mostOnProductsBps = 3_000;

/** Advisable rates by sector, in basis points (S1-15). */
const bands: Readonly<Record<string, readonly [number, number]>> = {
  restaurant: [300, 500],
  fashion: [200, 400],
  service: [400, 600],
  food: [150, 300],
  leisure: [300, 600],
};
/** Sectors are the operator's own words: `restaurants` is meant as `restaurant`. */
const bandOf = (sector: string) => bands[sector.toLowerCase().replace(/s$/, '')];

type Rate = Found & {
  readonly rateBps: number;
  readonly scope: Scope;
  readonly group: string;
  readonly isByPlace: boolean;
};

/** Rates of cashback; points are counted, not paid. A rate of 0 takes a product out on purpose. */
const ratesIn = ({ rules }: Linted): Rate[] =>
  rules.flatMap(({ rule, path }) => {
    const { effect, asset, scope, group } = rule;
    return effect.kind === 'rate' && asset !== 'points' && effect.rateBps > 0
      ? [
          {
            path: [...path, 'effect', 'rateBps'],
            rateBps: effect.rateBps,
            scope,
            group,
            isByPlace: isRateByPlace(rule),
            values: { rate: percent(effect.rateBps) },
          },
        ]
      : [];
  });

const percent = (bps: number): string => String(bps / 100);

export const rateTooLow = lint({
  code: 'rate-too-low',
  text: {
    en: 'A rate of {rate} % is below 1.5 %: members hardly notice it.',
    fr: 'Un taux de {rate} % est inférieur à 1,5 % : les membres le remarquent à peine.',
  },
  // A boost is on top of something.
  find: (linted) => ratesIn(linted).filter(({ rateBps, group }) => group === 'base' && rateBps < leastBps),
});

export const rateTooHigh = lint({
  code: 'rate-too-high',
  text: {
    en: 'A rate of {rate} % is above {most} %: it eats the margin.',
    fr: 'Un taux de {rate} % dépasse {most} % : il entame la marge.',
  },
  find: (linted) =>
    ratesIn(linted).flatMap(({ path, rateBps, scope, values }) => {
      const most = isOnProducts(scope) ? mostOnProductsBps : mostBps;
      return rateBps > most ? [{ path, values: { ...values, most: percent(most) } }] : [];
    }),
});

export const rateOutsideBand = lint({
  code: 'rate-outside-band',
  text: {
    en: 'A rate of {rate} % is outside what is advisable in the sector {sector}: {least} to {most} %.',
    fr: 'Un taux de {rate} % sort de la fourchette conseillée pour le secteur {sector} : {least} à {most} %.',
  },
  find: (linted) =>
    ratesIn(linted)
      .filter(({ isByPlace }) => isByPlace)
      .flatMap(({ path, rateBps, scope, values }) => {
        // Of a rate that is out of bounds anywhere no more is said but of a sector that it names.
        const isTold = rateBps < leastBps || rateBps > mostBps;
        const sectors = isTold ? listOf(scope.sector ?? []) : sectorsOf(scope, linted.known);
        return sectors.flatMap((sector) => {
          const [least, most] = bandOf(sector) ?? [0, Number.POSITIVE_INFINITY];
          if (least <= rateBps && rateBps <= most) return [];
          return [{ path, values: { ...values, sector, least: percent(least), most: percent(most) } }];
        });
      }),
});
