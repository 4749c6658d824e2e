import { type Condition, conditions } from '../condition/conditions.ts';
import { type Effect, effects } from '../effect/effects.ts';
import type { Weekday } from '../local-time.ts';
import type { Channel, TenderKind } from '../purchase-line.ts';
import type { Window } from '../ruleset/cap.ts';
import type { Scope } from '../ruleset/scope.ts';
import { type Formats, fill, type Values } from './fill.ts';
import type { Language, Text } from './language.ts';
import { channelNames, moreNames, negation, restrictingText, tenderNames, windowNames } from './names.ts';
import { numbersIn } from './numbers.ts';
import { sayScope } from './scope.ts';

/** In which language and place is spoken, and to whom. */
export type Speaking = {
  readonly language: Language;
  /** ISO 4217. */
  readonly currency: string;
  readonly timeZone: string;
  /** The merchant who is told nothing of others (promise 4), null for who sees all. */
  readonly discreetTo: string | null;
  /** What a campaign is called; its id where nobody knows. */
  readonly campaignName: (id: string) => string;
  /** Names of a list that are said, 10 unless given; of the rest how many there are. */
  readonly namesMax?: number;
};

/** Kinds whose fields name what a member takes part in: a merchant hears only that there is such a condition. */
const ofTheMember: readonly Condition['kind'][] = ['audience', 'optedIn'];

/** What says things in one language, to one kind of reader. */
export type Say = ReturnType<typeof sayIn>;

/** Texts, conditions and effects in a language; texts name the formats below (`{minMinor:amount}`). */
export function sayIn(speaking: Speaking) {
  const { language, discreetTo, campaignName, namesMax = 10 } = speaking;
  const numbers = numbersIn(language, speaking.currency, speaking.timeZone);
  const text = (of: Text, values: Values = {}): string => punctuated(fill(of[language], values, formats), language);

  const list = (type: 'conjunction' | 'disjunction') => (items: readonly unknown[]) => {
    const said = items.slice(0, namesMax).map(String);
    const more = items.length - said.length;
    if (more > 0) said.push(text(moreNames, { count: numbers.number(more) }));
    return new Intl.ListFormat(language, { type }).format(said);
  };
  const [and, or] = [list('conjunction'), list('disjunction')];
  const quoted = (name: string) => (language === 'fr' ? `« ${name} »` : `“${name}”`);

  /** A condition as it stands in its rule, turned round where it says so. */
  function condition({ not, ...fields }: Condition): string {
    // A choice of one is that one.
    if (fields.kind === 'any' && fields.of.length === 1)
      return condition({ ...fields.of[0]!, not: fields.of[0]!.not !== not });
    const isHidden = discreetTo !== null && ofTheMember.includes(fields.kind);
    const that = text(conditions[fields.kind].explain, isHidden ? {} : fields);
    return not ? text(negation, { that }) : that;
  }
  /** What an effect gives; with `baseMinor` on how much. */
  const effect = (fields: Effect, values: Values = {}): string =>
    text(effects[fields.kind].explain, { ...fields, ...values });

  /** Where; '' for everywhere. */
  const bareScope = (fields: Scope): string => sayScope(fields, { text, discreetTo });
  /** Where, after what it restricts. */
  function scope(fields: Scope): string {
    const said = bareScope(fields);
    return said === '' ? '' : text(restrictingText, { scope: said });
  }

  const formats: Formats = {
    ...numbers,
    and,
    or,
    quoted,
    window: (name: Window) => windowNames[name][language],
    channels: (names: readonly Channel[]) => or(names.map((name) => channelNames[name][language])),
    tenders: (names: readonly TenderKind[]) => and(names.map((name) => tenderNames[name][language])),
    weekdays: (days: readonly Weekday[]) =>
      and(days.map((day) => (language === 'fr' ? `le ${numbers.weekday(day)}` : numbers.weekday(day)))),
    scope,
    campaign: (id: string) => quoted(campaignName(id)),
    conditions: (all: readonly Condition[]) => or(all.map(condition)),
  };

  return { ...numbers, language, discreetTo, formats, text, and, or, quoted, scope, bareScope, condition, effect };
}

/** French sets its high punctuation off, and does not break before it. */
const punctuated = (said: string, language: Language) =>
  language === 'fr' ? said.replace(/ ([:;!?»])/g, '\u00a0$1').replace(/« /g, '«\u00a0') : said;
