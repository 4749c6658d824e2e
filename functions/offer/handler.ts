import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { deleteOptIn } from './delete-opt-in.ts';
import { listOffers } from './list-offers.ts';
import { postOptIn } from './post-opt-in.ts';

/** What campaigns are to a wallet, and taking part in them. */
export const verbs = [listOffers, postOptIn, deleteOptIn];
export const handler = areaHandler(verbs);
