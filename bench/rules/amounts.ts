import type { Facts } from '../../shared/domain/ruleset/facts.ts';
import { baseFirst, type RuleId } from './match.ts';

const rateBps: Readonly<Record<string, number>> = {
  all: 100,
  fashion: 200,
  zara: 250,
  shoes: 400,
  bio: 500,
  'brand-x': 1500,
  jean: 600,
  web: 100,
  large: 50,
};

type Cell = { readonly id: RuleId; readonly line: number; readonly tenThousandths: number };

/**
 * The arithmetic that the general engines leave to whoever uses them, written for these ten rules only: of each line
 * what the wallet paid comes off, the most specific rate holds, boosts add up, each group is rounded once.
 */
export function amountsOf(facts: Facts, matched: readonly (readonly RuleId[])[]): Record<string, number> {
  const bases = netOfWallet(facts);
  const base: Cell[] = [];
  for (const [line, ids] of matched.entries()) {
    const id = baseFirst.find((each) => ids.includes(each))!;
    base.push({ id, line, tenThousandths: bases[line]! * rateBps[id]! });
  }
  const wholeBase = rounded(base);
  const boost: Cell[] = [];
  for (const [line, ids] of matched.entries()) {
    for (const id of ['large', 'off-peak', 'web'] as const) {
      if (!ids.includes(id)) continue;
      const tenThousandths = id === 'off-peak' ? wholeBase[line]! * 10_000 : bases[line]! * rateBps[id]!;
      boost.push({ id, line, tenThousandths });
    }
  }
  const wholeBoost = rounded(boost);
  const amounts: Record<string, number> = {};
  for (const [at, { id }] of base.entries()) amounts[id] = (amounts[id] ?? 0) + wholeBase[at]!;
  for (const [at, { id }] of boost.entries()) amounts[id] = (amounts[id] ?? 0) + wholeBoost[at]!;
  for (const id in amounts) if (amounts[id] === 0) delete amounts[id];
  return amounts;
}

function netOfWallet({ lines, walletTenders }: Facts): number[] {
  let paid = 0;
  for (const { amountMinor } of walletTenders) paid += amountMinor;
  if (paid === 0) return lines.map(({ amountMinor }) => amountMinor);
  let total = 0;
  for (const { amountMinor } of lines) total += amountMinor;
  const exact = lines.map(({ amountMinor }) => amountMinor * paid);
  const parts = exact.map((product) => Math.floor(product / total));
  raiseLargest(
    parts,
    exact.map((product) => product % total),
    paid,
  );
  return lines.map(({ amountMinor }, at) => amountMinor - parts[at]!);
}

function rounded(cells: readonly Cell[]): number[] {
  let exact = 0;
  for (const { tenThousandths } of cells) exact += tenThousandths;
  const parts = cells.map(({ tenThousandths }) => Math.floor(tenThousandths / 10_000));
  raiseLargest(
    parts,
    cells.map(({ tenThousandths }) => tenThousandths % 10_000),
    Math.floor((exact + 5_000) / 10_000),
  );
  return parts;
}

function raiseLargest(parts: number[], rests: number[], total: number): void {
  let missing = total;
  for (const part of parts) missing -= part;
  for (; missing > 0; missing -= 1) {
    let largest = 0;
    for (let at = 1; at < rests.length; at += 1) if (rests[at]! > rests[largest]!) largest = at;
    parts[largest]! += 1;
    rests[largest] = -1;
  }
}
