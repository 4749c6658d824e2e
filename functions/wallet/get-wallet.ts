import { GetWallet } from '../../shared/contract/wallet.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadHead } from '../../shared/lambda/ledger.ts';
import { answerOfWallet } from './wallet-answer.ts';

/** Balances at this moment: what has ended or come since the last entry is counted. */
export const getWallet = httpHandler(GetWallet, async ({ params, platform, now }) =>
  ok(answerOfWallet(await loadHead(platform, params.id, now), now)),
);
