import { PostAdjustment } from './adjustment.ts';
import { DeleteMember, PostMembers, PutMember } from './audience.ts';
import {
  CancelCampaign,
  GetCampaign,
  ListCampaigns,
  PostCampaign,
  PublishCampaign,
  PutCampaign,
  WithdrawCampaign,
} from './campaign.ts';
import { PostCancellation } from './cancellation.ts';
import { PostClaim } from './claim.ts';
import { PostConfirm } from './confirmation.ts';
import { GetEcosystem, GetHealth, GetOpenapi } from './ecosystem.ts';
import { FindPurchase } from './find-purchase.ts';
import { DeleteKey, PostKey, RotateKey } from './key.ts';
import { GetMerchant, ListMerchants, PutMerchant } from './merchant.ts';
import { DeleteOptIn, ListOffers, PostOptIn } from './offer.ts';
import type { Operation } from './operation.ts';
import { GetPurchase, PostPurchase, PostQuote } from './purchase.ts';
import { GetRedemption, PostCapture, PostRedemption, PostRelease } from './redemption.ts';
import { PostRedemptionReturn, PostReturn } from './return.ts';
import {
  GetCurrentRuleset,
  GetRuleset,
  GetRulesetDiff,
  ListRulesets,
  PostRuleset,
  PublishRuleset,
  PutRuleset,
  WithdrawRuleset,
} from './ruleset.ts';
import { PostTransfer } from './transfer.ts';
import { GetWallet, ListEntries, ListLots, PostBlock, PostClose, PostUnblock, PostWallet } from './wallet.ts';

/** Every operation of the API; the gateway's routes, the functions and the OpenAPI document are proved equal to it. */
export const operations: readonly Operation[] = [
  PostWallet,
  GetWallet,
  ListLots,
  ListEntries,
  PostBlock,
  PostUnblock,
  PostClose,
  PostAdjustment,
  PostTransfer,
  PostCancellation,
  PostPurchase,
  PostQuote,
  GetPurchase,
  FindPurchase,
  PostClaim,
  PostConfirm,
  PostReturn,
  PostRedemption,
  PostCapture,
  PostRelease,
  GetRedemption,
  PostRedemptionReturn,
  PutMerchant,
  GetMerchant,
  ListMerchants,
  PostKey,
  RotateKey,
  DeleteKey,
  PostRuleset,
  PutRuleset,
  PublishRuleset,
  WithdrawRuleset,
  GetCurrentRuleset,
  GetRuleset,
  GetRulesetDiff,
  ListRulesets,
  PostCampaign,
  PutCampaign,
  PublishCampaign,
  CancelCampaign,
  WithdrawCampaign,
  GetCampaign,
  ListCampaigns,
  ListOffers,
  PostOptIn,
  DeleteOptIn,
  PutMember,
  DeleteMember,
  PostMembers,
  GetEcosystem,
  GetHealth,
  GetOpenapi,
];
