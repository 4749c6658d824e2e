import { PostBlock } from '../../shared/contract/wallet.ts';
import { block } from '../../shared/domain/status.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeStatus } from './change-status.ts';

/** Blocks a wallet: a lost phone, a suspicion. */
export const postBlock = httpHandler(PostBlock, (request) => changeStatus(request, request.params.id, 'block', block));
