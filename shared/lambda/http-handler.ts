import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Operation } from '../contract/operation.ts';
import { problems } from '../contract/problem.ts';
import { type Caller, mayCall } from '../domain/key.ts';
import { type Answer, problemResult, resultOf } from './answer.ts';
import { resolveCaller } from './credential.ts';
import { faultFields, problemOfFault } from './fault.ts';
import { languageOf } from './language.ts';
import type { Platform } from './platform.ts';
import { problem } from './problem.ts';
import { clockHeader, recordingClock } from './recording-clock.ts';
import { headersOf, type Request, readParts } from './request.ts';

/** One operation of an area's function. */
export type Verb = {
  readonly operation: Operation;
  readonly respond: (event: APIGatewayProxyEventV2, platform: Platform) => Promise<APIGatewayProxyStructuredResultV2>;
};

/**
 * Makes a verb of an operation: who asks and whether they may, before anything of the request is looked at; then
 * its parts; then `act`. Whatever is thrown becomes problem+json with a code of the catalogue, logged once.
 */
export function httpHandler<O extends Operation>(operation: O, act: (request: Request<O>) => Promise<Answer>): Verb {
  return {
    operation,
    async respond(event, platform) {
      const startedAt = platform.clock.machine();
      const requestId = event.requestContext?.requestId ?? randomUUID();
      const fields: Record<string, string | number> = { requestId, operation: operation.operationId };
      const done = (result: APIGatewayProxyStructuredResultV2) => {
        platform.log.info('answered', {
          ...fields,
          status: result.statusCode ?? 0,
          durationMs: platform.clock.machine() - startedAt,
        });
        return result;
      };
      let isActing = false;
      try {
        const headers = headersOf(event);
        const caller = await permitted(operation, platform, headers.get('authorization'));
        if (caller) fields.callerId = caller.id;
        const clock = recordingClock(
          platform.clock,
          headers.get(clockHeader.toLowerCase()),
          platform.ecosystem.sandbox,
        );
        const request = {
          ...readParts(operation, event, headers),
          caller,
          clock,
          now: clock.recording(),
          requestId,
          ifMatch: headers.get('if-match'),
          language: languageOf(headers.get('accept-language')),
          method: operation.method,
          path: pathOf(operation, event),
          platform,
        };
        isActing = true;
        return done(resultOf(await act(request as unknown as Request<O>), requestId));
      } catch (fault) {
        const answered = problemOfFault(fault, isActing && operation.method !== 'GET');
        fields.code = answered.code;
        if (problems[answered.code].status >= 500) platform.log.error('fault', { ...fields, ...faultFields(fault) });
        return done(problemResult(answered, requestId));
      }
    },
  };
}

async function permitted(
  operation: Operation,
  platform: Platform,
  header: string | undefined,
): Promise<Caller | undefined> {
  if ('public' in operation.allowed) return undefined;
  const caller = await resolveCaller(platform, header);
  if (!mayCall(caller, operation.allowed)) throw problem('scope-missing');
  return caller;
}

/** The path as it was asked for, whatever stage or emulator stands before it. */
function pathOf(operation: Operation, event: APIGatewayProxyEventV2): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => event.pathParameters?.[name] ?? '');
}
