import * as z from 'zod';
import * as adjustment from './adjustment.ts';
import * as audience from './audience.ts';
import * as basket from './basket.ts';
import * as campaign from './campaign.ts';
import * as cancellation from './cancellation.ts';
import * as claim from './claim.ts';
import * as confirmation from './confirmation.ts';
import * as ecosystem from './ecosystem.ts';
import * as explanation from './explanation.ts';
import * as key from './key.ts';
import * as merchant from './merchant.ts';
import * as offer from './offer.ts';
import * as problem from './problem-body.ts';
import * as purchase from './purchase.ts';
import * as redemption from './redemption.ts';
import * as returns from './return.ts';
import * as ruleset from './ruleset.ts';
import * as document from './ruleset-document.ts';
import * as transfer from './transfer.ts';
import * as wallet from './wallet.ts';

const files = [
  adjustment,
  audience,
  basket,
  campaign,
  cancellation,
  claim,
  confirmation,
  ecosystem,
  explanation,
  key,
  merchant,
  offer,
  problem,
  purchase,
  redemption,
  returns,
  ruleset,
  document,
  transfer,
  wallet,
];

/** What the contract names is a component of the same name in the OpenAPI document. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  files
    .flatMap((file) => Object.entries(file) as [string, unknown][])
    .filter((named): named is [string, z.ZodType] => named[1] instanceof z.ZodType),
);
