import type { Entry } from '../../shared/domain/entry.ts';
import type { GuestBasket } from '../../shared/domain/guest.ts';
import { noLine } from '../../shared/domain/purchase-line.ts';
import type { ReturnPurchase } from '../../shared/domain/return-purchase.ts';
import type { CancelTargets } from '../../shared/store/cancel-targets.ts';
import type { Fate } from '../../shared/store/fate.ts';
import type { Intent } from '../../shared/store/intent.ts';
import type { Operation } from '../../shared/store/print.ts';
import { aBasket, guestReceipt, lateLimitMs } from './basket.ts';
import type { Code } from './code.ts';
import { minimumsOf } from './minimums.ts';
import type { Request, Surroundings } from './program.ts';

const place = { merchantId: 'zara', storeId: '', tillId: 'T1', receiptNumber: '', channel: 'store' as const };
const callerId = 'key_zara';
type Asked<C> = Pick<Intent<C>, 'prepare' | 'decide' | 'spends' | 'other'> &
  Partial<Pick<Intent<C>, 'receipt' | 'occurredAt' | 'turning'>>;
type On = { readonly walletId?: string; readonly key: string };

/** What all wallets together may earn under the limited rules. */
export const budgetMinor = 15;

/**
 * What tills ask in the small worlds, through the write path and the decisions of `code`, as functions/ ask them. A
 * purchase earns all of its amount, so that figures are easy to follow.
 */
export function tillOf(code: Code) {
  const all = [{ id: 'all', effect: { kind: 'rate', rateBps: 10_000 } }];
  const rules = code.ruleset.compileRuleset(1, { name: 'all of it', rules: all });
  const limited = code.ruleset.compileRuleset(2, {
    name: 'all of it, as long as it lasts',
    rules: all,
    caps: [{ per: 'all', window: 'ever', amountMinor: budgetMinor }],
  });
  const always = { rules, turning: false };
  const minimums = minimumsOf(code);
  const rulesOf = async (version: number) => (version === 1 ? rules : limited);

  function request<C>(
    operation: Operation,
    { walletId = 'wal_a', key }: On,
    label: string,
    asking: (surroundings: Surroundings) => Asked<C>,
  ): Request {
    const print = code.print.printOf(callerId, walletId, operation, key);
    const prints = { print, digest: code.print.digestOf('POST', operation, label) };
    const isCancellable = code.print.cancellableOperations.includes(operation);
    const cancelPrint = isCancellable ? code.print.printOf(callerId, walletId, 'cancellation', key) : '';
    const remembered = operation === 'cancellation' ? { rememberedMs: lateLimitMs } : {};
    const shared = { walletId, callerId, prints, cancelPrint, ...remembered, receipt: null, occurredAt: null };
    const ask = (surroundings: Surroundings) => {
      const { port, clock, settings, requestId, warm } = surroundings;
      const intent = { ...shared, requestId, ...asking(surroundings) };
      return code.change.change(port, clock, settings, intent, warm);
    };
    const on = walletId === 'wal_a' ? '' : ` on ${walletId}`;
    return { label: `${label}${on} under ${key}`, walletId, print, ask };
  }

  const placed = (sequence: number, { port, clock }: Surroundings): Intent<Fate>['prepare'] => {
    const now = clock.recording();
    return async (head) => {
      const fate = await code.fate.findFate(port, head, sequence, now);
      if (!fate) throw new Error(`entry ${sequence} is no redemption`);
      return fate;
    };
  };

  return {
    open: ({ walletId = 'wal_a', key }: On): Request => {
      const print = code.print.printOf(callerId, walletId, 'open', key);
      const prints = { print, digest: code.print.digestOf('POST', 'open', walletId) };
      const command = { walletId, merchantId: 'zara', channel: 'store' as const };
      return {
        label: `open ${walletId} under ${key}`,
        walletId,
        print,
        ask: ({ port, clock, settings }) =>
          code.open.open(port, clock, settings, {
            walletId,
            callerId,
            prints,
            decide: (wallet, at) => code.opening.openWallet(wallet, command, rules, at),
          }),
      };
    },

    earn: (
      amountMinor: number,
      { receipt, shared = false, ...on }: On & { receipt?: string; shared?: boolean },
    ): Request => {
      const receiptNumber = receipt ?? on.key;
      const label = `earn ${amountMinor}${shared ? ' of a budget' : ''} on receipt ${receiptNumber}`;
      return request('purchase', on, label, ({ clock }) => {
        const sale = { ...place, receiptNumber, receiptDay: 1 };
        const command = {
          ...sale,
          walletId: on.walletId ?? 'wal_a',
          occurredAt: clock.recording(),
          reference: '',
          sector: 'fashion',
          bare: true,
          lines: [{ ...noLine, amountMinor }],
          totalMinor: amountMinor,
          tenders: [],
          pay: { kind: 'none' as const },
          ceilingMinor: null,
          lateLimitMs,
        };
        return {
          receipt: sale,
          spends: false,
          prepare: async () => undefined,
          decide: (wallet, at, _context, _head, _other, granted) =>
            code.purchase.recordPurchase(wallet, command, shared ? limited : rules, at, granted),
        };
      });
    },

    giveBack: (sequence: number, amountMinor: number, on: On): Request =>
      request('return', on, `return ${amountMinor} of purchase ${sequence}`, ({ port, clock }) => {
        const walletId = on.walletId ?? 'wal_a';
        const said = { tillId: 'T1', receiptNumber: '', occurredAt: clock.recording(), reason: 'customer' as const };
        const returning = { kind: 'amount' as const, amountMinor };
        return {
          spends: true,
          prepare: async (head) => {
            const entry = (await port.get(walletId, sequence))!;
            if (entry.event.kind !== 'purchased') throw new Error(`entry ${sequence} is no purchase`);
            return {
              amended: await code.amendment.findAmendment(port, head, sequence),
              purchase: await code.pastPurchase.loadPastPurchase(port, head, { ...entry, event: entry.event }, rulesOf),
            };
          },
          other: (head) => code.successor.findSuccessor(port, head),
          decide: (wallet, at, past: Pick<ReturnPurchase, 'amended' | 'purchase'>, _head, successor) => {
            const command = { ...past, ...said, returning, ceilingMinor: null, lateLimitMs };
            return code.returnPurchase.returnPurchase(wallet, command, at, successor ?? undefined);
          },
        };
      }),

    /** The stream brings an entry to its consumer; before it stands there is nothing to bring. */
    stream: (sequence: number, walletId = 'wal_a'): Request => ({
      label: `the stream brings entry ${sequence} of ${walletId}`,
      walletId,
      print: `stream ${sequence}`,
      ask: async ({ port }) => {
        const entry = await port.get(walletId, sequence);
        if (!entry) return { kind: 'conflict' };
        await code.settleLimits.settleLimits(port, entry);
        return { kind: 'accepted', entry, replayed: false };
      },
    }),

    claim: (basketId: string, on: On): Request =>
      request('claim', on, `claim ${basketId}`, ({ port }) => {
        const { event } = aBasket(basketId);
        const command = { walletId: on.walletId ?? 'wal_a', ceilingMinor: null, lateLimitMs };
        return {
          receipt: event,
          occurredAt: event.occurredAt,
          spends: true,
          prepare: async () => (await port.findBasket(basketId))!,
          decide: (wallet, at, basket: GuestBasket) =>
            code.guest.claimBasket(wallet, { ...command, basket }, rules, at),
        };
      }),

    spend: (
      amountMinor: number,
      { holdSeconds = null, minimum, ...on }: On & { holdSeconds?: number | null; minimum?: 'raised' | 'lowered' },
    ): Request => {
      const label = holdSeconds === null ? `spend ${amountMinor}` : `hold ${amountMinor}`;
      return request('redemption', on, label, ({ clock }) => {
        const { rules, turning } = minimum ? minimums.deciding(minimum, clock.recording()) : always;
        const command = {
          ...place,
          occurredAt: clock.recording(),
          wanted: { amountMinor, assets: ['cashback' as const] },
          sector: 'fashion',
          basketMinor: null,
          holdSeconds,
          ceilingMinor: null,
          lateLimitMs,
        };
        return {
          spends: true,
          turning,
          prepare: async () => undefined,
          decide: (wallet, at) => code.redemption.redeem(wallet, command, rules, at),
        };
      });
    },

    cancel: (on: On): Request =>
      request('cancellation', on, 'cancel what was done', ({ port, clock }) => {
        const walletId = on.walletId ?? 'wal_a';
        const now = clock.recording();
        const prints = code.print.cancellableOperations.map((operation) =>
          code.print.printOf(callerId, walletId, operation, on.key),
        );
        const basketOf = async ({ event, walletId: of, sequence }: Entry) => {
          const isGuests = event.kind === 'purchased' && event.receiptNumber === guestReceipt;
          const basket = isGuests ? await port.findBasket('gst_1') : undefined;
          const { walletId: by, sequence: at } = basket?.claimedBy ?? {};
          return basket && by === of && at === sequence ? basket : null;
        };
        return {
          spends: false,
          prepare: (head) =>
            code.cancelTargets.findCancelTargets(port, head, prints, now - lateLimitMs, rulesOf, basketOf),
          other: (head) => code.successor.findSuccessor(port, head),
          decide: (wallet, at, found: CancelTargets, _head, successor, granted) =>
            code.cancellation.cancelByKey(wallet, { walletId, graceDays: 0, ...found }, at, successor, granted),
        };
      }),

    transfer: (toWalletId: string, on: On): Request =>
      request('transfer', on, `transfer all to ${toWalletId}`, ({ port }) => {
        const command = { walletId: on.walletId ?? 'wal_a', reason: 'lost-card', ceilingMinor: null };
        return {
          spends: true,
          prepare: async () => undefined,
          other: () => port.head(toWalletId),
          decide: (wallet, at, _context, _head, other) => code.transfer.transfer(wallet, other!, command, at),
        };
      }),

    turn: (to: 'block' | 'unblock' | 'close', on: On): Request =>
      request(to, on, to, () => ({
        spends: true,
        prepare: async () => undefined,
        decide: code.status[to],
      })),

    adjust: (amountMinor: number, on: On): Request =>
      request('adjustment', on, `adjust by ${amountMinor}`, () => {
        const command = { asset: 'cashback' as const, amountMinor, reason: 'error', ticket: '', ceilingMinor: null };
        return {
          spends: true,
          prepare: async () => undefined,
          decide: (wallet, at) => code.adjustment.adjust(wallet, command, at),
        };
      }),

    capture: (sequence: number, amountMinor: number | null, on: On): Request =>
      request('capture', on, `capture ${amountMinor ?? 'all'} of hold ${sequence}`, (surroundings) => ({
        spends: true,
        prepare: placed(sequence, surroundings),
        decide: (wallet, _at, fate: Fate) => code.redemption.capture(wallet, { placed: fate, amountMinor }),
      })),

    release: (sequence: number, on: On): Request =>
      request('release', on, `release hold ${sequence}`, (surroundings) => ({
        spends: true,
        prepare: placed(sequence, surroundings),
        decide: (wallet, _at, fate: Fate) => code.redemption.release(wallet, fate),
      })),
  };
}

export type Till = ReturnType<typeof tillOf>;
