import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { differencesOf } from '../../../shared/domain/ruleset/diff/diff.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import type { Language } from '../../../shared/domain/words/language.ts';
import { plain, speaking } from '../words/speaking.ts';

const march = { startsAt: '2026-03-01T00:00:00+01:00', endsAt: '2026-04-01T00:00:00+02:00' };
export const campaignOf = (more: object, cancelledAt: number | null = null) => ({
  id: 'cmp_1',
  campaign: CampaignSchema.parse({ name: 'Denim week', ...march, funder: { sponsor: 'acme' }, ...more }),
  cancelledAt,
});
export const versionOf = (document: object, campaigns: ReturnType<typeof campaignOf>[] = []) => ({
  document: rulesetDocument.parse({ name: 'Test', ...document }),
  campaigns,
});
export type Version = ReturnType<typeof versionOf>;
export const between = (before: Version, after: Version, language: Language = 'en') =>
  differencesOf(before, after, speaking(language)).told;
export const said = (before: object, after: object, language: Language = 'en') =>
  between(versionOf(before), versionOf(after), language).map(({ detail }) => plain(detail));
export const bothWays = (before: object, after: object) => [said(before, after), said(before, after, 'fr')].flat();
