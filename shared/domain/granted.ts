/** How much of a shared limit an entry was given: a fact, or a replay would decide differently. */
export type Granted = {
  readonly limitId: string;
  /** What decides the same again. */
  readonly quantity: number;
  /**
   * What it takes of the limit beside that: less (below 0) where a later cap took some off again. 0 until engine 2.
   */
  readonly besides: number;
};

/** What an entry takes of a shared limit. */
export const takenOf = ({ quantity, besides }: Granted): number => quantity + besides;

/** What a purchase that is cancelled takes all the same; `of` is its entry. */
export type Stay = Granted & { readonly of: number };
