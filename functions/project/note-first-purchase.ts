import type { Reaction } from '../../shared/lambda/reaction.ts';
import { notePurchase } from '../../shared/store/first-purchase.ts';

/** Notes that there was a purchase: from then on the time zone stays, in which its day was counted. */
export const noteFirstPurchase: Reaction = {
  name: 'first purchase',
  async react({ table }, { event }) {
    if (event.kind === 'purchased') await notePurchase(table);
  },
};
