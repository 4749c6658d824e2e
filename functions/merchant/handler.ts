import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { deleteKey } from './delete-key.ts';
import { getMerchant } from './get-merchant.ts';
import { listMerchants } from './list-merchants.ts';
import { postKey } from './post-key.ts';
import { putMerchant } from './put-merchant.ts';
import { rotateKey } from './rotate-key.ts';

/** Merchants and the keys that act for them. */
export const verbs = [putMerchant, getMerchant, listMerchants, postKey, rotateKey, deleteKey];
export const handler = areaHandler(verbs);
