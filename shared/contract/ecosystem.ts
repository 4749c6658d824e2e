import * as z from 'zod';
import { operatorGroups, scopes } from '../domain/key.ts';
import { AssetName } from './field.ts';
import { operation } from './operation.ts';

/** Of this contract: a minor step adds, a major one would take away. */
export const contractVersion = '1.0';

export const EcosystemAnswer = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['mall', 'campus', 'resort', 'district', 'festival']),
  currency: z.string(),
  timeZone: z.string(),
  assets: z.array(AssetName),
  limits: z.object({
    lateLimitSeconds: z.int(),
    idempotencySeconds: z.int(),
    supportCeilingMinor: z.int(),
    amountMaxMinor: z.int(),
    linesMax: z.int(),
    holdMaxSeconds: z.int(),
  }),
  modules: z.array(z.string()),
  sandbox: z.boolean(),
  contractVersion: z.string(),
});

export const GetEcosystem = operation({
  operationId: 'readEcosystem',
  method: 'GET',
  path: '/v1/ecosystem',
  area: 'ecosystem',
  summary: 'Currency, time zone, assets, limits, modules',
  allowed: { scopes, groups: operatorGroups },
  success: { status: 200, body: EcosystemAnswer },
});

export const GetHealth = operation({
  operationId: 'readHealth',
  method: 'GET',
  path: '/v1/health',
  area: 'ecosystem',
  summary: 'Whether the ecosystem answers and reaches its store',
  allowed: { public: true },
  success: { status: 200, body: z.object({ status: z.literal('ok') }) },
});

export const GetOpenapi = operation({
  operationId: 'readOpenapi',
  method: 'GET',
  path: '/v1/openapi.json',
  area: 'ecosystem',
  summary: 'This document',
  allowed: { public: true },
  success: { status: 200, body: z.looseObject({ openapi: z.string() }) },
});
