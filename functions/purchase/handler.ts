import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getPurchase } from './get-purchase.ts';
import { postConfirm } from './post-confirm.ts';
import { postPurchase } from './post-purchase.ts';
import { postQuote } from './post-quote.ts';
import { postReturn } from './post-return.ts';

/** Purchases and what they would come to. */
export const verbs = [postPurchase, postQuote, getPurchase, postConfirm, postReturn];
export const handler = areaHandler(verbs);
