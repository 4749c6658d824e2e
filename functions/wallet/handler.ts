import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getWallet } from './get-wallet.ts';
import { listEntries } from './list-entries.ts';
import { listLots } from './list-lots.ts';
import { postAdjustment } from './post-adjustment.ts';
import { postBlock } from './post-block.ts';
import { postCancellation } from './post-cancellation.ts';
import { postClose } from './post-close.ts';
import { postTransfer } from './post-transfer.ts';
import { postUnblock } from './post-unblock.ts';
import { postWallet } from './post-wallet.ts';

/** Wallets: what they hold, what happened to them, what stands on them by hand. */
export const verbs = [
  postWallet,
  getWallet,
  listLots,
  listEntries,
  postBlock,
  postUnblock,
  postClose,
  postAdjustment,
  postTransfer,
  postCancellation,
];
export const handler = areaHandler(verbs);
