/** What is filled in, by name; undefined, null, false, '' and empty lists and scopes are not there. */
export type Values = Readonly<Record<string, unknown>>;
/** Writes a value out; it may look at the others, as an amount at its asset. */
export type Format = (value: never, values: Values) => string;
export type Formats = Readonly<Record<string, Format>>;

const part = /\[([^[\]]*)\]/g;
const place = /\{(!?)(\w+)(?::(\w+)|(?:=(\w+))?(\?))?\}/g;

/**
 * Fills a text. `{name}` and `{name:format}` are replaced. A part in brackets stands only where all that it names is
 * there; `{name?}`, `{!name?}` and `{name=word?}` say nothing themselves: their part stands where the value is there, is
 * not, or is that word. Throws for a name that is missing outside brackets and for an unknown format: both are bugs.
 */
export function fill(text: string, values: Values, formats: Formats): string {
  const written = (source: string) =>
    source.replace(place, (_, _not, name: string, format: string | undefined, _word, question: string | undefined) => {
      if (question) return '';
      const value = values[name];
      if (!isThere(value)) throw new Error(`nothing to say for ${name} in: ${text}`);
      if (format === undefined) return String(value);
      const write = formats[format];
      if (!write) throw new Error(`no format ${format} in: ${text}`);
      return write(value as never, values);
    });
  let filled = '';
  let from = 0;
  // What is filled in may have brackets of its own: only the text's are read.
  for (const found of text.matchAll(part)) {
    filled += written(text.slice(from, found.index));
    if (stands(found[1]!, values)) filled += written(found[1]!);
    from = found.index + found[0].length;
  }
  return (filled + written(text.slice(from))).replace(/ +/g, ' ').trim();
}

const stands = (inner: string, values: Values) =>
  [...inner.matchAll(place)].every(([, not, name, , word]) => {
    const value = values[name!];
    return (word === undefined ? isThere(value) : value === word) !== (not === '!');
  });

function isThere(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

export type Place = { readonly name: string; readonly format: string | undefined };
/** The places of a text, in its order. */
export const placesIn = (text: string): Place[] =>
  [...text.matchAll(place)].map(([, , name, format]) => ({ name: name!, format }));
