import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancelCampaign, GetCampaign } from '../../shared/contract/campaign.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { GetCurrentRuleset, PublishRuleset, WithdrawRuleset } from '../../shared/contract/ruleset.ts';
import { secondMs } from '../../shared/domain/instant.ts';
import { aMall } from '../functions/mall.ts';
import { listenTo } from '../support/bus-listener.ts';
import { deployedStack } from '../support/over-http.ts';
import { noTable } from './no-table.ts';
import { at, backToSchool, brandWeek, launch, line, nova, september, shops } from './september.ts';

// A week in the life of a mall. Every amount is reckoned by hand, in the comment beside it, and in the week's books.
type Shop = keyof typeof shops;
const members = ['ada', 'bob', 'cleo', 'dan'] as const;
const walletOf: Record<string, string> = {};
const campaigns: Record<string, string> = {};
let mall: Awaited<ReturnType<typeof aMall>>;
let listener: Awaited<ReturnType<typeof listenTo>>;
let ruleset: { rulesetId: string; version: number };

const toldWithinMs = 30 * secondMs;
const opening = { effectiveFrom: '2025-08-25T00:00:00+02:00' };

beforeAll(async () => {
  mall = await aMall(noTable, shops);
  const stack = deployedStack();
  listener = await listenTo(stack.awsEndpoint, stack.busName, `week-${mall.key()}`, ['campaign.budget-exhausted']);
  ruleset = (await mall.publish(september(), opening.effectiveFrom)).body;
  for (const [name, campaign] of Object.entries({ launch, brandWeek, backToSchool }))
    campaigns[name] = await mall.campaign(campaign, undefined, opening);
  for (const member of members) walletOf[member] = await mall.openWallet('2025-08-31T12:00:00+02:00');
});
// Played again on the same stack, this week would find the campaigns of the last one.
afterAll(async () => {
  for (const id of Object.values(campaigns)) await mall.send(CancelCampaign, { params: { id }, body: opening });
});

/** A member's basket: what each rule gave, by its id; `bought` is the whole answer. */
async function sale(member: (typeof members)[number], shop: Shop, time: string, basket: number | object) {
  const more = typeof basket === 'number' ? { amountMinor: basket } : basket;
  const body = { walletId: walletOf[member], receiptNumber: mall.key(), ...more };
  const bought = await mall.buy(shop, body, { now: at(time) });
  expect([bought.status, bought.body.code]).toEqual([201, undefined]);
  const gave: Record<string, number> = {};
  for (const { id, amountMinor } of bought.body.explanation.rules) gave[id.split('/').at(-1)] = amountMinor;
  const gaveMinor = Object.values(gave).reduce((sum, amountMinor) => sum + amountMinor, 0);
  expect(bought.body.earned[0]?.amountMinor ?? 0).toBe(gaveMinor);
  return { gave, bought: bought.body };
}
const gave = async (...parameters: Parameters<typeof sale>) => (await sale(...parameters)).gave;
const rule = (bought: { explanation: { rules: { id: string }[] } }, name: string) =>
  bought.explanation.rules.find(({ id }) => id.split('/').at(-1) === name);
/** What the operator reads of something by its id. */
const read = async (operation: Operation, id: string, time: string) =>
  (await mall.send(operation, { params: { id }, headers: mall.at(at(time)) })).body;

test('Monday: at launch everything gives half as much again, and the brand 15 % on its own lines', async () => {
  // 2 % of 80.00; half of it.
  expect(await gave('ada', 'zara', 'mon 10:00:00', 8_000)).toEqual({ fashion: 160, launch: 80 });
  // 15 % of 60.00 in place of 2 %; 2 % of 10.00; half of 9.20.
  const shoesAndSocks = { lines: [nova(6_000), line('socks', 1_000)] };
  expect(await gave('ada', 'arena', 'mon 11:00:00', shoesAndSocks)).toEqual({ nova: 900, sports: 20, launch: 460 });
});

test('Tuesday: in the quiet hours a restaurant gives twice, until 17:00 has struck', async () => {
  // 4 % of 25.00; the same again; half of 1.00.
  expect(await gave('bob', 'bistro', 'tue 14:00:00', 2_500)).toEqual({ restaurants: 100, 'off-peak': 100, launch: 50 });
  expect(await gave('bob', 'bistro', 'tue 17:00:00', 2_500)).toEqual({ restaurants: 100, launch: 50 });
  // 3 % of 24.00; half of 0.72.
  expect(await gave('cleo', 'rex', 'tue 21:00:00', 2_400)).toEqual({ cinemas: 72, launch: 36 });
});

test('Wednesday: yesterday’s film makes no combo, school supplies begin to earn, and the launch ends at midnight', async () => {
  // 4 % of 33.30 is 1.332; half of 1.33 is 0.665.
  expect(await gave('cleo', 'bistro', 'wed 12:30:00', 3_330)).toEqual({ restaurants: 133, launch: 67 });
  // 6 % of 30.00; half of 1.80; 10 % of 30.00.
  const pens = await gave('ada', 'papyrus', 'wed 17:00:00', { lines: [line('school', 3_000)] });
  expect(pens).toEqual({ stationers: 180, launch: 90, school: 300 });
  // 2 % of 50.00; half of it, to the last second.
  expect(await gave('dan', 'zara', 'wed 23:59:59', 5_000)).toEqual({ fashion: 100, launch: 50 });
  expect(await gave('dan', 'zara', 'thu 00:00:00', 5_000)).toEqual({ fashion: 100 });
});

test('Thursday: dinner after a film earns 6 % more, which restaurant and cinema share; a second dinner does not', async () => {
  // 3 % of 24.00.
  expect(await gave('ada', 'rex', 'thu 18:00:00', 2_400)).toEqual({ cinemas: 72 });
  // 4 % and 6 % of 45.00; the restaurant sees its half of 2.70.
  const dinner = await sale('ada', 'bistro', 'thu 20:30:00', 4_500);
  expect(dinner.gave).toEqual({ restaurants: 180, combo: 270 });
  expect(rule(dinner.bought, 'combo')).toMatchObject({ funding: [{ who: 'bistro', amountMinor: 135 }] });
  // 4 % of 20.00.
  expect(await gave('ada', 'bistro', 'thu 22:30:00', 2_000)).toEqual({ restaurants: 80 });
});

test('Friday: 40 % typed for 4 % is rolled back by lunch; what was sold meanwhile keeps it; campaigns go on', async () => {
  // 15 % of 50.00.
  expect(await gave('bob', 'arena', 'fri 09:30:00', { lines: [nova(5_000)] })).toEqual({ nova: 750 });
  const wrong = await mall.publish(september(4_000), at('fri 10:00:00'));
  // 40 % of 30.00.
  expect(await gave('bob', 'bistro', 'fri 12:30:00', 3_000)).toEqual({ restaurants: 1_200 });

  const body = { effectiveFrom: at('fri 13:00:00'), reason: 'wrong-rate' };
  const back = await mall.send(PublishRuleset, { params: { id: ruleset.rulesetId }, body });
  expect(back.body).toMatchObject({ version: wrong.body.version + 1, basedOn: ruleset.version, reason: 'wrong-rate' });
  const { body: current } = await mall.send(GetCurrentRuleset, { headers: mall.at(at('fri 13:00:00')) });
  expect(current).toMatchObject({ version: back.body.version, document: september() });
  for (const id of Object.values(campaigns)) expect(current.campaigns).toContainEqual(expect.objectContaining({ id }));
  // 4 % of 30.00; of a sale of half past twelve that comes late, 40 % of 1.00.
  expect(await gave('bob', 'bistro', 'fri 13:30:00', 3_000)).toEqual({ restaurants: 120 });
  const late = await gave('bob', 'bistro', 'fri 13:45:00', { amountMinor: 100, occurredAt: at('fri 12:45:00') });
  expect(late).toEqual({ restaurants: 40 });
  // 4 % of 10.00, twice.
  expect(await gave('bob', 'bistro', 'fri 16:59:59', 1_000)).toEqual({ restaurants: 40, 'off-peak': 40 });
});

test('Friday: rules that wait for a later year are withdrawn before it comes', async () => {
  const waiting = await mall.publish(september(100), '2099-01-01T00:00:00+01:00');
  const withdrawn = await mall.send(WithdrawRuleset, { params: { id: waiting.body.rulesetId } });
  expect([waiting.status, withdrawn.status]).toEqual([200, 200]);
  const { body: current } = await mall.send(GetCurrentRuleset, { headers: mall.at('2099-06-01T12:00:00+02:00') });
  expect(current.version).toBe(waiting.body.version - 1);
});

test('Saturday: the brand’s last cents are cut, school supplies reach 5.00 in the middle of a basket', async () => {
  // 15 % of 40.00 is 6.00; of 20.00, 9.00 and 7.50 are gone. 2 % of 10.00.
  const shoesAndSocks = { lines: [nova(4_000), line('socks', 1_000)] };
  const { gave: given, bought } = await sale('cleo', 'arena', 'sat 11:00:00', shoesAndSocks);
  expect(given).toEqual({ nova: 350, sports: 20 });
  expect(rule(bought, 'nova')).toMatchObject({
    wantedMinor: 600,
    amountMinor: 350,
    capId: `${campaigns.brandWeek}/budget`,
    funding: [{ who: 'nova', amountMinor: 350 }],
  });
  // 4 % of 25.00: Saturday has no quiet hours.
  expect(await gave('bob', 'bistro', 'sat 15:00:00', 2_500)).toEqual({ restaurants: 100 });

  // 6 % of 50.00; 10 % of 30.00 is 3.00, of 5.00 there are 2.00 left.
  const lines = [line('school', 1_200), line('school', 1_800), line('lamps', 2_000)];
  const satchel = await sale('ada', 'papyrus', 'sat 16:00:00', { lines });
  expect(satchel.gave).toEqual({ stationers: 300, school: 200 });
  expect(rule(satchel.bought, 'school')).toMatchObject({ wantedMinor: 300, capId: null });
  // The shop is not told of what counts elsewhere; the operator is.
  const capId = expect.stringMatching(`^${campaigns.backToSchool}/cap-member-campaign-`);
  const told = await read(GetPurchase, satchel.bought.id, 'sat 16:30:00');
  expect(rule(told, 'school')).toMatchObject({ wantedMinor: 300, amountMinor: 200, capId });
  // Without the second line: 6 % of 32.00 is 1.92, 10 % of 12.00 is 1.20; 5.00 less 3.12.
  const back = await mall.send(PostReturn, {
    params: { id: satchel.bought.id },
    body: { lines: [{ index: 1, quantity: 1 }] },
    as: mall.keys.papyrus!,
    headers: { 'Idempotency-Key': mall.key(), ...mall.at(at('sat 17:00:00')) },
  });
  expect(back.body).toMatchObject({ amountMinor: 1_800, clawback: [{ amountMinor: 188 }] });
});

test('Sunday: the brand’s budget is gone and says so; a wallet filled in five shops is spent in one', async () => {
  const { gave: given, bought } = await sale('dan', 'arena', 'sun 11:00:00', { lines: [nova(1_000)] });
  expect(given).toEqual({ nova: 0 });
  expect(rule(bought, 'nova')).toMatchObject({ wantedMinor: 150, reason: 'budget', funding: [] });
  expect(await read(GetCampaign, campaigns.brandWeek!, 'sun 12:00:00')).toMatchObject({ spentMinor: 2_000 });
  const [told] = await listener.until(1, toldWithinMs);
  expect(told?.detail).toMatchObject({ data: { campaignId: campaigns.brandWeek, budgetMinor: 2_000 } });
  // 2.40 + 13.80 + 5.70 + 0.72 + 4.50 + 0.80 + 5.00 - 1.88 are 31.04; 2 % of the 68.96 left is 1.3792.
  const last = await sale('ada', 'zara', 'sun 18:00:00', { amountMinor: 10_000, pay: { max: true } });
  expect(last.bought.paid).toMatchObject({ walletMinor: 3_104, otherMinor: 6_896 });
  expect(last.gave).toEqual({ fashion: 138 });
});

test('who owes whom at the end of the week', async () => {
  const books: Record<string, number> = {};
  const balances: Record<string, number> = {};
  const now = at('sun 23:00:00');
  for (const member of members) {
    balances[member] = (await mall.balance(walletOf[member]!, now)).cashback.availableMinor;
    for (const { postings } of await mall.entries(walletOf[member]!, now))
      for (const { account, amountMinor } of postings) books[account] = (books[account] ?? 0) + amountMinor;
  }
  expect(balances).toEqual({
    ada: 138,
    bob: 2_690, // 2.50 + 1.50 + 7.50 + 12.00 + 1.20 + 0.40 + 0.80 + 1.00
    cleo: 678, // 1.08 + 2.00 + 3.70
    dan: 250, // 1.50 + 1.00
  });
  expect(books).toEqual({
    wallet: 3_756, // 1.38 + 26.90 + 6.78 + 2.50
    'receivable:zara': 3_104,
    'funding:zara': -498, // 1.60 + 1.00 + 1.00 + 1.38
    'funding:arena': -40, // 0.20 + 0.20
    'funding:nova': -2_000, // 9.00 + 7.50 + 3.50
    'funding:bistro': -2_228, // 1.00 + 1.00 + 1.33 + 1.80 + 1.35 + 0.80 + 12.00 + 1.20 + 0.40 + 0.40 + 1.00
    'funding:rex': -279, // 0.72 + 0.72 + 1.35
    'funding:papyrus': -372, // 1.80 + 3.00 - 1.08
    'funding:operator': -1_443, // launch 8.83, quiet hours 1.40, school 3.00 + 2.00 - 0.80
  });
});
