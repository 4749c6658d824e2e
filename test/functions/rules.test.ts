import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostMembers } from '../../shared/contract/audience.ts';
import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { PostOptIn } from '../../shared/contract/offer.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { conditions } from '../../shared/domain/condition/conditions.ts';
import { effects } from '../../shared/domain/effect/effects.ts';
import { stackings } from '../../shared/domain/ruleset/group.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';
import { basketOf, type Example, examples, page, type Row } from './rules-page.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const shops = { zara: 'fashion', deli: 'restaurant', odeon: 'cinema', hyper: 'food', deco: 'home' };
type Mall = Awaited<ReturnType<typeof aMall>>;
const euros = (amountMinor: number) => (amountMinor === 0 ? 'nothing' : (amountMinor / 100).toFixed(2));

type Earned = { asset: string; amountMinor: number; status: string };
type Explained = { asset?: string; funding?: { who: string; amountMinor: number }[] };

/** What a purchase gave, as the page writes it; who pays if the page says so. */
function told({ earned, explanation }: { earned: Earned[]; explanation: { rules: Explained[] } }, expected: string) {
  const sum = (asset: string) =>
    earned.filter((one) => one.asset === asset).reduce((all, { amountMinor }) => all + amountMinor, 0);
  const given = earned.some(({ asset }) => asset === 'points') ? `${sum('points')} points` : euros(sum('cashback'));
  const pending = earned.some(({ status }) => status === 'pending') ? ' pending' : '';
  const funding = explanation.rules.flatMap((rule) => rule.funding ?? []).filter(({ amountMinor }) => amountMinor > 0);
  const payers = [...new Set(funding.map(({ who }) => who))].join(' and ');
  return `${given}${pending}${expected.includes(' by ') ? ` by ${payers}` : ''}`;
}

/** Does what a row says; what came out of it, '' when a row expects nothing. */
async function done(mall: Mall, row: Row, live: { walletId: string; campaignId: string; lastId: string }) {
  const { at: now, shop, act } = row;
  const { walletId, campaignId } = live;
  const headers = mall.at(now);
  if (act === 'has') return euros((await mall.balance(walletId, now)).cashback?.availableMinor ?? 0);
  if (act === 'is new') {
    live.walletId = await mall.openWallet(now);
    return '';
  }
  if (act === 'takes part') {
    const taken = await mall.send(PostOptIn, { params: { id: walletId }, body: { campaignId }, headers });
    expect(taken.status).toBe(200);
    return '';
  }
  if (act.startsWith('joins ')) {
    const params = { id: act.slice('joins '.length) };
    expect((await mall.send(PostMembers, { params, body: { walletIds: [walletId] }, headers })).status).toBe(200);
    return '';
  }
  const asTill = { as: mall.keys[shop]!, headers: { ...headers, 'Idempotency-Key': mall.key() } };
  if (act === 'is confirmed') {
    expect((await mall.send(PostConfirm, { params: { id: live.lastId }, ...asTill })).status).toBe(200);
    return '';
  }
  const bought = await mall.buy(shop, { walletId, receiptNumber: mall.key(), ...basketOf(act) }, { now });
  expect([bought.status, bought.body.code]).toEqual([201, undefined]);
  live.lastId = bought.body.id;
  // As the operator reads it: a merchant is not told of what others pay.
  const read = await mall.send(GetPurchase, { params: { id: live.lastId }, headers });
  return told(read.body, row.earns);
}

async function played({ document, rows }: Example): Promise<string[]> {
  const mall = await aMall(await engine.anotherTable(), shops);
  const isCampaign = 'startsAt' in document;
  const base = isCampaign ? {} : document;
  const published = await mall.publish({ name: 'Example', ...base }, '2025-12-01T00:00:00+01:00');
  expect([published.status, published.body.errors]).toEqual([200, undefined]);
  const before = '2025-12-31T00:00:00+01:00';
  const campaignId = isCampaign ? await mall.campaign(document, before) : '';
  const live = { walletId: await mall.openWallet(before), campaignId, lastId: '' };
  const came = [];
  for (const row of rows) came.push(await done(mall, row, live));
  return came;
}

describe('the page of rules says what happens', () => {
  test.concurrent.each(examples())('$title', async (example) => {
    expect(await played(example)).toEqual(example.rows.map(({ earns }) => earns));
  });
});

test('every condition, effect and stacking has its heading', () => {
  const headings = [...page.matchAll(/^### `(\w+)`/gm)].map(([, name]) => name);
  const kinds = [...Object.keys(conditions), ...Object.keys(effects), ...stackings];
  expect(kinds.filter((kind) => !headings.includes(kind))).toEqual([]);
});
