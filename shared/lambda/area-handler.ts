import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { routeKeyOf } from '../contract/operation.ts';
import { problemResult } from './answer.ts';
import { problemOfFault } from './fault.ts';
import type { Verb } from './http-handler.ts';
import type { Platform } from './platform.ts';
import { problem } from './problem.ts';
import { platformFromEnvironment } from './settings.ts';

/** Left of the function's time when it gives up and says that the outcome is unknown. */
const giveUpMs = 500;

type Answering = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The function of an area: its verbs by route key; every other route of the gateway is a 404 like any other. */
export function areaHandler(
  verbs: readonly Verb[],
  open: () => Promise<Platform> = platformFromEnvironment,
): Answering {
  const byRoute = new Map(verbs.map((verb) => [routeKeyOf(verb.operation), verb]));
  const answer: Answering = async (event) => {
    const requestId = event.requestContext?.requestId ?? '';
    const verb = byRoute.get(event.routeKey);
    if (!verb) return problemResult(problem('not-found'), requestId);
    try {
      return await verb.respond(event, await open());
    } catch (fault) {
      return problemResult(problemOfFault(fault, { method: 'GET' }), requestId);
    }
  };
  const gaveUp = () => problemResult(problem('outcome-unknown'), '');
  return middy(answer, { timeoutEarlyInMillis: giveUpMs, timeoutEarlyResponse: gaveUp }) as unknown as Answering;
}
