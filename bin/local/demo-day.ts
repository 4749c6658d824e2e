import {
  draftRuleset,
  listLots,
  openWallet,
  type PurchaseRequest,
  publishRuleset,
  type RulesetDocument,
  recordPurchase,
} from '../../examples/client/index.ts';
import { clientFor, done, headersOf } from './api.ts';

export const merchants = { starbucks: 'cafe', japanese: 'restaurant', zara: 'fashion', deco: 'home' } as const;
const rates = { starbucks: 400, japanese: 400, zara: 200, deco: 600 };
const rules = Object.entries(rates).map(([merchant, rateBps]) => ({
  id: merchant,
  scope: { merchant },
  effect: { kind: 'rate' as const, rateBps },
}));

type Policy = { name: string; date: string } & Required<Pick<RulesetDocument, 'settings' | 'merchants'>>;
const policies: Policy[] = [
  { name: 'seed mix', date: '2026-03-10', settings: {}, merchants: { deco: { accrualBase: 'gross' } } },
  { name: 'all net, half up', date: '2026-03-11', settings: {}, merchants: {} },
  { name: 'all net, floor', date: '2026-03-12', settings: { rounding: { mode: 'floor' } }, merchants: {} },
  { name: 'all gross', date: '2026-03-13', settings: { accrualBase: 'gross' }, merchants: {} },
];
type Sale = { time: string; merchantId: string } & Pick<PurchaseRequest, 'amountMinor' | 'pay'>;
const day: Sale[] = [
  { time: '11:00', merchantId: 'starbucks', amountMinor: 480 },
  { time: '12:30', merchantId: 'japanese', amountMinor: 3200 },
  { time: '14:00', merchantId: 'zara', amountMinor: 8500, pay: { max: true } },
  { time: '15:30', merchantId: 'deco', amountMinor: 2800, pay: { max: true } },
];
const euros = (minor: number) => (minor / 100).toFixed(2).padStart(8);

/** Sarah's day under the four policies, over HTTP; each policy is in force on its own day. Returns the last wallet. */
export async function playDemoDay(
  apiUrl: string,
  operatorToken: string,
  keys: Readonly<Record<string, string>>,
): Promise<string> {
  const client = clientFor(apiUrl, operatorToken);
  let walletId = '';
  for (const { name, date, settings, merchants: overrides } of policies) {
    const document = { name, settings, merchants: overrides, rules };
    const path = { id: (await done(draftRuleset({ client, headers: headersOf(), body: document }))).id };
    const body = { effectiveFrom: `${date}T00:00:00+01:00` };
    await done(publishRuleset({ client, path, headers: headersOf(), body }));
    walletId = (await done(openWallet({ client, headers: headersOf(`${date}T10:00:00+01:00`), body: {} }))).id;
    console.log(`\nSarah's day, ${name}\n time   merchant      basket  rate     paid   earned  balance`);
    const flows: string[] = [];
    for (const { time, merchantId, ...basket } of day) {
      const now = `${date}T${time}:00+01:00`;
      const { data: lots } = await done(listLots({ client, path: { id: walletId }, headers: { 'Boucle-Now': now } }));
      const till = clientFor(apiUrl, keys[merchantId]!);
      const body = { walletId, receiptNumber: `R-${date}`, ...basket };
      const bought = await done(recordPurchase({ client: till, headers: headersOf(now), body }));
      if (bought.paid.walletMinor > 0) {
        for (const lot of lots) flows.push(`${lot.originId} → ${merchantId}${euros(lot.remainingMinor)}`);
      }
      const rate = `${rates[merchantId as keyof typeof rates] / 100} %`;
      const earnedMinor = bought.earned[0]?.amountMinor ?? 0;
      const figures = [bought.paid.walletMinor, earnedMinor, bought.balances!.cashback!.availableMinor]
        .map(euros)
        .join(' ');
      console.log(` ${time}  ${merchantId.padEnd(10)}${euros(bought.totalMinor)}  ${rate.padEnd(4)} ${figures}`);
    }
    console.log(` circulation: ${flows.join(', ')}`);
  }
  return walletId;
}
