import { areaHandler } from '../../shared/lambda/area-handler.ts';
import { cancelCampaign } from './cancel-campaign.ts';
import { getCampaign } from './get-campaign.ts';
import { listCampaigns } from './list-campaigns.ts';
import { postCampaign } from './post-campaign.ts';
import { publishCampaign } from './publish-campaign.ts';
import { putCampaign } from './put-campaign.ts';
import { withdrawCampaign } from './withdraw-campaign.ts';

/** Campaigns: drafted, published into the ruleset, cancelled. */
export const verbs = [
  postCampaign,
  putCampaign,
  publishCampaign,
  cancelCampaign,
  withdrawCampaign,
  getCampaign,
  listCampaigns,
];
export const handler = areaHandler(verbs);
