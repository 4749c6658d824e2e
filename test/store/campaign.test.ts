import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nothingAnnounced } from '../../shared/domain/campaign.ts';
import { findAnnounced, putAnnounced } from '../../shared/store/announced.ts';
import {
  findCampaign,
  listCampaigns,
  loadCampaignDocument,
  putCampaignDraft,
  type StoredCampaign,
} from '../../shared/store/campaign.ts';
import type { Table } from '../../shared/store/client.ts';
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

const draft = (id: string, revision = 1): StoredCampaign => ({
  id,
  name: 'Spring',
  startsAt: 1,
  endsAt: 2,
  budgetMinor: null,
  published: null,
  cancelled: null,
  isWithdrawn: false,
  createdAt: 1,
  createdBy: 'op',
  updatedAt: 1,
  madeFor: 'digest',
  revision,
});

test('a draft and its document come back as they were written, and are listed by id', async () => {
  const document = { name: 'Spring', rules: [{ id: 'a' }] };
  for (const id of ['cmp_b', 'cmp_a']) expect(await putCampaignDraft(table, draft(id), document)).toBe(true);
  expect(await findCampaign(table, 'cmp_a')).toEqual(draft('cmp_a'));
  expect(await loadCampaignDocument(table, 'cmp_a')).toEqual(document);
  expect(await listCampaigns(table, { after: '', limit: 5 })).toEqual([draft('cmp_a'), draft('cmp_b')]);
  expect(await listCampaigns(table, { after: 'cmp_a', limit: 5 })).toEqual([draft('cmp_b')]);
  expect(await findCampaign(table, 'cmp_c')).toBeUndefined();
});

test('a draft written over another revision than the one seen changes neither it nor its document', async () => {
  await putCampaignDraft(table, draft('cmp_a'), { name: 'first' });
  expect(await putCampaignDraft(table, draft('cmp_a', 3), { name: 'lost' })).toBe(false);
  expect(await putCampaignDraft(table, draft('cmp_a'), { name: 'lost' })).toBe(false);
  expect(await loadCampaignDocument(table, 'cmp_a')).toEqual({ name: 'first' });
});

test('what was announced is noted apart from the campaign, and is nothing at first', async () => {
  await putCampaignDraft(table, draft('cmp_a'), {});
  expect(await findAnnounced(table, 'cmp_a')).toEqual(nothingAnnounced);
  await putAnnounced(table, 'cmp_a', { startedAt: 5, endedAt: null });
  expect(await findAnnounced(table, 'cmp_a')).toEqual({ startedAt: 5, endedAt: null });
  expect(await findCampaign(table, 'cmp_a')).toEqual(draft('cmp_a'));
  expect(await listCampaigns(table, { after: '', limit: 5 })).toEqual([draft('cmp_a')]);
});
