import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostCampaign, PublishCampaign } from '../../shared/contract/campaign.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import { scopes } from '../../shared/domain/key.ts';
import { chanceFrom } from '../oracle/random/chance.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { type Engine, startEngine } from './engine.ts';
import { everyVerb } from './every-verb.ts';
import { inProcess } from './in-process.ts';
import { type History, played, someElsewhere, someStep } from './two-merchants.ts';

/** Random histories at a merchant and elsewhere: what the merchant's key hears and reads of the member (promise 4). */
const histories = Number(process.env.PRIVACY_HISTORIES ?? 12);
const stepsMax = 6;

const member = { per: 'member', window: 'month' };
const looking = [
  {
    id: 'combo',
    group: 'combo',
    when: [{ kind: 'after', scope: {}, withinHours: 48, once: false }],
    effect: rate(300),
  },
  { id: 'back', group: 'challenge', when: [{ kind: 'absent', days: 1 }], effect: { kind: 'fixed', amountMinor: 40 } },
  { id: 'fifth', group: 'welcome', when: [{ kind: 'nth', n: 5 }], effect: { kind: 'fixed', amountMinor: 70 } },
  {
    id: 'spread',
    group: 'challenge',
    effect: { kind: 'threshold', of: 'spend', target: 3_000, window: 'month', amountMinor: 90, repeat: 'each' },
  },
];
const places = {
  id: 'places',
  group: 'challenge',
  effect: { kind: 'threshold', of: 'merchants', target: 2, window: 'month', amountMinor: 30 },
};
const document = {
  name: 'exchangeable',
  settings: { expiry: { cashback: { mode: 'duration', days: 3 } }, pending: { mode: 'delay', days: 1 } },
  rules: [{ id: 'all', effect: rate(500) }, ...looking],
  caps: [{ ...member, amountMinor: 2_000 }],
};
/** How far the member is tells where else they were. */
const challenge = {
  name: 'Five shops',
  startsAt: '2026-02-01T00:00:00Z',
  endsAt: '2026-05-01T00:00:00Z',
  funder: 'operator',
  rules: [
    { id: 'five', group: 'challenge', effect: { kind: 'threshold', of: 'purchases', target: 5, amountMinor: 80 } },
  ],
};
function rate(rateBps: number) {
  return { kind: 'rate', rateBps };
}

let engine: Engine;
let verbs: Awaited<ReturnType<typeof everyVerb>>;
const keys: Record<string, string> = {};
beforeAll(async () => {
  engine = await startEngine();
  verbs = await everyVerb();
});
afterAll(() => engine?.stop());

/** A mall of three merchants whose rules treat all alike, under a ruleset of its own. */
async function aMall(rules: object) {
  const table = await engine.anotherTable();
  const { send } = inProcess(verbs, table);
  for (const id of ['zara', 'deco', 'sushi']) {
    await send(PutMerchant, { params: { id }, body: { name: id, sector: 'retail', connected: true } });
    const allowed = scopes.filter((scope) => scope !== 'wallet:history');
    const headers = { 'Idempotency-Key': id };
    const made = await send(PostKey, { body: { label: id, merchantIds: [id], scopes: allowed }, headers });
    keys[id] = made.body.secret;
  }
  const draft = await send(PostRuleset, { body: rules, headers: { 'Idempotency-Key': 'draft' } });
  const published = await send(PublishRuleset, {
    params: { id: draft.body.id },
    body: { effectiveFrom: '2026-01-01T00:00:00Z' },
  });
  expect(published.status).toBe(200);
  const campaign = await send(PostCampaign, { body: challenge, headers: { 'Idempotency-Key': 'challenge' } });
  const step = await send(PublishCampaign, {
    params: { id: campaign.body.id },
    body: { effectiveFrom: '2026-01-02T00:00:00Z' },
  });
  expect(step.status).toBe(200);
  const own = { ...keys };
  return (history: History, placeOf: (nth: number) => string) =>
    played(inProcess(verbs, table, undefined, memoryLedger().ledger).send, own, history, placeOf);
}

function someHistory(seed: number): History {
  const chance = chanceFrom(seed);
  return chance.some(2, stepsMax, () => ({ elsewhere: someElsewhere(chance), own: someStep(chance) }));
}

describe(`${histories} random histories`, () => {
  test('where the member shops otherwise makes no difference at all to what a merchant hears and reads', async () => {
    const play = await aMall({ ...document, rules: [...document.rules, places] });
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = someHistory(seed);
      const atDeco = await play(history, () => 'deco');
      expect(await play(history, () => 'sushi'), `seed ${seed}`).toEqual(atDeco);
    }
  });

  test('at how many places makes none but to how much is left of what this merchant gave', async () => {
    const play = await aMall(document);
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = someHistory(seed);
      const chance = chanceFrom(seed + 1_000);
      const atOne = await play(history, () => 'deco');
      const atMany = await play(history, () => chance.pick(['deco', 'sushi']));
      expect(withoutLots(atMany), `seed ${seed}`).toEqual(withoutLots(atOne));
    }
  });

  test('what the member does elsewhere shows in balances and totals alone', async () => {
    const play = await aMall({ ...document, rules: [...document.rules, places] });
    let differing = 0;
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = someHistory(seed);
      const chance = chanceFrom(seed + 2_000);
      const otherwise = history.map(({ own }) => ({ own, elsewhere: someElsewhere(chance) }));
      const [one, another] = [await play(history, () => 'deco'), await play(otherwise, () => 'sushi')];
      if (JSON.stringify(one) !== JSON.stringify(another)) differing += 1;
      expect(ownPart(another), `seed ${seed}`).toEqual(ownPart(one));
    }
    expect(differing).toBeGreaterThan(histories / 2);
  });
});

type Told = readonly [string, number, Record<string, unknown>, unknown?];
const isTold = (line: unknown): line is Told => Array.isArray(line);
const withoutLots = (transcript: readonly unknown[]) =>
  transcript.filter(isTold).filter(([what]) => what !== 'listLots');
/** How many foreign things there are to ask for differs; that each is a 404 or a 400 does not. */
const isAboutOthers = ([what, status]: Told) =>
  ['readPurchase', 'returnPurchase', 'readRedemption', 'captureRedemption', 'recordPurchase'].includes(what) &&
  (status === 404 || status === 400);

/** The member's own: balances and what depends on them, places in the ledger, and what a purchase earned in all. */
const membersOwn = new Set([
  ...['balances', 'earned', 'clawback', 'usable', 'usableMinor', 'sequence', 'nextCursor', 'postings'],
  ...['remainingMinor', 'heldMinor', 'requestId'],
]);
const foreignEntryKeys = ['balances', 'kind', 'postings', 'recordedAt', 'sequence'];
const foreignLotKeys = ['asset', 'availableAt', 'expiresAt', 'heldMinor', 'remainingMinor'];
const briefKeys = ['amountMinor', 'asset', 'funding', 'id', 'matched'];

/** What of a transcript must not depend on anything elsewhere; ids by their first mention, for they name a place. */
function ownPart(transcript: readonly unknown[]): unknown {
  const names = new Map<string, string>();
  const named = (id: string) => {
    if (!names.has(id)) names.set(id, `${id.slice(0, 3)} ${names.size}`);
    return names.get(id)!;
  };
  const lines = transcript.filter(isTold).filter((line) => !isAboutOthers(line));
  const entries = lines.flatMap(([what, , body]) => (what === 'listEntries' ? (body as { data: object[] }).data : []));
  const strip = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return /^(pur|red|ret)_/.test(value) ? named(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (key === 'explanation') return explanation(value as { rules: Rule[] });
    if (key === 'sentences') return sentences(value as string[]);
    if (Array.isArray(value)) return value.filter(isOwnRow).map((one) => strip(one));
    const kept = Object.entries(value).filter(([name]) => !membersOwn.has(name));
    return Object.fromEntries(kept.map(([name, one]) => [name, strip(one, name)]));
  };
  const rest = lines.filter(([what]) => what !== 'listEntries').map((line) => strip(line));
  return { rest, entries: strip(entries) };
}

/** A row of a list that is this merchant's; of any other only what nobody minds is told. */
function isOwnRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return true;
  if ('kind' in row && 'postings' in row && !('merchantId' in row)) {
    expect(Object.keys(row).sort()).toEqual(foreignEntryKeys);
    for (const { account } of row.postings as { account: string }[]) expect(account).toBe('wallet');
    return false;
  }
  // What this merchant gave and how much of it is left are totals too: caps and rules that look back have their part.
  if ('remainingMinor' in row) {
    const { originId = 'zara', ...told } = row as { originId?: string };
    expect([originId, Object.keys(told).sort()]).toEqual(['zara', foreignLotKeys]);
    return false;
  }
  return true;
}

type Rule = { id: string; matched: boolean; group?: string; funding?: { who: string }[] };

const isBriefId = (id: string) => id.endsWith('/five') || [...looking, places].some((rule) => rule.id === id);
const briefSentence = /^“[^”]+”(?: gives nothing|: €[\d.]+(?:, €[\d.]+ of it paid by zara)?)\.$/;
const rewardOfAll = /: €[\d.]+(?:, of €[\d.]+)?(?:, paid by zara)?\.$/;

/** In words the same; what was earned in all is the member's own. */
function sentences(told: readonly string[]): string[] {
  for (const sentence of told) expect(sentence).not.toMatch(/deco|sushi/);
  const isBrief = (sentence: string) => isBriefId(/^“([^”]+)”/.exec(sentence)?.[1] ?? '');
  for (const sentence of told.filter(isBrief)) expect(sentence).toMatch(briefSentence);
  const isTotal = (sentence: string) => / can be spent |^Nothing is earned/.test(sentence);
  return told
    .filter((sentence) => !isBrief(sentence) && !isTotal(sentence))
    .map((sentence) => sentence.replace(rewardOfAll, ''));
}

/** Rules that look elsewhere tell their amount and this merchant's share; all others but for amounts the same. */
function explanation({ rules, ...told }: { rules: Rule[] }): unknown {
  const isBrief = ({ id }: Rule) => isBriefId(id);
  for (const rule of rules.filter(isBrief)) {
    expect(briefKeys).toEqual(expect.arrayContaining(Object.keys(rule)));
    for (const { who } of rule.funding ?? []) expect(who).toBe('zara');
  }
  const plain = rules.filter((rule) => !isBrief(rule));
  return {
    ...told,
    rules: plain.map(({ amountMinor: _amount, funding: _funding, ...rule }: Rule & { amountMinor?: number }) => rule),
  };
}
