import * as z from 'zod';
import { assets } from '../asset.ts';
import { because } from '../field-code.ts';
import { reservedSlugs } from '../merchant.ts';
import { amountMaxMinor, wholeBps } from '../money.ts';

/** Bounds of a document, so that reading and compiling it stays short whatever is sent. */
export const rulesMax = 500;
export const conditionsMax = 10;
export const choicesMax = 200;
export const setsMax = 100;
export const setSkusMax = 20_000;
export const groupsMax = 50;
export const exclusionsMax = 100;
export const capsMax = 100;
export const variantsMax = 10;
/** Campaigns of a version that give something, and what they and its base document come to together. */
export const campaignsMax = 100;
export const rulesTogetherMax = 1_000;
export const capsTogetherMax = 400;
export const merchantsMax = 1_000;
export const daysMax = 3_660;
export const monthsMax = 120;

/** Ids of rules, groups and sets. */
export const Name = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,46}[A-Za-z0-9])?$/);
/** Merchants and sponsors; what the contract calls a slug. */
export const PartyId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/)
  .refine((id) => !reservedSlugs.includes(id), because('reserved'));
/** What a till calls a SKU, category, brand or attribute. */
export const Label = z.string().min(1).max(64);
/** Campaigns and audiences, as the facts of a wallet name them: `cmp_…`, `hr-acme`, `sponsor:acme`. */
export const FactId = z.string().regex(/^[A-Za-z0-9._:/-]{1,64}$/);
/** A store as a till may name it: `paris-1`. */
export const StoreId = z.string().regex(/^[A-Za-z0-9._:/-]{1,64}$/);
export const AssetName = z.enum(assets);
export const AmountMinor = z.int().min(0).max(amountMaxMinor);
export const ShareBps = z.int().min(0).max(wholeBps);

/** One name or several: any of them. */
export const anyOf = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1).max(choicesMax)]).optional();

export const isDistinct = (list: readonly unknown[]) => new Set(list).size === list.length;
