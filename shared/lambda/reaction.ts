import type { Entry } from '../domain/entry.ts';
import type { Calendar } from '../store/calendar.ts';
import type { Ground } from './ground.ts';

/** What a reaction stands on. */
export type Reacting = Ground & { readonly calendar: Calendar };

/** Something that follows from what was written. Doing it twice must come to the same; what is thrown is tried again. */
export type Reaction<Written = Entry> = {
  readonly name: string;
  readonly react: (reacting: Reacting, written: Written) => Promise<void>;
};

export type Reactions = {
  /** The stream brings entries at least once, late, and not in the order of their wallet: what is written goes by sequence. */
  readonly toEntries: readonly Reaction[];
  /** By id: a campaign is read as it stands now, whichever of its writes this is. */
  readonly toCampaigns: readonly Reaction<string>[];
};
