import { limitShardsMax, quantityOf, roomsOf } from '../domain/limit.ts';
import type { Grants } from '../domain/rules.ts';
import { budgetLimitOf } from '../domain/ruleset/plan.ts';
import type { LimitUse } from '../domain/ruleset/verdict.ts';
import type { Settings } from './intent.ts';
import type { LedgerPort } from './port.ts';

/** What is left now of the limits that a decision wants something of: for a quote, which claims nothing. */
export async function listRooms(
  port: LedgerPort,
  { limitShards: shards = limitShardsMax }: Pick<Settings, 'limitShards'>,
  wants: readonly LimitUse[],
): Promise<Grants> {
  const rooms = wants.map(async ({ limitId, capacity }): Promise<[string, number]> => {
    return [limitId, quantityOf(roomsOf({ capacity, shards }, await port.listShards(limitId)))];
  });
  return new Map(await Promise.all(rooms));
}

/** What a campaign has given of its budget, in minor units; purchases under way count with what they have reserved. */
export async function findSpent(port: LedgerPort, campaignId: string): Promise<number> {
  const shards = await port.listShards(budgetLimitOf(campaignId));
  return shards.reduce((sum, { taken }) => sum + taken, 0);
}
