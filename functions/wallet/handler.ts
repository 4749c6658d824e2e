import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getWallet } from './get-wallet.ts';
import { listEntries } from './list-entries.ts';
import { listLots } from './list-lots.ts';
import { postWallet } from './post-wallet.ts';

/** Wallets: what they hold and how it came about. */
export const verbs = [postWallet, getWallet, listLots, listEntries];
export const handler = areaHandler(verbs);
