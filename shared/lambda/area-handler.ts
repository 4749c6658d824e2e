import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { routeKeyOf } from '../contract/operation.ts';
import { secondMs } from '../domain/instant.ts';
import { problemResult } from './answer.ts';
import { faultFields, problemOfFault } from './fault.ts';
import type { Verb } from './http-handler.ts';
import type { Log, Platform } from './platform.ts';
import { problem } from './problem.ts';
import { platformFromEnvironment } from './settings.ts';

/** Left of the function's time when it gives up and says that the outcome is unknown. */
const giveUpMs = 500;
/** Without a context, in a test: longer than any request may take. */
const withoutContextMs = 30 * secondMs;

type Result = APIGatewayProxyStructuredResultV2;
type Answering = (event: APIGatewayProxyEventV2, context: Context) => Promise<Result>;

const logger = new Logger();

/** The function of an area: its verbs by route key; every other route of the gateway is a 404 like any other. */
export function areaHandler(
  verbs: readonly Verb[],
  open: (log: Log) => Promise<Platform> = platformFromEnvironment,
): Answering {
  const byRoute = new Map(verbs.map((verb) => [routeKeyOf(verb.operation), verb]));
  const answer: Answering = async (event, context) => {
    const requestId = event.requestContext?.requestId ?? '';
    const verb = byRoute.get(event.routeKey);
    if (!verb) return problemResult(problem('not-found'), requestId);
    const leftMs = context.getRemainingTimeInMillis?.() ?? withoutContextMs;
    return inTime(
      answerOf(verb, event, requestId, () => open(logger)),
      leftMs - giveUpMs,
      requestId,
    );
  };
  const handler = middy(answer).use(injectLambdaContext(logger, { resetKeys: true }));
  return handler as unknown as Answering;
}

async function answerOf(verb: Verb, event: APIGatewayProxyEventV2, requestId: string, open: () => Promise<Platform>) {
  try {
    return await verb.respond(event, await open());
  } catch (fault) {
    // Nothing of a request has been read yet: what a missing setting says of itself may be told.
    const reason = fault instanceof Error ? fault.message : '';
    logger.error('not opened', { requestId, reason, ...faultFields(fault) });
    return problemResult(problemOfFault(fault, false), requestId);
  }
}

/** The answer, or `outcome-unknown` when the function's time is nearly over: better than the gateway's bare 503. */
async function inTime(answer: Promise<Result>, leftMs: number, requestId: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result>((resolve) => {
    timer = setTimeout(() => resolve(problemResult(problem('outcome-unknown'), requestId)), Math.max(leftMs, 0));
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
