import { PostClose } from '../../shared/contract/wallet.ts';
import { close } from '../../shared/domain/status.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeStatus } from './change-status.ts';

/** Closes an empty wallet for good. */
export const postClose = httpHandler(PostClose, (request) => changeStatus(request, request.params.id, 'close', close));
