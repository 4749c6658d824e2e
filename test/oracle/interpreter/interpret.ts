import { isLine, overrideAt, type Read, readBasket } from './basket.ts';
import { applyCaps, byRule, type Given, type Limit } from './caps.ts';
import type { Threshold } from './give.ts';
import { givenBy, type Held } from './groups.ts';
import { type Past, samePeriod, type Wallet } from './history.ts';
import type { Purchase } from './purchase.ts';
import { proRata } from './rational.ts';
import { covers } from './scope.ts';
import { type Availability, availability, type End, expiry, funding, type Share } from './terms.ts';
import {
  capsOf,
  isRunning,
  type Named,
  type NameOfCap,
  rulesOf,
  standing,
  type Version,
  variantOf,
} from './version.ts';
import { holds, type Scene, type Size } from './when.ts';

/** What one rule gave. */
export type Reward = {
  readonly ruleId: string;
  readonly group: string;
  readonly asset: string;
  readonly baseMinor: number;
  readonly wantedMinor: number;
  readonly amountMinor: number;
  readonly capId: string | null;
  readonly funding: readonly Share[];
  readonly paidBy: readonly { readonly who: string; readonly amountMinor: number }[];
  readonly availability: Availability;
  readonly expiry: End;
};
export type Outcome = {
  readonly baseMinor: number;
  readonly excluded: readonly { readonly line: number; readonly reason: string }[];
  readonly rewards: readonly Reward[];
  readonly rejected: Readonly<Record<string, string>>;
  readonly limits: readonly Limit[];
  readonly variants: readonly string[];
  /** What later decisions will look back at. */
  readonly past: Past;
};

/** What is asked: `purchase` null for the opening of a wallet. */
export type Question = {
  readonly wallet: Wallet;
  readonly purchase: Purchase | null;
  readonly occurredAt: number;
  readonly channel: string;
  readonly granted: ReadonlyMap<string, number> | null;
};

/** What an operation gives, read straight from the grammar: no compiling, exact numbers, plain loops, no counters. */
export function interpret(version: Version, nameOf: NameOfCap, question: Question): Outcome {
  const { document } = version;
  const { wallet, purchase, occurredAt } = question;
  const basket = purchase ? readBasket(document, purchase) : [];
  const rejected: Record<string, string> = {};
  const held: Held[] = [];
  const sizes: Record<string, { baseMinor: number; pieces: number }> = {};
  const serving: Record<string, Record<string, number>> = {};
  const now: Past = { purchase, occurredAt, basket, held: sizes, given: [], served: {} };
  for (const named of rulesOf(version)) {
    if (named.rule.on !== (purchase ? 'purchase' : 'enrolment')) continue;
    const inScope = basket.filter(
      (each) => isLine(each) && each.out !== 'kind' && covers(named.rule.scope, each.line, purchase!, document.sets),
    );
    const lines = inScope.filter(({ out }) => out === null);
    const own: Record<string, number> = {};
    const scene: Scene = {
      document,
      wallet,
      now,
      channel: question.channel,
      named,
      total: sizeOf(basket),
      scope: sizeOf(lines),
      serving: own,
    };
    const reason = whyNot(scene, inScope, lines);
    if (reason) {
      rejected[named.id] = reason;
      continue;
    }
    held.push({ named, lines });
    serving[named.id] = own;
    sizes[named.id] = { baseMinor: lines.reduce((all, one) => all + one.baseMinor, 0), pieces: sizeOf(lines).pieces };
  }
  const crossed = (each: Held, effect: Threshold) => crossings(version, each, effect, question);
  const wanted = givenBy(document, held, rejected, crossed);
  const given = byRule(wanted);
  const place = { merchantId: purchase?.merchantId ?? '', sector: purchase?.sector ?? '' };
  const here = { document, wallet, occurredAt, ...place, granted: question.granted };
  const caps = capsOf(version, nameOf).filter(({ of }) => !of || isRunning(of, occurredAt));
  const { limits, bitten } = applyCaps(caps, given, here);

  const rewards: Reward[] = [];
  const served: Record<string, number> = {};
  for (const each of held) {
    const { named } = each;
    const amountMinor = sumOf(given, named);
    const wantedMinor = sumOf(wanted, named);
    if (wantedMinor > 0) {
      const capId = bitten.get(named.id)?.id ?? null;
      const won = new Set(wanted.filter((cell) => cell.named === named).map(({ line }) => line));
      rewards.push(rewardOf(version, each, won, { wantedMinor, amountMinor, capId }, question));
    }
    if (amountMinor > 0) {
      for (const [at, index] of Object.entries(serving[named.id]!)) served[`${named.id} ${at}`] = index;
    }
  }
  const earning = basket.filter((each) => isLine(each) && each.out === null);
  return {
    baseMinor: earning.reduce((all, { baseMinor }) => all + baseMinor, 0),
    excluded: basket.flatMap(({ at, out }) => (out === null ? [] : [{ line: at, reason: out }])),
    rewards,
    rejected,
    limits,
    variants: standing(version.campaigns)
      .filter((of) => isRunning(of, occurredAt))
      .flatMap((of) => {
        const variant = variantOf(of, wallet.id);
        return variant === null ? [] : [`${of.id}:${variant.id}`];
      }),
    past: { ...now, given: given.map(({ named, amountMinor }) => ({ named, amountMinor })), served },
  };
}

const sizeOf = (lines: readonly Read[]): Size => ({
  amountMinor: lines.reduce((all, { amountMinor }) => all + amountMinor, 0),
  pieces: lines.reduce((all, { pieces }) => all + pieces, 0),
});

const sumOf = (cells: readonly Given[], named: Named) =>
  cells.reduce((all, cell) => (cell.named === named ? all + cell.amountMinor : all), 0);

/** Chosen: a campaign's dates and variant first, then the scope, then conditions as they are written. */
function whyNot(scene: Scene, inScope: readonly Read[], lines: readonly Read[]): string | null {
  const { named, now, wallet } = scene;
  if (named.of && !isRunning(named.of, now.occurredAt)) return 'campaign';
  if (named.variantId !== null && variantOf(named.of!, wallet.id)?.id !== named.variantId) {
    return variantOf(named.of!, wallet.id)?.rules.length === 0 ? 'control' : 'variant';
  }
  if (now.purchase && inScope.length === 0) return 'scope';
  if (now.purchase && lines.length === 0) return 'excluded';
  const failed = named.rule.when.find((condition, at) => !holds(condition, scene, `${at}`));
  return failed ? `when-${failed.kind}` : null;
}

/** How often the member's counter passes the target with this purchase. It counts purchases for which the rule held. */
function crossings({ document }: Version, { named, lines }: Held, effect: Threshold, question: Question): number {
  const { wallet, purchase, occurredAt } = question;
  const past = wallet.past.filter(
    (each) =>
      each.held[named.id] !== undefined &&
      samePeriod(document.settings.timeZone, effect.window, each.occurredAt, occurredAt, named.of),
  );
  const merchants = new Set(past.map((each) => each.purchase!.merchantId));
  const measure = (all: readonly { baseMinor: number; pieces: number }[], merchantCount: number) =>
    effect.of === 'spend'
      ? all.reduce((sum, { baseMinor }) => sum + baseMinor, 0)
      : effect.of === 'quantity'
        ? all.reduce((sum, { pieces }) => sum + pieces, 0)
        : effect.of === 'purchases'
          ? all.length
          : merchantCount;
  const earlier = past.map((each) => each.held[named.id]!);
  const before = measure(earlier, merchants.size);
  const size = { baseMinor: lines.reduce((sum, { baseMinor }) => sum + baseMinor, 0), pieces: sizeOf(lines).pieces };
  const after = measure([...earlier, size], merchants.add(purchase!.merchantId).size);
  if (effect.repeat === 'once') return before < effect.target && after >= effect.target ? 1 : 0;
  return Math.floor(after / effect.target) - Math.floor(before / effect.target);
}

function rewardOf(
  { document }: Version,
  { named: { id, rule }, lines }: Held,
  won: ReadonlySet<number>,
  amounts: Pick<Reward, 'wantedMinor' | 'amountMinor' | 'capId'>,
  { purchase, occurredAt }: Question,
): Reward {
  const { timeZone, expiry: expiries, pending } = document.settings;
  const merchantId = purchase?.merchantId ?? '';
  const shares = funding(rule.funder, merchantId);
  const parts = proRata(
    amounts.amountMinor,
    shares.map(({ shareBps }) => shareBps),
  );
  return {
    ruleId: id,
    group: rule.group,
    asset: rule.asset,
    // Chosen: the base of a rule is that of the lines it won.
    baseMinor: lines.reduce((all, { at, baseMinor }) => (won.has(at) ? all + baseMinor : all), 0),
    ...amounts,
    funding: shares,
    paidBy: shares.map(({ who }, at) => ({ who, amountMinor: parts[at]! })).filter((part) => part.amountMinor > 0),
    availability: availability(rule.credit ?? overrideAt(document, merchantId).pending ?? pending, occurredAt),
    expiry: expiry(rule.expiry ?? expiries[rule.asset] ?? { mode: 'never' }, timeZone, occurredAt),
  };
}
