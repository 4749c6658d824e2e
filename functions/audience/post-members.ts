import { PostMembers } from '../../shared/contract/audience.ts';
import { problems } from '../../shared/contract/problem.ts';
import { secondMs } from '../../shared/domain/instant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { problemOfFault } from '../../shared/lambda/fault.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { joinAudience } from './join-audience.ts';

/** Wallets written at the same time. */
const togetherMax = 10;
/** After this no other wallet is begun, so that the answer comes before the function's time is over. */
const beginningMaxMs = 8 * secondMs;

/** Makes many wallets members. What fails of one is told of it and keeps no other from joining; the rest may be sent again. */
export const postMembers = httpHandler(PostMembers, async (request) => {
  const { params, body, clock } = request;
  const until = clock.machine() + beginningMaxMs;
  const results: Awaited<ReturnType<typeof resultOf>>[] = [];
  for (let at = 0; at < body.walletIds.length; at += togetherMax) {
    const some = body.walletIds.slice(at, at + togetherMax);
    results.push(...(await Promise.all(some.map(resultOf))));
  }
  return ok({ results });

  async function resultOf(walletId: string) {
    try {
      if (clock.machine() >= until) throw problem('conflict-retry');
      const { changed } = await joinAudience(request, params.id, walletId);
      return { walletId, status: changed ? ('joined' as const) : ('unchanged' as const) };
    } catch (fault) {
      const { code } = problemOfFault(fault, true);
      return { walletId, status: 'failed' as const, code, retriable: problems[code].retriable };
    }
  }
});
