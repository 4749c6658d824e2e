import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PutMember } from '../../shared/contract/audience.ts';
import { CancelCampaign } from '../../shared/contract/campaign.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { DeleteOptIn, ListOffers, PostOptIn } from '../../shared/contract/offer.ts';
import { PostClose } from '../../shared/contract/wallet.ts';
import { optInsMax } from '../../shared/domain/wallet.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import { type Engine, startEngine } from './engine.ts';
import { operator } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let table: Engine['table'];
let mall: Awaited<ReturnType<typeof aMall>>;
let walletId: string;
/** A member's app: every merchant, and where the member shops. */
let app: string;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  table = await engine.anotherTable();
  mall = await aMall(table, { zara: 'fashion', deco: 'home' });
  walletId = await mall.openWallet(now);
  const scopes = ['wallet:read', 'wallet:history', 'optin:write'];
  app = (await mall.send(PostKey, { body: { label: 'app', merchantIds: '*', scopes } })).body.secret;
});
afterAll(() => engine?.stop());

const now = '2026-03-14T12:00:00Z';
const later = '2026-03-20T12:00:00Z';
const spring = (more: object = {}) => ({
  name: 'Spring',
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-04-01T00:00:00Z',
  funder: 'operator',
  rules: [{ id: 'more', effect: { kind: 'rate', rateBps: 500 }, group: 'boost' }],
  ...more,
});
type Ask = { as?: string; at?: string; key?: string };
const headersOf = ({ at = now, key }: Ask) => ({
  'Boucle-Now': at,
  ...(key === undefined ? {} : { 'Idempotency-Key': key }),
});
const optIn = (campaignId: string, { as = app, ...ask }: Ask = {}) =>
  mall.send(PostOptIn, { as, params: { id: walletId }, body: { campaignId }, headers: headersOf(ask) });
const optOut = (campaignId: string, { as = app, ...ask }: Ask = {}) =>
  mall.send(DeleteOptIn, { as, params: { id: walletId, campaignId }, headers: headersOf(ask) });
const offers = async ({ as = app, ...ask }: Ask = {}, query = '') =>
  (await mall.send(ListOffers, { as, params: { id: walletId }, query, headers: headersOf(ask) })).body;
const buy = async (merchantId = 'zara', amountMinor = 1000, at = now): Promise<number> => {
  const sale = { walletId, receiptNumber: mall.key(), amountMinor };
  const { earned } = (await mall.buy(merchantId, sale, { now: at })).body;
  return earned.reduce((sum: number, one: { amountMinor: number }) => sum + one.amountMinor, 0);
};
const head = async () => (await ledgerIn(table).head(walletId))!;

describe('an opt-in', () => {
  test('counts for what is recorded from then on, until it is taken back', async () => {
    const id = await mall.campaign(spring({ optIn: true }), now);
    expect(await buy()).toBe(0);
    expect((await optIn(id)).body).toEqual({ walletId, campaignId: id, optedIn: true });
    expect(await buy()).toBe(50);
    expect((await optOut(id)).status).toBe(204);
    expect(await buy()).toBe(0);
  });

  test('twice is once, and taken back twice is taken back', async () => {
    const id = await mall.campaign(spring({ optIn: true }), now);
    expect([(await optIn(id)).status, (await optIn(id)).status, (await optIn(id, { key: 'k' })).status]).toEqual([
      200, 200, 200,
    ]);
    expect((await head()).sequence).toBe(1);
    await optOut(id);
    await optOut(id);
    expect((await head()).sequence).toBe(2);
  });

  test('repeated under its key answers as it did, also after it was taken back, and does not opt in again', async () => {
    const id = await mall.campaign(spring({ optIn: true }), now);
    const other = await mall.campaign(spring({ optIn: true, name: 'Other' }), now);
    const first = await optIn(id, { key: 'k' });
    await optOut(id);
    const again = await optIn(id, { key: 'k' });
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([first.body, 'true']);
    expect((await head()).state.optIns).toEqual([]);
    expect((await optIn(other, { key: 'k' })).body.code).toBe('idempotency-mismatch');
  });

  test('to what is unknown, needs none or is over is refused and changes nothing', async () => {
    const open = await mall.campaign(spring(), now);
    const ended = await mall.campaign(spring({ optIn: true }), now);
    const cancelled = await mall.campaign(spring({ optIn: true, name: 'Other' }), now);
    await mall.send(CancelCampaign, { params: { id: cancelled }, body: {}, headers: headersOf({}) });
    const codes = async (...asked: [string, string?][]) =>
      Promise.all(asked.map(async ([id, at = now]) => (await optIn(id, { at })).body.code));
    expect(await codes([`cmp_${'a'.repeat(26)}`], [open], [cancelled], [ended, '2026-04-01T00:00:00Z'])).toEqual([
      'not-found',
      'opt-in-not-needed',
      'campaign-over',
      'campaign-over',
    ]);
    // Versions have forgotten it by then.
    await mall.campaign(spring({ name: 'Next', endsAt: '2027-01-01T00:00:00Z' }), '2026-06-01T00:00:00Z');
    expect(await codes([ended, '2026-06-01T00:00:00Z'])).toEqual(['campaign-over']);
    expect((await head()).sequence).toBe(0);
    expect((await optOut(`cmp_${'a'.repeat(26)}`)).body.code).toBe('not-found');
  });

  test('is one of 20 at most; those to campaigns that are over make room', async () => {
    const brief = spring({ optIn: true, name: 'Brief', endsAt: '2026-03-15T00:00:00Z' });
    const ids = [await mall.campaign(brief, now)];
    for (let nth = 0; nth <= optInsMax; nth += 1) {
      ids.push(await mall.campaign(spring({ optIn: true, name: `C${nth}` }), now));
    }
    for (const id of ids.slice(0, optInsMax)) expect((await optIn(id)).status).toBe(200);
    const full = await optIn(ids.at(-2)!);
    expect([full.status, full.body.code, full.body.max]).toEqual([422, 'too-many-opt-ins', optInsMax]);
    const inTime = { at: '2026-03-21T23:59:59Z' };
    expect((await optIn(ids.at(-2)!, inTime)).body.code).toBe('too-many-opt-ins');
    const over = { at: '2026-03-22T00:00:00Z' };
    expect((await optIn(ids.at(-2)!, over)).status).toBe(200);
    expect((await head()).state.optIns).toEqual(ids.slice(1, optInsMax + 1));
    expect((await optIn(ids.at(-1)!, over)).body.code).toBe('too-many-opt-ins');
  });

  test('of a merchant’s key is for campaigns that its own merchants take part in: all others do not exist', async () => {
    const rules = (merchant: string) => [{ ...spring().rules[0], scope: { merchant } }];
    const ours = await mall.campaign(spring({ optIn: true, rules: rules('zara') }), now);
    const theirs = await mall.campaign(spring({ optIn: true, rules: rules('deco') }), now);
    const as = mall.keys.zara!;
    expect((await optIn(ours, { as })).status).toBe(200);
    await optIn(theirs);
    expect((await optIn(theirs, { as })).body).toMatchObject({ code: 'not-found', status: 404 });
    expect((await optOut(theirs, { as })).body.code).toBe('not-found');
    expect((await head()).state.optIns).toEqual([ours, theirs]);
  });
});

describe('offers', () => {
  const challenge = (more: object = {}) => ({
    id: 'c',
    effect: { kind: 'threshold', of: 'purchases', target: 3, amountMinor: 300, window: 'month', ...more },
    group: 'challenge',
  });

  test('tell what runs and comes, whether it is activated, and how far the member is', async () => {
    const running = await mall.campaign(spring({ rules: [challenge()] }), now);
    const coming = await mall.campaign(
      spring({ name: 'Later', optIn: true, startsAt: '2026-03-18T00:00:00Z', endsAt: '2026-03-25T00:00:00Z' }),
      now,
    );
    await buy();
    await buy('deco');
    const told = await offers();
    expect(told.data).toEqual([
      {
        campaignId: coming,
        name: 'Later',
        status: 'coming',
        startsAt: '2026-03-18T00:00:00.000Z',
        endsAt: '2026-03-25T00:00:00.000Z',
        optIn: true,
        optedIn: false,
        eligible: false,
        thresholds: [],
      },
      {
        campaignId: running,
        name: 'Spring',
        status: 'running',
        startsAt: '2026-03-01T00:00:00.000Z',
        endsAt: '2026-04-01T00:00:00.000Z',
        optIn: false,
        optedIn: false,
        eligible: true,
        thresholds: [
          {
            ruleId: 'c',
            asset: 'cashback',
            of: 'purchases',
            target: 3,
            progress: 2,
            amountMinor: 300,
            repeat: 'once',
            window: 'month',
            // Midnight in Paris.
            periodEndsAt: '2026-03-31T22:00:00.000Z',
          },
        ],
      },
    ]);
    await optIn(coming);
    expect((await offers({ at: later })).data[0]).toMatchObject({ status: 'running', optedIn: true, eligible: true });
    expect((await offers({ as: operator })).data).toHaveLength(2);
    expect((await offers({ at: '2026-04-02T00:00:00Z' })).data).toEqual([]);
  });

  test('to a merchant’s key are those of its own merchants and of everyone, without where else the member shops', async () => {
    const at = (scope: object) => [{ ...challenge(), scope }];
    const ids = {
      ours: await mall.campaign(spring({ name: 'Ours', rules: at({ merchant: 'zara' }) }), now),
      sector: await mall.campaign(spring({ name: 'Sector', rules: at({ sector: 'fashion' }) }), now),
      everyone: await mall.campaign(spring({ name: 'Everyone', rules: at({}) }), now),
      theirs: await mall.campaign(spring({ name: 'Theirs', rules: at({ merchant: 'deco' }) }), now),
    };
    await buy('zara');
    await buy('deco');
    const progress = async (as: string) =>
      Object.fromEntries(
        (await offers({ as })).data.map(
          ({ name, thresholds }: { name: string; thresholds: { progress?: number }[] }) => [
            name,
            thresholds[0]!.progress,
          ],
        ),
      );
    expect(await progress(mall.keys.zara!)).toEqual({ Ours: 1, Sector: undefined, Everyone: undefined });
    expect(JSON.stringify(await offers({ as: mall.keys.zara! }))).not.toContain(ids.theirs);
    expect(await progress(mall.keys.deco!)).toEqual({ Theirs: 1, Everyone: undefined });
    expect(await progress(app)).toEqual({ Ours: 1, Sector: 1, Everyone: 2, Theirs: 1 });
  });

  test('of a campaign whose budget is used up there is nothing left to be eligible for', async () => {
    await mall.campaign(spring({ name: 'Spent', budgetMinor: 60 }), now);
    await mall.campaign(spring({ name: 'Endless' }), now);
    const eligible = async () =>
      (await offers()).data.map((one: { name: string; eligible: boolean }) => [one.name, one.eligible]).sort();
    await buy();
    expect(await eligible()).toEqual([
      ['Endless', true],
      ['Spent', true],
    ]);
    await buy();
    expect(await eligible()).toEqual([
      ['Endless', true],
      ['Spent', false],
    ]);
  });

  test('for an audience are its members’ only', async () => {
    const when = [{ kind: 'audience', in: ['hr-acme'] }];
    await mall.campaign(spring({ rules: [{ ...spring().rules[0], when }] }), now);
    expect((await offers()).data).toEqual([]);
    await mall.send(PutMember, { params: { id: 'hr-acme', walletId }, headers: headersOf({}) });
    expect((await offers()).data).toMatchObject([{ eligible: true }]);
    expect(await buy()).toBe(50);
  });

  test('come in pages, those that end first before the others', async () => {
    for (const day of [23, 21, 22]) {
      await mall.campaign(spring({ name: `${day}`, endsAt: `2026-03-${day}T00:00:00Z` }), now);
    }
    const first = await offers({}, 'limit=2');
    const next = await offers({}, `limit=2&cursor=${first.nextCursor}`);
    expect([...first.data, ...next.data].map(({ name }) => name)).toEqual(['21', '22', '23']);
    expect(next.nextCursor).toBeNull();
  });

  test('a closed wallet has none, an unknown one is not there', async () => {
    await mall.campaign(spring(), now);
    await mall.send(PostClose, { params: { id: walletId }, headers: headersOf({ key: 'close' }) });
    expect((await offers()).data).toEqual([]);
    const params = { id: `wal_a${'a'.repeat(25)}` };
    expect((await mall.send(ListOffers, { params, headers: headersOf({}) })).body.code).toBe('not-found');
  });
});
