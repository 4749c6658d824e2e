import * as texts from '../../words/diff-texts.ts';
import type { Say } from '../../words/say.ts';
import { funderFact } from './terms.ts';
import type { Thing } from './thing.ts';
import type { ToldVersion } from './version.ts';

/** The campaigns of a version, cancelled ones too; their rules and caps are things of their own. */
export const campaignsAsThings = ({ campaigns }: ToldVersion, say: Say): Thing[] =>
  campaigns.map(({ id, campaign, cancelledAt }) => {
    const { startsAt, endsAt, budgetMinor, asset, optIn, funder, variants = [] } = campaign;
    const shares = variants.map((variant) =>
      say.text(texts.shareText, { who: say.quoted(variant.id), shareBps: variant.shareBps }),
    );
    return {
      part: 'campaign',
      id,
      campaignId: id,
      name: say.quoted(campaign.name),
      facts: [
        { field: 'name', value: campaign.name, said: say.quoted(campaign.name), isPlain: true },
        { field: 'startsAt', value: startsAt, said: say.text(texts.startsText, { startsAt }) },
        { field: 'endsAt', value: endsAt, said: say.text(texts.endsText, { endsAt }) },
        funderFact(funder, say),
        { field: 'asset', value: asset, said: say.text(texts.assetText, { asset }), isPlain: asset === 'cashback' },
        {
          field: 'budgetMinor',
          value: budgetMinor ?? null,
          said: say.text(texts.campaignBudgetText, { budgetMinor, asset }),
          isPlain: budgetMinor === undefined,
        },
        { field: 'optIn', value: optIn, said: say.text(texts.optInText, { optIn }), isPlain: !optIn },
        {
          field: 'variants',
          value: variants.map(({ id: variantId, shareBps }) => [variantId, shareBps]),
          said: say.text(texts.variantsText, { variants: shares }),
          isPlain: variants.length === 0,
        },
        {
          field: 'cancelledAt',
          value: cancelledAt,
          said: say.text(texts.cancelledText, { cancelledAt }),
          isPlain: cancelledAt === null,
        },
      ],
    };
  });
