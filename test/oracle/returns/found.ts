import type { Case } from './plan.ts';

const plan: Case['plan'] = {
  rateBps: 400,
  brandBps: 777,
  bonusMinor: 0,
  nthMinor: 50,
  capMinor: 60,
  thresholdMinor: 0,
  gross: true,
  refund: 'proRata',
  clawback: 'withinBalance',
  pending: { mode: 'instant' },
  expiry: { mode: 'never' },
  funder: 'merchant',
  window: 'year',
};
const deeds: Case['deeds'] = [
  { kind: 'sale', pick: 6046, amount: 2396, waitHours: 0 },
  { kind: 'return of all', pick: 6297, amount: 411, waitHours: 0 },
  { kind: 'sale', pick: 2203, amount: 2555, waitHours: 24 },
  { kind: 'sale with payment', pick: 1989, amount: 2375, waitHours: 24 },
  { kind: 'return by line', pick: 6844, amount: 1936, waitHours: 24 },
];

/** Histories that once went wrong, as short as they would go. */
export const found: Readonly<Record<string, Case>> = {
  'under a cap one rule gives less and another more: the one pays for the other': { seed: 441, plan, deeds },
  'the same when only pending value may be taken': { seed: 441, plan: { ...plan, clawback: 'pendingOnly' }, deeds },
  'a purchase is cancelled after its return, then the return: nothing of it comes back': {
    seed: 24645,
    plan: { ...plan, capMinor: 0, gross: false, pending: { mode: 'delay', days: 3 } },
    deeds: [
      { kind: 'sale', pick: 986, amount: 208, waitHours: 480 },
      { kind: 'return of all', pick: 952, amount: 276, waitHours: 480 },
      { kind: 'cancel a purchase', pick: 485, amount: 931, waitHours: 0 },
      { kind: 'cancel a return', pick: 6516, amount: 2668, waitHours: 0 },
    ],
  },
};
