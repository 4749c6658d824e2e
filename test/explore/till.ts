import { secondMs } from '../../shared/domain/instant.ts';
import type { CancelTargets } from '../../shared/store/cancel-targets.ts';
import type { Fate } from '../../shared/store/fate.ts';
import type { Intent } from '../../shared/store/intent.ts';
import type { Operation } from '../../shared/store/print.ts';
import type { Code } from './code.ts';
import type { Request, Surroundings } from './program.ts';

const place = { merchantId: 'zara', storeId: '', tillId: 'T1', receiptNumber: '', channel: 'store' as const };
const callerId = 'key_zara';
const lateLimitMs = 7 * 24 * 3600 * secondMs;
const noLine = {
  kind: 'item',
  sku: '',
  category: '',
  brand: '',
  attributes: [],
  quantity: 1,
  unit: 'piece',
  taxMinor: 0,
} as const;

type Asked<C> = Pick<Intent<C>, 'prepare' | 'decide' | 'spends' | 'other'> & Partial<Pick<Intent<C>, 'receipt'>>;
type On = { readonly walletId?: string; readonly key: string };

/**
 * What tills ask in the small worlds, through the write path and the decisions of `code`, as functions/ ask them. A
 * purchase earns all of its amount, so that figures are easy to follow.
 */
export function tillOf(code: Code) {
  const rules = code.ruleset.compileRuleset(1, {
    name: 'all of it',
    rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 10_000 } }],
  });

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

    earn: (amountMinor: number, { receipt, ...on }: On & { receipt?: string }): Request => {
      const receiptNumber = receipt ?? on.key;
      const label = `earn ${amountMinor} on receipt ${receiptNumber}`;
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
          decide: (wallet, at) => code.purchase.recordPurchase(wallet, command, rules, at),
        };
      });
    },

    spend: (amountMinor: number, { holdSeconds = null, ...on }: On & { holdSeconds?: number | null }): Request => {
      const label = holdSeconds === null ? `spend ${amountMinor}` : `hold ${amountMinor}`;
      return request('redemption', on, label, ({ clock }) => {
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
        return {
          spends: false,
          prepare: (head) =>
            code.cancelTargets.findCancelTargets(port, head, prints, now - lateLimitMs, async () => rules),
          other: (head) => code.successor.findSuccessor(port, head),
          decide: (wallet, at, found: CancelTargets, _head, successor) =>
            code.cancellation.cancelByKey(wallet, { walletId, graceDays: 0, ...found }, at, successor),
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
