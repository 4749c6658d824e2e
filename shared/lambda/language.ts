import { type Language, languages } from '../domain/words/language.ts';

/** More ranges than any browser sends are not looked at. */
const rangesMax = 20;
const range = /^\s*(?<tag>\*|[a-z]{2,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=(?<q>0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/**
 * The language to answer in, from `Accept-Language` (RFC 9110 §12.5.4): of those spoken the one that is wanted most,
 * the earlier named when two are wanted alike; the first of ours when none is, and for a header that is none.
 */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',', rangesMax).flatMap((text) => {
    const { tag, q = '1' } = range.exec(text)?.groups ?? {};
    return tag === undefined ? [] : [{ tag: tag.toLowerCase(), quality: Number(q) }];
  });
  const ranked = languages.map((language) => {
    const named = wanted.findIndex(({ tag }) => tag === language || tag.startsWith(`${language}-`));
    const { quality = 0 } = wanted[named] ?? wanted.find(({ tag }) => tag === '*') ?? {};
    // What is only covered by `*` comes after what is named.
    return { language, quality, place: named < 0 ? wanted.length : named };
  });
  const [best] = ranked.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality || a.place - b.place);
  return best?.language ?? languages[0];
}
