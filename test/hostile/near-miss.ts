import type { Chance } from '../oracle/random/chance.ts';

type Place = readonly PropertyKey[];

/** Texts that have a form: days, times, ids, zones; words that are one of a list have none. */
const isFormed = (text: string) => /[\d_/:-]/.test(text);

/** Where a value has texts of a form. */
export function formedIn(value: unknown, place: Place = []): Place[] {
  if (typeof value === 'string') return isFormed(value) ? [place] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => formedIn(inner, [...place, key]));
}

const numbers = ['0', '00', '1', '13', '24', '25', '29', '30', '31', '32', '45', '60', '99', '-1', '1e3', ''];
const changes: readonly ((text: string, chance: Chance) => string)[] = [
  // Another number where one was: months that are none, days that a month lacks, hours past the day.
  (text, chance) => {
    const found = [...text.matchAll(/\d+/g)];
    if (found.length === 0) return `${text}1`;
    const { 0: number, index } = chance.pick(found);
    return text.slice(0, index) + chance.pick(numbers) + text.slice(index + number.length);
  },
  (text) => text.replace(/\b0(\d)/g, '$1'),
  (text) => text.replace(/[-:]/, ''),
  (text) => text.replaceAll('-', '/'),
  (text, chance) => text.slice(0, chance.int(0, text.length)),
  (text, chance) => {
    const at = chance.int(0, text.length);
    return text.slice(0, at) + chance.pick(['0', '-', ' ', '_', '\n', 'é', '٣', '\u0000']) + text.slice(at);
  },
  (text) => text.toUpperCase(),
  (text) => ` ${text}`,
  (text) => text + text,
];

/** A text that nearly has the form of another: what a check of the form refuses, and what runs after it still gets. */
export const nearMiss = (text: string, chance: Chance): string => chance.pick(changes)(text, chance);

/** A value with one of its texts of a form nearly in it; as it is where it has none. */
export function nearlyRight(value: unknown, chance: Chance): unknown {
  const places = formedIn(value);
  return places.length === 0 ? value : changedAt(value, chance.pick(places), (text) => nearMiss(text, chance));
}

function changedAt(value: unknown, [key, ...rest]: Place, change: (text: string) => string): unknown {
  if (key === undefined) return change(value as string);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<PropertyKey, unknown>;
  copy[key] = changedAt(copy[key], rest, change);
  return copy;
}
