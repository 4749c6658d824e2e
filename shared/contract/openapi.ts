import * as z from 'zod';
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { contractVersion } from './ecosystem.ts';
import { examples } from './example.ts';
import type { Area, Operation } from './operation.ts';
import { Problem } from './problem-body.ts';
import { operations } from './routes.ts';
import { namedSchemas } from './schemas.ts';

/** The paths of the document start after this; its one server ends with it. */
export const basePath = '/v1';

const description = `One wallet for a place with many merchants. Amounts are integers in minor units, times RFC 3339.
Every failure is problem+json with a stable \`code\`; the catalogue of codes is docs/errors.md, the way in is
docs/integrate.md. Repeat a POST whose outcome you do not know under the same Idempotency-Key: it never happens twice.`;

/** The OpenAPI 3.1 document of every operation; `npm run openapi` writes it to docs/openapi.json. */
export function openapiDocument() {
  for (const [id, schema] of Object.entries(namedSchemas)) z.globalRegistry.add(schema, { ...schema.meta(), id });
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const path = operation.path.slice(basePath.length);
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationObject(operation) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Boucle', version: contractVersion, description },
      servers: [{ url: basePath }],
      tags: [...new Set(operations.map(({ area }) => area))].map((name) => ({ name, description: about[name] })),
      paths,
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key of a till, shop or app: `bk_…`' },
          operator: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Cognito access token' },
        },
      },
    },
    { outputIdSuffix: 'Answered', override: isOpen },
  );
}

/** Answers may get new fields, so that only requests are closed. */
const isOpen: CreateDocumentOptions['override'] = ({ jsonSchema, zodSchema, io }) => {
  const { def } = zodSchema._zod;
  if (io === 'output' && def.type === 'object' && !('catchall' in def && def.catchall)) {
    delete jsonSchema.additionalProperties;
  }
};

const about: Record<Area, string> = {
  wallet: 'What a member holds',
  purchase: 'Earn, and pay with the wallet, in one step; returns',
  redemption: 'Spend, at once or held for a till',
  ruleset: 'Everything that decides an amount, in versions',
  campaign: 'Rules with dates, a funder and a budget',
  offer: 'What campaigns are to a member, and taking part in them',
  audience: 'Members that campaigns are for',
  merchant: 'Merchants and the keys of their tills',
  ecosystem: 'Where all this is',
};

function operationObject(operation: Operation): ZodOpenApiOperationObject {
  const { operationId, summary, area, allowed, body, success } = operation;
  const example = examples.find((one) => one.operationId === operationId);
  const request = body && { schema: body, ...(example?.body === undefined ? {} : { example: example.body }) };
  const answer = success.body && {
    schema: success.body,
    ...(example?.answer === undefined ? {} : { example: example.answer }),
  };
  return {
    operationId,
    summary,
    tags: [area],
    description: whoMay(operation),
    security: 'public' in allowed ? [] : [...(allowed.scopes.length > 0 ? [{ key: [] }] : []), { operator: [] }],
    requestParams: requestParams(operation, example),
    ...(request ? { requestBody: { required: !mayBeEmpty(body!), content: { 'application/json': request } } } : {}),
    responses: {
      [success.status]: {
        description: 'Done',
        headers: answerHeaders(operation),
        ...(answer ? { content: { 'application/json': answer } } : {}),
      },
      ...problemResponses(operation),
    },
  };
}

/** No body is read as an empty one. */
const mayBeEmpty = (body: z.ZodType): boolean => body.safeParse({}).success;

function whoMay({ allowed, bodyMaxBytes, body }: Operation): string {
  const limit = body ? ` The body has at most ${bodyMaxBytes / 1024} KB.` : '';
  if ('public' in allowed) return `Open to all.${limit}`;
  const scopes =
    allowed.scopes.length > 0 ? `keys with ${allowed.scopes.map((one) => `\`${one}\``).join(' or ')}; ` : '';
  return `For ${scopes}operators in ${allowed.groups.map((one) => `\`${one}\``).join(', ')}.${limit}`;
}

type Example = (typeof examples)[number];

/** Path, query and headers, each with its value of the example. */
function requestParams({ method, params, query, movesValue }: Operation, example: Example | undefined) {
  const shown = (schema: z.ZodType | undefined, values: Readonly<Record<string, unknown>> = {}) => {
    if (!(schema instanceof z.ZodObject)) return undefined;
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => {
      const value = values[name];
      return [name, value === undefined ? field : field.meta({ ...field.meta(), param: { example: value } })];
    });
    return z.object(Object.fromEntries(shape));
  };
  const header: Record<string, z.ZodType> = { 'Boucle-Now': z.string().optional().meta(clockHeader) };
  if (method === 'POST') header['Idempotency-Key'] = movesValue ? IdempotencyKey : IdempotencyKey.optional();
  if (method === 'PUT') header['If-Match'] = z.string().optional().describe('The ETag that was read');
  const path = shown(params, example?.params);
  const asked = shown(query, example?.query);
  return { ...(path ? { path } : {}), ...(asked ? { query: asked } : {}), header: z.object(header) };
}

const clockHeader = {
  description: 'Sandboxes only: the time of recording, RFC 3339, from 2000 to 2099',
  format: 'date-time',
};
const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .meta({ description: 'New for each operation, the same for each try of it', param: { example: 'till-1-000042' } });

function answerHeaders({ method }: Operation) {
  const header = (description: string) => ({ description, schema: { type: 'string' as const } });
  return {
    'Request-Id': header('Quote it when you ask for help'),
    ...(method === 'POST' ? { 'Idempotent-Replayed': header('`true`: the answer of an earlier try') } : {}),
  };
}

/** Areas that look at wallets, which a sandbox's clock may not go back behind. */
const ofWallets: readonly Area[] = ['wallet', 'purchase', 'redemption', 'offer'];

/** The statuses that an operation may answer besides its success; what each code means is in docs/errors.md. */
function problemResponses({ method, area, allowed, params, query, body }: Operation): ZodOpenApiResponsesObject {
  const writes = method !== 'GET';
  const asksForOne = query !== undefined && !query.safeParse({}).success;
  const may: Record<number, [string, boolean]> = {
    400: ['Not as this document says', true],
    401: ['The credential is missing or not valid', !('public' in allowed)],
    403: ['The credential does not cover it', !('public' in allowed)],
    404: ['There is no such thing, or it is not yours', params !== undefined || body !== undefined || asksForOne],
    409: ['Others were writing: the same request may go again', writes],
    412: ['It has changed since it was read', writes],
    413: ['The body is too large', writes],
    415: ['The body is not plain JSON', writes],
    422: [
      'Refused by a rule; in sandboxes, a time before the wallet’s newest entry',
      writes || ofWallets.includes(area),
    ],
    429: ['Too many requests', true],
    503: ['Not now, or the outcome is not known: the same request under the same key', true],
  };
  const content = { 'application/problem+json': { schema: Problem } };
  const retry = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' as const } } };
  const told = Object.entries(may).flatMap(([status, [text, isPossible]]) => {
    const headers = status === '409' || status === '503' ? { headers: retry } : {};
    // The gateway itself answers 429, in its own words.
    const said = status === '429' ? { content: { 'application/json': { schema: Throttled } } } : { content };
    return isPossible ? [[status, { description: text, ...headers, ...said }]] : [];
  });
  return Object.fromEntries(told);
}

const Throttled = z.looseObject({ message: z.string() });
