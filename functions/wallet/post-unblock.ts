import { PostUnblock } from '../../shared/contract/wallet.ts';
import { unblock } from '../../shared/domain/status.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeStatus } from './change-status.ts';

/** Lifts a block. */
export const postUnblock = httpHandler(PostUnblock, (request) =>
  changeStatus(request, request.params.id, 'unblock', unblock),
);
