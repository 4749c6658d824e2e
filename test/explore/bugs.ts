import type { Mutation } from '../support/mutant.ts';

/** A bug made in a copy of the code: what a sentence of design §4 is there for, and the world in which it is missed. */
export type Bug = {
  readonly name: string;
  readonly scenario: string;
  readonly mutations: readonly Mutation[];
};

const bug = (name: string, scenario: string, file: string, from: string, to: string): Bug => ({
  name,
  scenario,
  mutations: [{ file, from, to }],
});

/** The rules of the write path, each left out in one line. */
export const bugs: readonly Bug[] = [
  bug(
    'no read-back beyond the ring',
    'a spend that only an earn makes possible, sent twice',
    'store/lookup.ts',
    'const trace = (await readBack(port, head, readSince, seen)).find((one) => one.prints.print === print);',
    'const trace = undefined as Trace | undefined;',
  ),
  bug(
    '422 on an unknown write',
    'a refused spend, sent twice',
    'store/refuse.ts',
    "replayRefusal(standing, prints) : { kind: 'unknown' });",
    "replayRefusal(standing, prints) : { kind: 'refused', refusal, requestId, replayed: false });",
  ),
  bug(
    'a refusal recorded without its condition',
    'a spend that only an earn makes possible, sent twice',
    'store/refuse.ts',
    "      { kind: 'no-entry', walletId, sequence: head.sequence + 1 },\n",
    '',
  ),
  bug(
    'a transfer’s refusal recorded on one head only',
    'a refused transfer, sent twice, beside the lifting of a block',
    'store/refuse.ts',
    '...(other ? [{',
    '...(false ? [{',
  ),
  bug(
    'a refusal read beside a young head and not again',
    'a spend that only an earn makes possible, sent twice',
    'store/attempt.ts',
    'intent.spends && isYoung ?',
    'intent.spends && false ?',
  ),
  bug(
    'a head taken for old after the difference of two clocks',
    'a spend as a hold ends, its retry on a slow clock, an earn',
    'store/attempt.ts',
    'trying.startedAt - requestMaxMs - skewMaxMs',
    'trying.startedAt - skewMaxMs',
  ),
  bug(
    'a taken key told while an own write may still land',
    'another body under one key, refused or not, beside an earn',
    'store/attempt.ts',
    "unsure && replay.kind === 'mismatch'",
    'false',
  ),
  bug(
    'a fingerprint without its wallet',
    'an earn under a budget, the same key and body on another wallet',
    'store/print.ts',
    "sha256(['request', callerId, walletId, operation, idempotencyKey]);",
    "sha256(['request', callerId, operation, idempotencyKey]);",
  ),
  // Beside the ledger it competes with nothing: its mark stands, whatever came between the look for targets and it.
  bug(
    'a cancellation as a side item',
    'a spend and its cancellation',
    'store/write-entry.ts',
    'const put = await port.put(entry);',
    `const put = await port.put(entry);
      if (put.kind === 'overtaken' && change.event.kind === 'cancelled' && change.event.targets.length === 0) {
        return writeEntry(trying, { head: put.by, other }, { kind: 'accepted', change }, now, guarded);
      }`,
  ),
  bug(
    'what ended by itself not booked before a refusal',
    'a capture as the hold ends',
    'store/attempt.ts',
    "if (earlier.kind === 'accepted') return bookSettlement(trying, head, now);",
    '',
  ),
  bug(
    'an acceptance by time alone not guarded against a refusal',
    'a spend, sent twice, as a hold ends, on a slow clock',
    'store/attempt.ts',
    "earlier.kind !== 'accepted' ||",
    'false ||',
  ),
  bug(
    'an acceptance by a version that has just begun not guarded against a refusal',
    'a spend, sent twice, as a version makes it possible',
    'store/attempt.ts',
    '(intent.turning ?? false)',
    'false',
  ),
  bug(
    'an acceptance by a version that is about to end not guarded against a refusal',
    'a spend, sent twice, as a version forbids it',
    'domain/publication.ts',
    'Math.abs(effectiveFrom - now) <= nearMs',
    'effectiveFrom <= now && effectiveFrom > now - nearMs',
  ),
  bug(
    'time that goes back',
    'a capture as the hold ends beside a spend',
    'store/attempt.ts',
    'const now = Math.max(clock.recording(), earliest);',
    'const now = clock.recording();',
  ),
  bug(
    'a write without reply taken for none',
    'another body under one key, refused or not, beside an earn',
    'store/write-entry.ts',
    'atOnce: true, unsure: true',
    'atOnce: true',
  ),
  bug(
    'a wallet that is not listed',
    'a spend, sent twice',
    'store/open.ts',
    "        { kind: 'registry', walletId, openedAt },\n",
    '',
  ),
  bug(
    'an opening without reply taken for none',
    'an opening, sent twice',
    'store/open.ts',
    '.catch(() => undefined)',
    '',
  ),
  bug(
    'a cancellation that hides an earlier refusal',
    'a refused spend and its cancellation',
    'store/recall.ts',
    'if (refused && refused.expiresAt > clock.machine()) return replayRefusal(refused, prints);',
    '',
  ),
  bug(
    'a recorded refusal that wins over an accepted entry',
    'another body under one key, refused or not, beside an earn',
    'store/recall.ts',
    'if (own)\n',
    'if (own && !(await port.findRefusal(walletId, prints.print)))\n',
  ),
  bug(
    'a used receipt told from a head that is not read',
    'a receipt whose earn is cancelled, again on a warm head',
    'store/attempt.ts',
    'return held ? again({ atOnce: true }) : answer(',
    'return answer(',
  ),
  bug(
    'another body under one key answered as the first',
    'another body under one key, refused or not, beside an earn',
    'store/recall.ts',
    'own.prints.digest === prints.digest',
    'true',
  ),
  bug(
    'half a transfer',
    'two transfers that cross',
    'store/write-entry.ts',
    'if (other && otherChange) writes.push',
    'if (other && false) writes.push',
  ),
  bug(
    'an expired claim taken as free',
    'an earn under a budget that may die, one on another wallet when its lease is over',
    'store/resolve-claims.ts',
    'if (entry) {',
    'if (entry && false) {',
  ),
  bug(
    'a claim in use taken for expired',
    'an earn under a budget, sent again when its lease is over, beside one on another wallet',
    'store/resolve-claims.ts',
    'if (claim.leasedUntil + skewMaxMs >= clock.machine()) return false;',
    '',
  ),
  bug(
    'a claim used without being renewed',
    'an earn under a budget, sent again when its lease is over, beside one on another wallet',
    'store/claim-limits.ts',
    'if (await claimed(parts, found)) return parts;',
    'if (found || (await claimed(parts, found))) return parts;',
  ),
  bug(
    'a claim lowered when it is renewed',
    'an earn under a budget, sent twice',
    'store/claim-limits.ts',
    'const parts = addParts(had, more);',
    'const parts = more;',
  ),
  bug(
    'a claim without a look at what is left',
    'two earns under a budget for one and a half',
    'store/claim-limits.ts',
    'const most = shareOfShard(capacity, shard, shards);',
    'const most = null;',
  ),
  bug(
    'a claim that died not resolved before less is granted',
    'an earn under a budget that may die, one on another wallet when its lease is over',
    'store/claim-limits.ts',
    'if (quantityOf(more) < missing && (await',
    'if (false && (await',
  ),
  bug(
    'an own late claim taken for another’s',
    'an earn under a budget that may die, one on another wallet when its lease is over',
    'store/claim-limits.ts',
    'if (isBetween) continue;',
    '',
  ),
  bug(
    'a later shard not tried',
    'two shards: what one lacks the other has',
    'domain/limit.ts',
    '  return keepOf(rooms, wanted);',
    '  return keepOf(rooms.slice(0, 1), wanted);',
  ),
  bug(
    'what an entry leaves of a budget applied downwards',
    'an undone return, its return brought again after it',
    'store/settle-limits.ts',
    'if (stake.applied >= by.sequence)',
    'if (false)',
  ),
  bug(
    'a return settled before its purchase',
    'a cancelled earn brought out of order',
    'store/settle-limits.ts',
    '    await settleGrant(port, purchase, limitId);\n',
    '',
  ),
  bug(
    'an undone return that claims nothing',
    'a return that frees a budget, its cancellation beside an earn',
    'domain/cancellation.ts',
    'const limits = restored.limits.length > 0 ? { limits: restored.limits } : {};',
    'const limits = {};',
  ),
  bug(
    'a claim not guarded against a refusal',
    'a claim’s cancellation beside the code on another wallet, sent twice',
    'store/write-entry.ts',
    "if (guarded || basket?.to === 'wallet') {",
    'if (guarded) {',
  ),
  bug(
    'a basket that is not marked with the entry',
    'one code, two wallets',
    'store/write-entry.ts',
    "writes.push({ kind: 'claimed-basket', basket, claimedBy });",
    '',
  ),
  bug(
    'a claim that is cancelled without freeing its basket',
    'a claim and its cancellation',
    'store/write-entry.ts',
    'if (basket) {',
    "if (basket?.to === 'wallet') {",
  ),
];
