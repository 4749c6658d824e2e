import { expect, test } from 'vitest';
import { compile } from '../../../shared/domain/ruleset/compile.ts';
import { emptyRuleset, rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { aSale, rate } from './deciding.ts';

const faultsOf = (document: object) => {
  const read = rulesetDocument.safeParse({ name: 'Test', ...document });
  return (read.error?.issues ?? []).map(
    (issue) => `/${issue.path.join('/')} ${issue.code === 'custom' ? issue.params?.code : issue.code}`,
  );
};

test.each([
  [{ rules: [rate('a', 100, { group: 'mine' })] }, '/rules/0/group unknown-group'],
  [{ rules: [rate('a', 100, { scope: { set: 'bio' } })] }, '/rules/0/scope/set unknown-set'],
  [{ rules: [rate('a', 100), rate('a', 200)] }, '/rules repeated'],
  [{ rules: [{ id: 'a', effect: { kind: 'wheel' } }] }, '/rules/0/effect/kind invalid_union'],
  [{ rules: [rate('a', 100, { when: [{ kind: 'birthday' }] })] }, '/rules/0/when/0/kind invalid_union'],
  [
    { rules: [{ id: 'm', group: 'base', effect: { kind: 'multiply', group: 'boost', factorBps: 20_000 } }] },
    '/rules/0/effect/group group-not-earlier',
  ],
  [
    { rules: [{ id: 'w', on: 'enrolment', effect: { kind: 'fixed', amountMinor: 500 } }] },
    '/rules/0/funder not-for-enrolment',
  ],
  [
    { groups: { base: { order: 0, stacking: 'multiply' } }, rules: [rate('a', 100)] },
    '/rules/0/effect/kind not-allowed',
  ],
  [{ caps: [{ per: 'member', amountMinor: 400 }] }, '/caps/0/window required'],
  [{ caps: [{ per: 'member', window: 'campaign', amountMinor: 400 }] }, '/caps/0/window not-allowed'],
  [{ caps: [{ per: 'receipt', count: 4 }] }, '/caps/0/count not-allowed'],
  [{ caps: [{ per: 'receipt', amountMinor: 400, count: 4 }] }, '/caps/0/count not-allowed'],
  [{ caps: [{ per: 'receipt' }] }, '/caps/0/amountMinor required'],
  [{ caps: [{ rules: ['a'], amountMinor: 400 }] }, '/caps/0/rules unknown-rule'],
  [
    { rules: [rate('a', 100, { asset: 'points' })], caps: [{ rules: ['a'], amountMinor: 4 }] },
    '/caps/0/asset not-allowed',
  ],
  [{ caps: [{ amountMinor: 400 }, { amountMinor: 500 }] }, '/caps repeated'],
  [{ rules: [rate('a', 100, { when: [{ kind: 'optedIn' }] })] }, '/rules/0/when/0/campaignId required'],
  [
    { rules: [rate('a', 100, { when: [{ kind: 'any', of: [{ kind: 'nth', n: 1, window: 'campaign' }] }] })] },
    '/rules/0/when/0/of/0/window not-allowed',
  ],
  [
    { rules: [{ id: 't', effect: { kind: 'threshold', target: 3, amountMinor: 5 } }] },
    '/rules/0/effect/window not-allowed',
  ],
  [{ settings: { timeZone: 'Europe/Nowhere' } }, '/settings/timeZone unknown-time-zone'],
  [{ settings: { colour: 'red' } }, '/settings unrecognized_keys'],
])('what cannot be meant is refused: %j', (document, fault) => {
  expect(faultsOf(document)).toEqual([fault]);
});

test('version 0 gives nothing and lets value be spent everywhere', () => {
  const empty = compile({ version: 0, effectiveFrom: 0, document: emptyRuleset });
  expect(empty.decidePurchase(aSale({})).awards).toEqual([]);
  const { accepts, drawOrder } = empty.policyFor('shop', 'shop');
  expect(accepts('cashback', '', { merchantId: 'shop', sector: 'shop', lines: null, totalMinor: null })).toBeNull();
  expect(drawOrder).toEqual(['sponsor', 'gift', 'prepaid', 'cashback']);
});

test('an enrolment rule gives its amount once, paid by the operator', () => {
  const document = rulesetDocument.parse({
    name: 'Test',
    rules: [
      { id: 'w', on: 'enrolment', effect: { kind: 'fixed', amountMinor: 500 }, group: 'welcome', funder: 'operator' },
    ],
  });
  const verdict = compile({ version: 1, effectiveFrom: 0, document }).decideEnrolment({
    walletId: 'w',
    occurredAt: 0,
    channel: 'app',
  });
  expect(verdict.awards).toMatchObject([
    { ruleId: 'w', amountMinor: 500, funding: [{ who: 'operator', shareBps: 10_000 }] },
  ]);
});

test.each([
  [{ mode: 'duration', months: 1 }, '2026-02-28T14:00:00+01:00'],
  [{ mode: 'duration', days: 60 }, '2026-04-01T14:00:00+02:00'],
  [{ mode: 'duration', months: 1, endOf: 'month' }, '2026-03-01T00:00:00+01:00'],
  [{ mode: 'fixedDate', monthDay: '02-15' }, '2027-02-16T00:00:00+01:00'],
  [{ mode: 'fixedDate', monthDay: '12-31' }, '2027-01-01T00:00:00+01:00'],
  // Its last day in most years; no year has the others, but a stored document that names one is still read so.
  [{ mode: 'fixedDate', monthDay: '02-29', minDays: 0 }, '2026-03-01T00:00:00+01:00'],
  [{ mode: 'fixedDate', monthDay: '02-30', minDays: 0 }, '2026-03-01T00:00:00+01:00'],
  [{ mode: 'fixedDate', monthDay: '04-31' }, '2026-05-01T00:00:00+02:00'],
])('value earned on 31 January ends by %j', (cashback, end) => {
  const document = rulesetDocument.parse({ name: 'Test', settings: { expiry: { cashback } }, rules: [rate('r', 100)] });
  const { awards } = compile({ version: 1, effectiveFrom: 0, document }).decidePurchase(
    aSale({ at: '2026-01-31T14:00:00+01:00' }),
  );
  expect(awards[0]!.expiry).toEqual({ kind: 'at', at: Date.parse(end) });
});
