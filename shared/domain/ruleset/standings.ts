import type { Block, CompiledRule } from './decide.ts';
import { type Bits, type Reach, scopesOf } from './scope-index.ts';
import type { ReadLine, Situation } from './situation.ts';
import { type Variants, whyNotCampaign } from './variant.ts';

/** Where a version's rules stand in a decision; by block, and flat, so that there are two lists and not two a block. */
export type Standings = {
  /** Lines that earn. */
  readonly lines: readonly ReadLine[];
  readonly reach: readonly Reach[];
  /** Rules in whose scope a line is: block after block, line after line. */
  readonly onLines: readonly Bits[];
  /** Rules whose conditions hold, and that have a line in their scope. */
  readonly held: readonly Bits[];
};

/** Looks up for each line whose scope it is in, and asks conditions of rules that have a line. */
export function stand(
  blocks: readonly Block[],
  reach: readonly Reach[],
  situation: Situation,
  lines: readonly ReadLine[],
  variants: Variants,
): Standings {
  const onLines = new Array<Bits>(blocks.length * lines.length);
  const held = new Array<Bits>(blocks.length);
  const standings: Standings = { lines, reach, onLines, held };
  let asked: CompiledRule;
  const ofAsked = () => linesOf(standings, asked);
  for (let nth = 0; nth < blocks.length; nth += 1) {
    const { rules, index, unconditional } = blocks[nth]!;
    const seen = look(onLines, nth * lines.length, index.looksAtLines ? index : null, reach[nth]!, lines);
    let holding = seen & unconditional;
    for (let left = seen & ~unconditional; left !== 0; left &= left - 1) {
      asked = rules[lowestOf(left)]!;
      if (holds(asked, situation, variants, ofAsked)) holding |= asked.bit;
    }
    held[nth] = holding;
  }
  return standings;
}

/** The place of the first rule among some of a block. */
export const lowestOf = (bits: Bits): number => 31 - Math.clz32(bits & -bits);

/** Notes the rules in whose scope each line is. Returns those that have one. */
function look(
  onLines: Bits[],
  from: number,
  index: Block['index'] | null,
  reach: Reach,
  lines: readonly ReadLine[],
): Bits {
  let seen = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const bits = index === null ? reach.reached : scopesOf(index, reach, lines[at]!.line);
    onLines[from + at] = bits;
    seen |= bits;
  }
  return seen;
}

function holds(
  { campaign, variantId, checks }: CompiledRule,
  situation: Situation,
  variants: Variants,
  ofAsked: () => readonly ReadLine[],
): boolean {
  if (campaign !== null && whyNotCampaign(campaign, variantId, situation, variants) !== null) return false;
  for (let at = 0; at < checks.length; at += 1) if (!checks[at]!.check(situation, ofAsked)) return false;
  return true;
}

/** Whether scope and conditions of a rule held, so that a threshold counts the purchase. */
export const isHeld = ({ held }: Standings, { block, bit }: CompiledRule): boolean => (held[block]! & bit) !== 0;

/** Whether an earning line is in a rule's scope. */
export function hasLine({ onLines, lines }: Standings, { block, bit }: CompiledRule): boolean {
  const from = block * lines.length;
  for (let at = 0; at < lines.length; at += 1) if ((onLines[from + at]! & bit) !== 0) return true;
  return false;
}

/** Earning lines in a rule's scope. */
export const linesOf = ({ onLines, lines }: Standings, { block, bit }: CompiledRule): readonly ReadLine[] =>
  lines.filter((_, at) => (onLines[block * lines.length + at]! & bit) !== 0);
