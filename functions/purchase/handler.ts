import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { findPurchase } from './find-purchase.ts';
import { getPurchase } from './get-purchase.ts';
import { postClaim } from './post-claim.ts';
import { postConfirm } from './post-confirm.ts';
import { postPurchase } from './post-purchase.ts';
import { postQuote } from './post-quote.ts';
import { postReturn } from './post-return.ts';

/** Purchases and what they would come to. */
export const verbs = [postPurchase, postQuote, getPurchase, findPurchase, postClaim, postConfirm, postReturn];
export const handler = areaHandler(verbs);
