import type { Intent } from '../../shared/store/intent.ts';
import type { LedgerPort } from '../../shared/store/port.ts';
import type { Operation } from '../../shared/store/print.ts';

/** What a till asks for, before anybody decides it: the same each time it is sent. */
export type Ask = {
  readonly name: string;
  readonly walletId: string;
  readonly operation: Operation;
  /** What its body would be: the digest is made of it. */
  readonly body: unknown;
  /** Of a cancellation, the key that it names. */
  readonly cancels?: string;
  readonly intent: (
    port: LedgerPort,
    now: number,
  ) => Pick<Intent<never>, 'spends' | 'decide' | 'prepare'> &
    Partial<Pick<Intent<never>, 'receipt' | 'occurredAt' | 'other'>>;
};

/** Keeps the types of what is prepared and what is decided together, and forgets them outside. */
export function intentOf<C>(
  intent: Pick<Intent<C>, 'spends' | 'decide' | 'prepare'> &
    Partial<Pick<Intent<C>, 'receipt' | 'occurredAt' | 'other'>>,
): ReturnType<Ask['intent']> {
  return intent as unknown as ReturnType<Ask['intent']>;
}

export const nothingToPrepare = async () => undefined;
