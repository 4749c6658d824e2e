import { linesMax } from '../../shared/contract/basket.ts';
import { contractVersion, GetEcosystem } from '../../shared/contract/ecosystem.ts';
import { holdMaxSeconds } from '../../shared/domain/hold.ts';
import { secondMs } from '../../shared/domain/instant.ts';
import { amountMaxMinor } from '../../shared/domain/money.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';

/** What a till has to know of where it is: currency, time zone, assets, limits. */
export const getEcosystem = httpHandler(GetEcosystem, async ({ now, platform: { ecosystem, rulesets } }) => {
  const { id, name, kind, currency, assets, modules, sandbox, limits } = ecosystem;
  const { timeZone } = await rulesets.at(now);
  return ok({
    id,
    name,
    kind,
    currency,
    timeZone,
    assets,
    limits: {
      lateLimitSeconds: limits.lateLimitMs / secondMs,
      idempotencySeconds: limits.idempotencyMs / secondMs,
      supportCeilingMinor: limits.supportCeilingMinor,
      amountMaxMinor,
      linesMax,
      holdMaxSeconds,
    },
    modules,
    sandbox,
    contractVersion,
  });
});
