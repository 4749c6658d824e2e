import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { getRedemption } from './get-redemption.ts';
import { postCapture } from './post-capture.ts';
import { postRedemption } from './post-redemption.ts';
import { postRedemptionReturn } from './post-redemption-return.ts';
import { postRelease } from './post-release.ts';

/** Spending outside a purchase: at once, or held, captured, released. */
export const verbs = [postRedemption, postCapture, postRelease, getRedemption, postRedemptionReturn];
export const handler = areaHandler(verbs);
