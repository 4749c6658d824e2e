import document from '../../docs/openapi.json' with { type: 'json' };
import { GetOpenapi } from '../../shared/contract/ecosystem.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';

/** The contract as a document, as committed: what integrators generate their clients from. */
export const getOpenapi = httpHandler(GetOpenapi, async () => ok(document));
