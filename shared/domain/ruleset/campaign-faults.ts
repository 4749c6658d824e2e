import type { FieldCode } from '../field-code.ts';
import type { Campaign } from './campaign.ts';
import { type DocumentFault, faultsTogether } from './check.ts';
import { emptyRuleset } from './document.ts';

/** What a base document may yet declare; these are told when a campaign is published. */
const upToTheBase: readonly FieldCode[] = ['unknown-group', 'unknown-set', 'group-not-earlier'];

/** What is wrong with a campaign whatever base document it is published with; paths begin in the campaign. */
export const faultsAlone = (campaign: Campaign): DocumentFault[] =>
  faultsTogether(emptyRuleset, [{ id: '', campaign, cancelledAt: null }])
    .filter(({ code }) => !upToTheBase.includes(code))
    .map(({ path, code }) => ({ path: path.slice(1), code }));
