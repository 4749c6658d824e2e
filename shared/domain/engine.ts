/**
 * The decisions' code: any change of output on the golden entries takes the next number, and what changed stays here as
 * a question, so that an entry of an older number is decided again as it was (design §4).
 */
export const engineNumber = 2;
export const engines: readonly number[] = [1, engineNumber];

/**
 * Since 2, a threshold's reward that goes with the very purchase that was given it is taken out of its own lot first,
 * pending or not, and a debt that it had paid is owed again (api.md §2 "Returns"). Before, of the asset's lots the first.
 */
export const knowsItsThresholdRewards = (engine: number): boolean => engine >= 2;
