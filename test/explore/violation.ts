/** A promise that the explored code broke. */
export class Violation extends Error {}

export function must(holds: boolean, broken: string): asserts holds {
  if (!holds) throw new Violation(broken);
}
