import type { PublishedCampaign } from '../campaign.ts';
import type { RulesetDocument } from '../document.ts';

/** What a version decides with. */
export type ToldVersion = { readonly document: RulesetDocument; readonly campaigns: readonly PublishedCampaign[] };
