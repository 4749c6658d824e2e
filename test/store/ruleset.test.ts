import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Table } from '../../shared/store/client.ts';
import {
  findRuleset,
  listRulesets,
  loadDocument,
  putDraft,
  putRulesetWrite,
  type Ruleset,
} from '../../shared/store/ruleset.ts';
import { rulesetsInForce } from '../../shared/store/rulesets-in-force.ts';
import {
  findVersion,
  findVersionAt,
  findVersionBody,
  listVersions,
  packBody,
  putVersion,
  type StoredVersion,
  type VersionBody,
  withdrawVersion,
} from '../../shared/store/version.ts';
import { startEngine } from '../functions/engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let table: Table;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  table = await engine.anotherTable();
});
afterAll(() => engine?.stop());

const draft = (id: string, revision = 1): Ruleset => ({
  id,
  name: 'Spring',
  status: 'draft',
  version: null,
  createdAt: 1,
  createdBy: 'op',
  updatedAt: 1,
  madeFor: 'digest',
  revision,
});
const version = (number: number, effectiveFrom: number): StoredVersion => ({
  version: number,
  rulesetId: 'rs_a',
  cause: 'ruleset',
  campaignId: '',
  effectiveFrom,
  publishedAt: 1,
  publishedBy: 'op',
  reason: '',
  basedOn: null,
  withdrawnAt: null,
  publishedFor: { idempotencyKey: '', digest: '' },
});
const put = (one: StoredVersion, document: object, ruleset: Ruleset, base?: StoredVersion) =>
  putVersion(table, one, packBody({ document, campaigns: [] }), [putRulesetWrite(table.name, ruleset)], base);
/** Publishes versions 1 to `last`, each dated its number × 10. */
async function published(last: number) {
  await putDraft(table, draft('rs_a'), {});
  for (let number = 1; number <= last; number += 1) {
    await put(version(number, number * 10), { name: `v${number}` }, draft('rs_a', number + 1));
  }
}

describe('drafts', () => {
  test('a draft and its document come back as they were written, a long one too', async () => {
    const document = {
      name: 'Spring',
      rules: Array.from({ length: 3_000 }, (_, at) => ({ id: `rule-${at}`, effect: { kind: 'rate', rateBps: at } })),
    };
    expect(await putDraft(table, draft('rs_a'), document)).toBe(true);
    expect(await findRuleset(table, 'rs_a')).toEqual(draft('rs_a'));
    expect(await loadDocument(table, 'rs_a')).toEqual(document);
  });

  test('a draft written over another revision than the one seen changes neither it nor its document', async () => {
    await putDraft(table, draft('rs_a'), { name: 'first' });
    expect(await putDraft(table, draft('rs_a', 3), { name: 'lost' })).toBe(false);
    expect(await loadDocument(table, 'rs_a')).toEqual({ name: 'first' });
  });

  test('drafts are listed by id without their documents', async () => {
    for (const id of ['rs_b', 'rs_a']) await putDraft(table, draft(id), { name: id });
    expect(await listRulesets(table, { after: '', limit: 5 })).toEqual([draft('rs_a'), draft('rs_b')]);
    expect(await listRulesets(table, { after: 'rs_a', limit: 5 })).toEqual([draft('rs_b')]);
  });
});

describe('versions', () => {
  test('a version number is given once: the second writer writes nothing of its own', async () => {
    await published(1);
    const second = { ...version(1, 5), publishedBy: 'other' };
    expect(await put(second, { name: 'lost' }, draft('rs_a', 3))).toBe(false);
    expect((await findVersion(table, 1))?.publishedBy).toBe('op');
    expect((await findRuleset(table, 'rs_a'))?.revision).toBe(2);
  });

  test('a draft that changed meanwhile is not published', async () => {
    await putDraft(table, draft('rs_a'), {});
    await putDraft(table, draft('rs_a', 2), {});
    expect(await put(version(1, 0), {}, draft('rs_a', 2))).toBe(false);
    expect(await listVersions(table)).toEqual([]);
  });

  test('a version is withdrawn once, and then not in force', async () => {
    await published(2);
    const withdrawn = { ...version(2, 20), withdrawnAt: 15 };
    expect(await withdrawVersion(table, withdrawn, [putRulesetWrite(table.name, draft('rs_a', 4))])).toBe(true);
    expect(await withdrawVersion(table, withdrawn, [putRulesetWrite(table.name, draft('rs_a', 5))])).toBe(false);
    expect((await findVersionAt(table, 99, await listVersions(table)))?.version).toBe(1);
  });

  test('a version that builds on one that was withdrawn meanwhile is not written', async () => {
    await published(2);
    await withdrawVersion(table, { ...version(2, 20), withdrawnAt: 15 }, []);
    expect(await put(version(3, 30), {}, draft('rs_a', 4), version(2, 20))).toBe(false);
    expect(await put(version(3, 30), {}, draft('rs_a', 4), version(1, 10))).toBe(true);
  });

  test('a version keeps its campaigns beside its document, and both come back in one trip', async () => {
    const campaigns = [{ id: 'cmp_a', document: { name: 'Sales', startsAt: '2026-03-01T00:00:00Z' }, cancelledAt: 5 }];
    const body: VersionBody = { document: { name: 'Spring' }, campaigns };
    await putVersion(table, version(1, 10), packBody(body), [], undefined);
    expect(await findVersionBody(table, 1)).toEqual(body);
    expect(await findVersionBody(table, 2)).toBeUndefined();
  });

  test('the version in force long ago is found behind more versions than one page', async () => {
    await published(55);
    const newest = await listVersions(table);
    expect(newest).toHaveLength(50);
    expect((await findVersionAt(table, 9, newest))?.version).toBeUndefined();
    expect((await findVersionAt(table, 25, newest))?.version).toBe(2);
    expect((await findVersionAt(table, 10_000, newest))?.version).toBe(55);
  });
});

describe('rulesets in force', () => {
  const compiled: number[] = [];
  const compile = (number: number, body: VersionBody | undefined) => {
    compiled.push(number);
    return { number, document: body?.document };
  };
  test('each version is compiled once; which one is in force is asked every time in a sandbox', async () => {
    const rulesets = rulesetsInForce(table, compile, { sandbox: true, machine: () => 0 });
    expect(await rulesets.at(100)).toEqual({ number: 0, document: undefined });
    await published(2);
    expect(await rulesets.at(100)).toEqual({ number: 2, document: { name: 'v2' } });
    expect(await rulesets.at(15)).toEqual({ number: 1, document: { name: 'v1' } });
    expect(await rulesets.at(100)).toBe(await rulesets.byVersion(2));
    expect(compiled).toEqual([0, 2, 1]);
    expect(await rulesets.byVersion(3)).toBeUndefined();
  });

  test('elsewhere it is asked anew after 30 seconds', async () => {
    let now = 0;
    const rulesets = rulesetsInForce(table, compile, { sandbox: false, machine: () => now });
    expect((await rulesets.at(100)).number).toBe(0);
    await published(1);
    now = 29_999;
    expect((await rulesets.at(100)).number).toBe(0);
    now = 30_000;
    expect((await rulesets.at(100)).number).toBe(1);
  });
});
