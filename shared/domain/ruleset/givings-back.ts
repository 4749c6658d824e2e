import type { Credit } from '../effects.ts';
import type { CounterUse, LoweredCounter, TakenBack } from './counter.ts';
import type { CompiledRule } from './decide.ts';
import { fundingOf } from './funder.ts';
import { asRemembered, type Giving, givingsIn, lapsesAtOf } from './giving.ts';

/**
 * What a counter remembers once a return is undone that had made it forget, and what that gives again of each reward.
 * @param lowered what the return had lowered; none of a return that is not undone whole, or of another wallet
 */
export function givingsBack(
  lowered: readonly LoweredCounter[],
  { key, period }: CounterUse,
  names: readonly string[],
): { parts: Giving[]; givings: Giving[] } {
  const one = lowered.find(({ after }) => after.key === key);
  const now = givingsIn(names, period);
  const kept = givingsIn(one?.after.names ?? [], period);
  const parts = givingsIn(one?.before.names ?? [], period)
    .map((giving) => plus(giving, findIn(kept, giving), -1))
    .filter(({ amountMinor, times }) => amountMinor > 0 || times > 0);
  const others = now.filter((giving) => !findIn(parts, giving));
  return { parts, givings: inOrder([...others, ...parts.map((part) => plus(part, findIn(now, part)))]) };
}

/** With a reward that a purchase reaches by itself once a return of it is undone. */
export function givingsAnew(
  givings: readonly Giving[],
  reward: Pick<Giving, 'merchantId' | 'sequence' | 'times' | 'amountMinor'>,
  lot: Pick<Credit, 'lotId' | 'availability'> | undefined,
): Giving[] {
  const giving = { ...reward, lotId: lot?.lotId ?? '', repaidMinor: 0, lapsesAt: lot ? lapsesAtOf(lot) : 0 };
  const others = givings.filter(({ sequence }) => sequence !== reward.sequence);
  return inOrder([...others, plus(giving, findIn(givings, giving))]);
}

/** What is given again of the rewards that the counter remembers, and of those that it does not. */
export function regivenOf(
  { id: ruleId, asset, funder }: CompiledRule['rule'],
  parts: readonly Giving[],
  amountMinor: number,
  payerId: string,
): TakenBack[] {
  const known = parts.map((part): TakenBack => {
    const { amountMinor: partMinor, merchantId } = part;
    const funding = fundingOf(funder, merchantId);
    return { ruleId, asset, amountMinor: partMinor, funding, giving: asRemembered(part) };
  });
  const restMinor = amountMinor - known.reduce((sum, part) => sum + part.amountMinor, 0);
  const rest = { ruleId, asset, amountMinor: restMinor, funding: fundingOf(funder, payerId) };
  return [...known, rest].filter((one) => one.amountMinor > 0);
}

const findIn = (givings: readonly Giving[], { sequence }: Giving) =>
  givings.find((giving) => giving.sequence === sequence);
const inOrder = (givings: readonly Giving[]) => givings.toSorted((a, b) => a.sequence - b.sequence);

const plus = (giving: Giving, more: Giving | undefined, sign = 1): Giving => ({
  ...giving,
  amountMinor: giving.amountMinor + sign * (more?.amountMinor ?? 0),
  repaidMinor: giving.repaidMinor + sign * (more?.repaidMinor ?? 0),
  times: giving.times + sign * (more?.times ?? 0),
});
