/**
 * What a purchase was given of thresholds and loses by itself, but what stays with their counters: by rule, in minor
 * units. Caps that it was given under go on counting it, before anything else that the purchase gives.
 */
export type Staying = ReadonlyMap<string, number>;

export const nothingStays: Staying = new Map();

export const isSameStaying = (a: Staying, b: Staying): boolean =>
  a.size === b.size && [...a].every(([ruleId, amountMinor]) => b.get(ruleId) === amountMinor);

/** Amounts by rule, added or taken off: what is left may be below 0. */
export const addSigned = (amounts: Staying, more: Staying, sign: 1 | -1 = 1): Staying =>
  new Map(
    [...new Set([...amounts.keys(), ...more.keys()])].map((ruleId) => [
      ruleId,
      (amounts.get(ruleId) ?? 0) + sign * (more.get(ruleId) ?? 0),
    ]),
  );

/** What a purchase was given of thresholds, what it is given of them by itself now, and what had stayed before, by rule. */
export type Crossing = { readonly had: Staying; readonly keeps: Staying; readonly stayed: Staying };
export const noCrossing: Crossing = { had: nothingStays, keeps: nothingStays, stayed: nothingStays };
