import { isLine, overrideAt, type Read, readBasket } from './basket.ts';
import { read } from './calendar.ts';
import { type Held, type Reward, rewardsOf } from './groups.ts';
import type { Document } from './language.ts';
import type { Purchase } from './purchase.ts';
import { covers } from './scope.ts';
import { holds, type Scene, type Size } from './when.ts';

export type Outcome = {
  readonly baseMinor: number;
  readonly excluded: readonly { readonly line: number; readonly reason: string }[];
  readonly rewards: readonly Reward[];
  readonly rejected: Readonly<Record<string, string>>;
};

/** What a purchase earns, read straight from the grammar: no compiling, exact numbers, plain loops. */
export function interpretPurchase(document: Document, purchase: Purchase): Outcome {
  const basket = readBasket(document, purchase);
  const local = read(document.settings.timeZone, purchase.occurredAt);
  const rejected: Record<string, string> = {};
  const held: Held[] = [];
  for (const rule of document.rules) {
    if (rule.on !== 'purchase') continue;
    const inScope = basket.filter(
      (each) => isLine(each) && each.out !== 'kind' && covers(rule.scope, each.line, purchase, document.sets),
    );
    const lines = inScope.filter(({ out }) => out === null);
    const scene: Scene = { local, channel: purchase.channel, total: sizeOf(basket), scope: sizeOf(lines) };
    const fails = rule.when.find((condition) => !holds(condition, scene));
    if (inScope.length === 0) rejected[rule.id] = 'scope';
    else if (lines.length === 0) rejected[rule.id] = 'excluded';
    else if (fails) rejected[rule.id] = `when-${fails.kind}`;
    else held.push({ rule, lines });
  }
  const pending = overrideAt(document, purchase.merchantId).pending ?? document.settings.pending;
  const baseMinor = basket
    .filter((each) => isLine(each) && each.out === null)
    .reduce((all, one) => all + one.baseMinor, 0);
  return {
    baseMinor,
    excluded: basket.flatMap(({ at, out }) => (out === null ? [] : [{ line: at, reason: out }])),
    rewards: rewardsOf(document, held, rejected, { at: purchase.occurredAt, merchantId: purchase.merchantId, pending }),
    rejected,
  };
}

const sizeOf = (lines: readonly Read[]): Size => ({
  amountMinor: lines.reduce((all, { amountMinor }) => all + amountMinor, 0),
  pieces: lines.reduce((all, { pieces }) => all + pieces, 0),
});

/** What opening a wallet gives: receipt effects without lines. */
export function interpretEnrolment(
  document: Document,
  { occurredAt, channel }: Pick<Purchase, 'occurredAt' | 'channel'>,
): Outcome {
  const rejected: Record<string, string> = {};
  const held: Held[] = [];
  const nothing: Size = { amountMinor: 0, pieces: 0 };
  const scene: Scene = { local: read(document.settings.timeZone, occurredAt), channel, total: nothing, scope: nothing };
  for (const rule of document.rules) {
    if (rule.on !== 'enrolment') continue;
    const fails = rule.when.find((condition) => !holds(condition, scene));
    if (fails) rejected[rule.id] = `when-${fails.kind}`;
    else held.push({ rule, lines: [] });
  }
  const { pending } = document.settings;
  return {
    baseMinor: 0,
    excluded: [],
    rewards: rewardsOf(document, held, rejected, { at: occurredAt, merchantId: '', pending }),
    rejected,
  };
}
