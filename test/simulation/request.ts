import type { RequestPrints } from '../../shared/domain/entry.ts';
import { openWallet } from '../../shared/domain/opening.ts';
import type { Rules } from '../../shared/domain/rules.ts';
import { change } from '../../shared/store/change.ts';
import type { Outcome, Settings } from '../../shared/store/intent.ts';
import { open } from '../../shared/store/open.ts';
import type { Clock, LedgerPort } from '../../shared/store/port.ts';
import { digestOf, type Operation, printOf } from '../../shared/store/print.ts';
import type { Ask } from './ask.ts';

/** What a till asks under one key. */
export type Asked = {
  readonly ask: Ask;
  readonly callerId: string;
  readonly key: string;
  readonly at: number;
  readonly isOther?: true;
};

export const nameOf = ({ ask, callerId, key }: Asked) => `${callerId} ${ask.walletId} ${ask.operation} ${key}`;

type Printed = { readonly prints: RequestPrints; readonly cancelPrint: string };
const printed = new WeakMap<Asked, Printed>();

/** A request is the same each time it is sent. */
export function printsOf(asked: Asked): Printed {
  const known = printed.get(asked);
  if (known) return known;
  const { ask, callerId, key } = asked;
  const print = (of: Operation) => printOf(callerId, ask.walletId, of, key);
  const made = {
    prints: { print: print(ask.operation), digest: digestOf('POST', ask.operation, ask.body) },
    cancelPrint: ask.cancels === undefined ? print('cancellation') : '',
  };
  printed.set(asked, made);
  return made;
}

/** What a function does with it, from its clock's now to its answer. */
export function serve(
  port: LedgerPort,
  clock: Clock,
  settings: Settings,
  rules: Rules,
  asked: Asked,
  requestId = asked.key,
): Promise<Outcome> {
  const { ask, callerId } = asked;
  const { walletId, operation } = ask;
  const { prints, cancelPrint } = printsOf(asked);
  if (operation === 'open') {
    const command = { walletId, merchantId: '', channel: 'store' as const };
    return open(port, clock, settings, {
      walletId,
      callerId,
      prints,
      decide: (wallet, at) => openWallet(wallet, command, rules, at),
    });
  }
  return change(port, clock, settings, {
    walletId,
    callerId,
    requestId,
    prints,
    cancelPrint,
    ...(ask.cancels === undefined ? {} : { rememberedMs: settings.lateLimitMs }),
    receipt: null,
    occurredAt: null,
    ...ask.intent(port, clock.recording()),
  });
}
