import type { Entry } from '../domain/entry.ts';
import type { Publish } from '../store/bus.ts';
import type { Platform } from './platform.ts';

/** What a reaction stands on. */
export type Reacting = Pick<Platform, 'ecosystem' | 'table' | 'keys' | 'clock' | 'log'> & { readonly publish: Publish };

/**
 * Something that follows from an entry. The stream brings entries at least once, late, and not in the order of their
 * wallet: doing it twice or out of order must come to the same, so what is written goes by sequence. What is thrown is
 * tried again.
 */
export type Reaction = {
  readonly name: string;
  readonly react: (reacting: Reacting, entry: Entry) => Promise<void>;
};
