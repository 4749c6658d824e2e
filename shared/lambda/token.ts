import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { type Instant, minuteMs } from '../domain/instant.ts';
import { type OperatorGroup, operatorGroups } from '../domain/key.ts';
import { problem } from './problem.ts';

/** Where operators come from. */
export type Pool = { readonly issuer: string; readonly jwksUri: string; readonly clientId: string };

/** Who a token stands for. */
export type Operator = { readonly subject: string; readonly groups: readonly OperatorGroup[] };

export type VerifyToken = (token: string, now: Instant) => Promise<Operator | undefined>;

/** Keys of the pool are read again after this, so that a withdrawn one is out within a minute. */
const keysLiveMs = minuteMs;
const keysTimeoutMs = 2_000;
const subjectPattern = /^[A-Za-z0-9:-]{1,64}$/;

/**
 * Verifies access tokens of the operators' pool: signature, issuer, time, use and client; undefined for any other.
 * Throws `unavailable` when the pool's keys cannot be read.
 */
export function poolTokens(pool: Pool): VerifyToken {
  let verifier = newVerifier(pool);
  let until = 0;
  return async (token, now) => {
    if (now >= until) {
      verifier = newVerifier(pool);
      until = now + keysLiveMs;
    }
    try {
      const claims = await verifier.verify(token);
      const groups = Array.isArray(claims['cognito:groups']) ? claims['cognito:groups'] : [];
      if (claims.token_use !== 'access' || claims.client_id !== pool.clientId) return undefined;
      if (!claims.sub || !subjectPattern.test(claims.sub)) return undefined;
      return { subject: claims.sub, groups: operatorGroups.filter((group) => groups.includes(group)) };
    } catch (fault) {
      if (fault instanceof FetchError) throw problem('unavailable');
      return undefined;
    }
  };
}

/** The keys come over plain HTTP from a local AWS, which the library's own fetcher refuses. */
function newVerifier({ issuer, jwksUri }: Pool) {
  const fetcher = {
    fetch: async (uri: string) => {
      try {
        const answer = await fetch(uri, { signal: AbortSignal.timeout(keysTimeoutMs) });
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        return await answer.arrayBuffer();
      } catch (fault) {
        throw new FetchError(uri, fault instanceof Error ? fault.message : 'failed');
      }
    },
  };
  return JwtVerifier.create({ issuer, audience: null, jwksUri }, { jwksCache: new SimpleJwksCache({ fetcher }) });
}
