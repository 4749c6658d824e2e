import { type Proof, proof, proofs } from './rows.ts';

/** What users of comparable systems complain about, what holds here instead, and the tests that were seen to fail without it. */
export type Complaint = {
  readonly complaint: string;
  readonly proofs: readonly Proof[];
  /** What one would expect besides and is not there. */
  readonly missing?: string;
};

/** A rule that is proved already. */
const known = (rule: string): Proof => {
  const found = proofs.find((one) => one.rule === rule);
  if (!found) throw new Error(`not among the proofs: ${rule}`);
  return found;
};

const holds = 'a hold takes its amount out of the balance';
const inParts = 'never to more than was bought';
const [invariants, returns, ticket] = ['invariants', 'return', 'ticket'].map((area) => `functions/${area}.test.ts`) as [
  string,
  string,
  string,
];
const member = 'functions/member.test.ts';
const sarah = 'domain/ruleset/sarahs-day.test.ts';
const draws = 'domain/kernel/draw.test.ts';
const accrual = "return reading.accrualBase === 'netOfWallet' ? unearnedMinor + walletMinor : unearnedMinor;";

/** In the order of requirements §3. */
export const complaints: readonly Complaint[] = [
  {
    complaint: 'Twenty requests at once spend one balance many times',
    proofs: [
      proof(
        'The condition is in the write itself: an entry is put only where none stands',
        invariants,
        'I4: twenty parallel spends',
        'store/ledger.ts',
        "ConditionExpression: 'attribute_not_exists(pk)',",
        '',
      ),
    ],
  },
  {
    complaint: 'A till that asks again, or comes back from offline, earns twice',
    proofs: [
      proof(
        'One idempotency key, one movement',
        invariants,
        'I1: the same key and body',
        'store/recall.ts',
        'const own = await findByPrint(port, head, prints.print, ownSince, seen, readSince);',
        'const own = (await findByPrint(port, head, prints.print, ownSince, seen, readSince)) && undefined;',
      ),
      proof(
        'Merchant, till, day and receipt number count once, whatever the key',
        invariants,
        'I3: a receipt counts once',
        'store/attempt.ts',
        'if (intent.receipt) {',
        'if (intent.receipt && false) {',
      ),
    ],
  },
  {
    complaint: 'A request sent again answers other ids',
    proofs: [
      proof(
        'An id follows from caller and key, or from the entry',
        'domain/identifier.test.ts',
        'the same caller and key derive the same wallet',
        'domain/identifier.ts',
        '[prefix, callerId, idempotencyKey].join',
        '[prefix, callerId, idempotencyKey, String(process.hrtime.bigint())].join',
      ),
    ],
  },
  {
    complaint: 'Holds are overlooked: what is held is spent, one that is gone is used, more is captured than was held',
    proofs: [
      proof(
        'Available is what is there less what is held',
        invariants,
        'I5: what is held cannot be held again',
        'domain/draw.ts',
        'lot.remainingMinor - (pinned.get(lot.id) ?? 0), room',
        'lot.remainingMinor, room',
      ),
      proof(
        'A hold ends once',
        draws,
        holds,
        'domain/redemption.ts',
        'draws, postings: toMerchant(hold.merchantId, draws), endedHolds: [hold.sequence] }',
        'draws, postings: toMerchant(hold.merchantId, draws) }',
      ),
      proof(
        'A capture takes what was held at most; more is another spend',
        draws,
        holds,
        'domain/redemption.ts',
        "if (amountMinor > heldMinor) return refuse('capture-above-hold', { maxMinor: heldMinor });",
        '',
      ),
    ],
  },
  {
    complaint: 'A refund leaves the reward: points for nothing',
    proofs: [
      proof(
        'A return takes back what the part that came back had earned',
        returns,
        'in proportion: twenty of fifty euros',
        'domain/unearn.ts',
        'if (toMinor >= fromMinor) continue;',
        'continue;',
      ),
      known('A return decides its purchase alone again and gives back its cap usage'),
    ],
  },
  {
    complaint: 'A refund takes the reward twice, or more comes back than was bought',
    proofs: [
      proof(
        'A return posts the difference to what was left by the returns before it',
        returns,
        inParts,
        'domain/return-purchase.ts',
        'const before = decideKept(purchase, amended.soFar);',
        'const none = { ...amended.soFar, lines: [], amountMinor: 0, walletMinor: 0, refunded: [] }; const before = decideKept(purchase, none);',
      ),
      proof(
        'Of each line comes back what was bought, at most',
        returns,
        inParts,
        'domain/return-lines.ts',
        'if (returning.amountMinor > returnableMinor) return tooMuch;',
        '',
      ),
    ],
  },
  {
    complaint: 'Which tender is refunded first is nobody’s choice',
    proofs: [
      proof(
        '`returns.refund` says: in proportion, the wallet first, or the other tender first',
        returns,
        'refund walletFirst',
        'domain/refunds.ts',
        'const wanted = { proRata, walletFirst: most, otherFirst: least }[refund];',
        'const wanted = refund && proRata;',
      ),
    ],
  },
  {
    complaint: 'Rewards are reckoned on the wrong amount: with what the reward paid, with tax, without',
    proofs: [
      proof(
        '`accrualBase` says whether what the wallet paid earns, for all or for a merchant',
        sarah,
        'all gross',
        'domain/ruleset/earning.ts',
        accrual,
        'return unearnedMinor + walletMinor;',
      ),
      proof(
        '`tax` says whether tax earns',
        ticket,
        'without tax where the rules say so',
        'domain/ruleset/earning.ts',
        "reading.tax === 'incl' ? paidMinor : withoutTax(paidMinor, line)",
        'true ? paidMinor : withoutTax(paidMinor, line)',
      ),
    ],
  },
  {
    complaint: 'Who pays a part with points earns nothing on the part paid in money',
    proofs: [
      proof(
        'The part that the wallet did not pay earns',
        sarah,
        'all net, half-up',
        'domain/ruleset/earning.ts',
        accrual,
        'return walletMinor > 0 ? totalMinor : unearnedMinor;',
      ),
    ],
  },
  {
    complaint: 'Gift cards earn when they are bought, and again when they are spent',
    proofs: [
      proof(
        'Stored value never earns when it is sold',
        ticket,
        'tips, deposits and stored value never earn',
        'domain/ruleset/earning.ts',
        "['tip', 'deposit', 'storedValue']",
        "['tip', 'deposit']",
      ),
      proof(
        'Gift cards do not earn as a tender',
        ticket,
        'those that do not earn take their share of the base',
        'domain/ruleset/earning.ts',
        'if (nonEarningTenders.includes(kind)) unearnedMinor += amountMinor;',
        '',
      ),
    ],
  },
  {
    complaint: 'Lines are rounded one by one and do not add up to the total',
    proofs: [
      proof(
        'Whole cents; rounded once for the receipt, or for each line where the rules say so',
        'domain/ruleset/stacking.test.ts',
        'once for the receipt, or for each line',
        'domain/ruleset/round-group.ts',
        "if (stage === 'receipt') return",
        'if (stage) return',
      ),
      known('A changed output on the golden entries fails'),
    ],
  },
  {
    complaint: 'Expiry takes the wrong points, or shows the earliest date alone, or never happens',
    proofs: [
      known('Every decision settles first: expired lots are booked in the same entry'),
      known('Only lots equal in every term are merged'),
      proof(
        'Every lot is listed with its own end',
        member,
        'three lots, each with its own end',
        'domain/expiry.ts',
        "if (terms.expiry.kind === 'at') return terms.expiry.at;",
        '',
      ),
      proof(
        'What ends first is spent first',
        draws,
        'value is drawn by the order of assets, then the earliest end',
        'domain/draw.ts',
        'a.rank - b.rank || a.end - b.end ||',
        'a.rank - b.rank ||',
      ),
    ],
  },
  {
    complaint: 'Nobody is reminded before value expires',
    proofs: [],
    missing:
      'Not there: an event some days before. A rule can reward who pays with value that ends soon (`paidWithWallet`), and every lot tells its end.',
  },
  {
    complaint: 'Tiers follow the balance, so that spending points costs the tier',
    proofs: [
      proof(
        'Levels count purchases in a counter of their own, whatever the balance',
        member,
        'a level is reached by what was bought',
        'domain/ruleset/progress.ts',
        'const before = cellOf(situation.memory.counters.get(key), period);',
        'const before = 0 * cellOf(situation.memory.counters.get(key), period);',
      ),
    ],
    missing: 'Not there: a tier that is kept and changes rates by itself.',
  },
  {
    complaint: 'Points can be spent before the return period is over',
    proofs: [
      proof(
        'Value may be pending for days, and a return cancels it',
        returns,
        'what was pending is cancelled by a return before its day',
        'domain/ruleset/terms.ts',
        "return { kind: 'from', at: earnedAt + pending.days * dayMs };",
        'return available;',
      ),
      proof(
        'Or until the event that it waits for has come',
        'functions/confirmation.test.ts',
        'what an order earned waits for its pick-up',
        'domain/ruleset/terms.ts',
        "return { kind: 'event', at: earnedAt + pending.maxDays * dayMs, otherwise: pending.then };",
        'return available;',
      ),
    ],
  },
  {
    complaint: 'A basket is paid with points altogether where only a share was meant',
    proofs: [
      proof(
        '`redeem.maxShareBps` bounds what the wallet pays of a basket',
        ticket,
        'max pays what is usable',
        'domain/draw.ts',
        'Math.floor((totalMinor * policy.redeem.maxShareBps) / wholeBps);',
        'Math.floor((totalMinor * policy.redeem.maxShareBps * 2) / wholeBps);',
      ),
    ],
  },
  {
    complaint: 'A till without a network loses its sales or posts them under today’s rules',
    proofs: [
      proof(
        'A late sale is judged by the rules of its own time',
        ticket,
        'a shop without a network posts its sales later',
        'store/rulesets-in-force.ts',
        'findVersionAt(table, occurredAt, newestFirst)',
        'findVersionAt(table, machine(), newestFirst)',
      ),
      proof(
        'Only as long as the ecosystem takes late sales',
        ticket,
        'a shop without a network posts its sales later',
        'domain/purchase.ts',
        'occurredAt <= now + aheadMaxMs && occurredAt >= now - lateLimitMs;',
        'occurredAt <= now + aheadMaxMs;',
      ),
      known('Caps count in the local period of the sale and live until its end and the late limit'),
    ],
    missing: 'Nothing is spent offline: a balance is never trusted to a till.',
  },
  {
    complaint: 'Somebody else’s balance is spent on a name or a phone number',
    proofs: [
      proof(
        'A wallet has no name or number to be found by: its id is 128 bits that nobody can guess',
        'domain/identifier.test.ts',
        'the same caller and key derive the same wallet; another of either, another wallet',
        'domain/identifier.ts',
        '[prefix, callerId, idempotencyKey].join',
        '[prefix, idempotencyKey].join',
      ),
      proof(
        'A wallet that was reported pays nothing',
        'functions/wallet.test.ts',
        'earns and releases, but does not pay',
        'domain/purchase.ts',
        "if (wallet.status === 'blocked' && command.pay.kind !== 'none') return refuse('wallet-blocked');",
        '',
      ),
    ],
    missing: 'Not there: a code that is good for a minute, a PIN above a limit. A key’s ceiling bounds one operation.',
  },
  {
    complaint: 'Free text keeps names in the ledger after they were to be forgotten; export and erasure disagree',
    proofs: [
      proof(
        'Nothing personal can be written: references and reasons are codes',
        ticket,
        'or a bare amount, with a total that is theirs',
        'contract/field.ts',
        'export const Reference = z\n  .string()\n  .regex(/^[A-Za-z0-9._:/-]{1,64}$/)',
        'export const Reference = z\n  .string()\n  .regex(/^[A-Za-z0-9._: /-]{1,64}$/)',
      ),
    ],
    missing: 'There is no profile of a member yet, so that there is none to export or erase.',
  },
  {
    complaint: 'The pass in the phone shows an old balance',
    proofs: [],
    missing: 'Not there: an event for every balance that changed, which a pass would be brought up to date by.',
  },
  {
    complaint: 'A festival’s wallet, or a card of one shop, is another product beside the ticketing',
    proofs: [
      proof(
        'A bracelet is a wallet; value may be bound to a part of the baskets',
        draws,
        'lots under one scope never pay more of a basket',
        'domain/draw.ts',
        'const room = accepted === null ? left : accepted - (paidByScope.get(scope) ?? 0);',
        'const room = left;',
      ),
    ],
    missing: 'Not there: topping a bracelet up.',
  },
  {
    complaint: 'Who leaves the vendor leaves the history behind',
    proofs: [
      proof(
        'Every entry since the opening is read, page by page',
        member,
        'every entry of a wallet is read page by page',
        'store/entries.ts',
        'entryKey(walletId, below).sk',
        'entryKey(walletId, below - 1).sk',
      ),
      known('The hash chains: it is over the hash before'),
    ],
    missing: 'Not there: everything of all wallets in one export.',
  },
];

/** Those that are not among the proofs already. */
export const complaintProofs: readonly Proof[] = complaints
  .flatMap((one) => one.proofs)
  .filter((one) => !proofs.includes(one));
