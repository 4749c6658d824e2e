import type { Asset } from './asset.ts';
import type { Returned } from './event.ts';
import type { GivenAgain, Regiven } from './give-again.ts';
import { type LotMovement, onlyTerms } from './lot.ts';
import { fundersRelieved, opposite } from './reversal.ts';
import type { WalletState } from './wallet.ts';

/**
 * Gives rewards again until engine 2, when a return did not say what it had taken of which: first what it had made the
 * member owe is owed no more, then lots get back what they had, in their order.
 */
export function giveAgainInOrder(
  rewards: readonly Regiven[],
  { clawbacks }: Returned,
  drawn: readonly LotMovement[],
  owed: WalletState['owed'],
  isMoved: boolean,
): GivenAgain {
  const notGiven = writtenOffOf(rewards, clawbacks);
  const left = { writtenOff: notTaken(rewards, clawbacks), owed: sumsOf(clawbacks, ({ owedMinor }) => owedMinor) };
  const debts = new Map(owed.map((debt) => [debt.asset, debt.amountMinor]));
  const lots = drawn.map((movement) => ({ ...movement }));
  const given: GivenAgain = { puts: [], carried: [], postings: [] };
  for (const [at, { asset, minor, terms, lotId }] of rewards.entries()) {
    const wantedMinor = minor[1] - minor[0];
    let netMinor = wantedMinor - (notGiven?.[at] ?? drain(left.writtenOff, asset, wantedMinor));
    given.postings.push(...opposite(fundersRelieved(asset, terms.funding, [minor[1], minor[0]], netMinor)));
    const repaidMinor = drain(debts, asset, Math.min(netMinor, left.owed.get(asset) ?? 0));
    drain(left.owed, asset, repaidMinor);
    if (repaidMinor > 0) given.postings.push({ account: 'owed', asset, amountMinor: repaidMinor });
    netMinor -= repaidMinor;
    for (const lot of lots) {
      if (lot.asset !== asset || netMinor === 0 || lot.amountMinor === 0) continue;
      const amountMinor = Math.min(lot.amountMinor, netMinor);
      given.puts.push({ ...lot, amountMinor });
      lot.amountMinor -= amountMinor;
      netMinor -= amountMinor;
    }
    if (netMinor === 0) continue;
    const rest = { ...onlyTerms(terms), lotId, amountMinor: netMinor };
    (isMoved || lotId === '' ? given.carried : given.puts).push(rest);
  }
  return given;
}

/** What of each reward had been written off: a return tells its clawbacks in the same order. Null when it was of others. */
function writtenOffOf(rewards: readonly Regiven[], clawbacks: Returned['clawbacks']): number[] | null {
  const isSame = (reward: Regiven, at: number) => {
    const { asset, fromWalletMinor, owedMinor, writtenOffMinor } = clawbacks[at]!;
    return (
      asset === reward.asset && fromWalletMinor + owedMinor + writtenOffMinor === reward.minor[1] - reward.minor[0]
    );
  };
  if (clawbacks.length !== rewards.length || !rewards.every(isSame)) return null;
  return clawbacks.map(({ writtenOffMinor }) => writtenOffMinor);
}

/**
 * What is not given again since it was never taken: what had been written off, less what of all that the return had taken
 * back is not given again anyway.
 */
function notTaken(rewards: readonly Regiven[], clawbacks: Returned['clawbacks']): Map<Asset, number> {
  const again = sumsOf(rewards, ({ minor }) => minor[1] - minor[0]);
  const all = sumsOf(clawbacks, (one) => one.fromWalletMinor + one.owedMinor + one.writtenOffMinor);
  const writtenOff = sumsOf(clawbacks, ({ writtenOffMinor }) => writtenOffMinor);
  for (const [asset, amountMinor] of writtenOff) {
    const keptBackMinor = Math.max(0, (all.get(asset) ?? 0) - (again.get(asset) ?? 0));
    writtenOff.set(asset, Math.max(0, amountMinor - keptBackMinor));
  }
  return writtenOff;
}

function sumsOf<T extends { readonly asset: Asset }>(parts: readonly T[], minorOf: (part: T) => number) {
  const sums = new Map<Asset, number>();
  for (const part of parts) sums.set(part.asset, (sums.get(part.asset) ?? 0) + minorOf(part));
  return sums;
}

/** Takes of what is left of an asset, as far as it goes. Returns how much that is. */
function drain(left: Map<Asset, number>, asset: Asset, wantedMinor: number): number {
  const amountMinor = Math.min(left.get(asset) ?? 0, wantedMinor);
  if (amountMinor > 0) left.set(asset, left.get(asset)! - amountMinor);
  return amountMinor;
}
