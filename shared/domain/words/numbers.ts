import type { Asset } from '../asset.ts';
import { dayMs, type Instant } from '../instant.ts';
import { type Weekday, weekdays } from '../local-time.ts';
import { wholeBps } from '../money.ts';
import { type Language, locales, type Text } from './language.ts';

type Counted = Readonly<Record<'one' | 'other', Text>>;
const counted = {
  points: { one: { en: 'point', fr: 'point' }, other: { en: 'points', fr: 'points' } },
  pieces: { one: { en: 'piece', fr: 'article' }, other: { en: 'pieces', fr: 'articles' } },
  purchases: { one: { en: 'purchase', fr: 'achat' }, other: { en: 'purchases', fr: 'achats' } },
  merchants: { one: { en: 'merchant', fr: 'commerçant' }, other: { en: 'merchants', fr: 'commerçants' } },
  members: { one: { en: 'member', fr: 'membre' }, other: { en: 'members', fr: 'membres' } },
  receipts: {
    one: { en: 'rewarded receipt', fr: 'ticket récompensé' },
    other: { en: 'rewarded receipts', fr: 'tickets récompensés' },
  },
  rules: { one: { en: 'rule', fr: 'règle' }, other: { en: 'rules', fr: 'règles' } },
  names: { one: { en: 'name', fr: 'nom' }, other: { en: 'names', fr: 'noms' } },
} as const satisfies Readonly<Record<string, Counted>>;

const assetNames: Readonly<Record<Asset, Text>> = {
  cashback: { en: 'cashback', fr: 'cashback' },
  prepaid: { en: 'prepaid value', fr: 'valeur prépayée' },
  gift: { en: 'gift value', fr: 'valeur cadeau' },
  sponsor: { en: 'sponsored value', fr: 'valeur sponsorisée' },
  points: { en: 'points', fr: 'points' },
};

const ordinals: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
/** 2024-01-01 was a Monday. */
const monday = Date.UTC(2024, 0, 1);

/** Numbers, amounts and times as people write them in a language (Intl); formatters are made when first used. */
export function numbersIn(language: Language, currency: string, timeZone: string) {
  const locale = locales[language];
  const dates = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
  const moments = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }));
  const yearDays = once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }));
  const days = once(() => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }));
  const numbers = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }));
  const percents = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }));
  const moneys = once(() => new Intl.NumberFormat(locale, { style: 'currency', currency }));
  const plurals = once(() => new Intl.PluralRules(locale));
  const ranks = once(() => new Intl.PluralRules(locale, { type: 'ordinal' }));

  const number = (value: number) => numbers().format(value);
  const count = (what: keyof typeof counted) => (value: number) =>
    `${number(value)} ${counted[what][plurals().select(value) === 'one' ? 'one' : 'other'][language]}`;
  const unit = (name: string) => (value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  /** Minor units of the ecosystem's currency. */
  const amount = (minor: number) => {
    const { maximumFractionDigits: digits = 2 } = moneys().resolvedOptions();
    return moneys().format(minor / 10 ** digits);
  };
  const asset = (name: Asset) => assetNames[name][language];
  const points = count('points');
  // The first of a month is an ordinal in French.
  const inFrench = (date: string) => (language === 'fr' ? date.replace(/^1 /, '1er ') : date);

  return {
    number,
    amount,
    asset,
    points,
    pieces: count('pieces'),
    purchases: count('purchases'),
    merchants: count('merchants'),
    members: count('members'),
    receipts: count('receipts'),
    rules: count('rules'),
    names: count('names'),
    hours: unit('hour'),
    days: unit('day'),
    months: unit('month'),
    /** A reward is of the asset that stands beside it. */
    reward(minor: number, { asset: of = 'cashback' }: { asset?: Asset }) {
      if (of === 'points') return points(minor);
      return of === 'cashback' ? amount(minor) : `${amount(minor)} (${asset(of)})`;
    },
    rate: (bps: number) => percents().format(bps / wholeBps),
    factor: (bps: number) => number(bps / wholeBps),
    ordinal: (value: number) =>
      language === 'fr'
        ? `${number(value)}${value === 1 ? 'er' : 'e'}`
        : number(value) + ordinals[ranks().select(value)],
    /** A local date, `YYYY-MM-DD`. */
    date: (date: string) => inFrench(dates().format(Date.parse(`${date}T00:00:00Z`))),
    /** A day of every year, `MM-DD`. */
    monthDay: (day: string) => inFrench(yearDays().format(Date.parse(`2024-${day}T00:00:00Z`))),
    moment: (at: Instant) => inFrench(moments().format(at)),
    /** A local time, `HH:MM`. */
    time(time: string) {
      const [hour, minute] = time.split(':');
      return language === 'fr' ? `${Number(hour)} h${minute === '00' ? '' : ` ${minute}`}` : time;
    },
    weekday: (day: Weekday) => days().format(monday + weekdays.indexOf(day) * dayMs),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
