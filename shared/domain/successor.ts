import type { Other } from './decision.ts';
import { closedTakeNothing, engineNumber } from './engine.ts';

/**
 * The wallet that takes what comes back to one that went into it: none when it is closed too, for value goes to no
 * closed wallet (design §4 "Closing": only returns to other tender).
 */
export const openSuccessor = (mergedInto: Other | undefined, engine = engineNumber): Other | undefined =>
  mergedInto?.wallet.status === 'closed' && closedTakeNothing(engine) ? undefined : mergedInto;
