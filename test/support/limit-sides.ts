import { type Claim, type LimitShard, openClaimsMax, type Stake } from '../../shared/domain/limit.ts';
import type { Write } from '../../shared/store/port.ts';

/** What stores of tests keep of shared limits: one value a key, with the conditions of shared/store/limit.ts. */
export type LimitValue = Claim | Stake | LimitShard;
export type LimitWrite = Extract<Write, { kind: 'claim' | 'unclaim' | 'stake' | 'shard' }>;

const kinds: readonly string[] = ['claim', 'unclaim', 'stake', 'shard'] satisfies LimitWrite['kind'][];
export const isLimitWrite = (write: Write): write is LimitWrite => kinds.includes(write.kind);

export const claimSide = (limitId: string, print: string) => `claim ${limitId} ${print}`;
export const stakeSide = (limitId: string, walletId: string, sequence: number) =>
  `stake ${limitId} ${walletId} ${sequence}`;
/** Shards of a limit begin alike. */
export const shardSides = (limitId: string) => `shard ${limitId} `;

export function limitSideOf(write: LimitWrite): string {
  switch (write.kind) {
    case 'claim':
    case 'unclaim':
      return claimSide(write.claim.limitId, write.claim.print);
    case 'stake':
      return stakeSide(write.stake.limitId, write.stake.walletId, write.stake.sequence);
    case 'shard':
      return `${shardSides(write.limitId)}${write.shard}`;
  }
}

/** Whether a write's condition holds over what stands under its key. */
export function isLimitMet(write: LimitWrite, standing: LimitValue | undefined): boolean {
  switch (write.kind) {
    case 'claim':
      return ((standing as Claim | undefined)?.revision ?? null) === write.before;
    case 'unclaim':
      return (standing as Claim | undefined)?.revision === write.claim.revision;
    case 'stake':
      return ((standing as Stake | undefined)?.applied ?? null) === write.before;
    case 'shard': {
      const { taken = 0, open = [] } = (standing as LimitShard | undefined) ?? {};
      const hasRoom = write.most === null || taken + write.add <= write.most;
      return hasRoom && (write.opens === null || open.length < openClaimsMax);
    }
  }
}

/** What stands under its key once it is written; undefined for nothing. */
export function limitAfter(write: LimitWrite, standing: LimitValue | undefined): LimitValue | undefined {
  switch (write.kind) {
    case 'claim':
      return write.claim;
    case 'unclaim':
      return undefined;
    case 'stake':
      return write.stake;
    case 'shard': {
      const { shard, add, opens, closes } = write;
      const { taken = 0, open = [] } = (standing as LimitShard | undefined) ?? {};
      const still = open.filter(({ print }) => print !== closes && print !== opens?.print);
      return { shard, taken: taken + add, open: opens ? [...still, opens] : still };
    }
  }
}
