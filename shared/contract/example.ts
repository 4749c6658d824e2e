import recorded from './examples.json' with { type: 'json' };

/** A request as it is sent, and what it answers. */
export type Example = {
  readonly operationId: string;
  readonly says: string;
  /** The operator, or the till whose key an earlier example created. */
  readonly as: 'operator' | 'till' | null;
  /** The sandbox's time. */
  readonly now: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
  readonly answer?: unknown;
};

/** One story, in order; a test sends each as it stands to a new ecosystem and compares the answers. */
export const examples = recorded as readonly Example[];
