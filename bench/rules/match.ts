import { dayOf, localTimeIn } from '../../shared/domain/local-time.ts';
import type { Facts } from '../../shared/domain/ruleset/facts.ts';

/** What the general engines are asked about: one line of a basket, flat. */
export type Question = {
  readonly sku: string;
  readonly brand: string;
  readonly category: string;
  readonly attributes: readonly string[];
  readonly merchantId: string;
  readonly sector: string;
  readonly channel: string;
  /** Days since 1970-01-01, as Boucle compares dates: no engine is made to read or write them as text. */
  readonly day: number;
  readonly weekday: string;
  readonly minute: number;
  readonly totalMinor: number;
};

const time = localTimeIn('Europe/Paris');

/** The week of brand x. */
export const [firstDay, lastDay] = [dayOf('2026-03-09'), dayOf('2026-03-15')];

/** The questions of a basket, made anew for every decision, as a purchase would. */
export function questionsOf({ merchantId, sector, channel, occurredAt, lines }: Facts): Question[] {
  const { day, weekday, minute } = time.read(occurredAt);
  let totalMinor = 0;
  for (const { amountMinor } of lines) totalMinor += amountMinor;
  return lines.map(({ sku, brand, category, attributes }) => ({
    sku,
    brand,
    category,
    attributes,
    merchantId,
    sector,
    channel,
    day,
    weekday,
    minute,
    totalMinor,
  }));
}

/** The ten rules as conditions on a question; `path` is the engine's own way to name a field. */
export const baseFirst = ['jean', 'brand-x', 'bio', 'shoes', 'zara', 'fashion', 'all'] as const;
export const boosts = ['large', 'off-peak', 'web'] as const;
export type RuleId = (typeof baseFirst)[number] | (typeof boosts)[number];
