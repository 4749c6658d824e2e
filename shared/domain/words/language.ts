/** Languages in which the system explains itself; the first is spoken where no other is asked for. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** How numbers, amounts and dates are written: English as in Europe, the day before the month. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-150', fr: 'fr-FR' };

/** One text in every language; what is filled in stands in braces (fill.ts). */
export type Text = Readonly<Record<Language, string>>;
