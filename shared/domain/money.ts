/**
 * The largest amount of one operation, in minor units (10 million of a currency with two decimals).
 * Chosen so that amount × factor (10^9 × 10^6) stays under 2^53: no product leaves the integers.
 */
export const amountMaxMinor = 1_000_000_000;

/** 10,000 basis points are the whole. */
export const wholeBps = 10_000;

/** The largest factor of a rule: a hundredfold. */
export const factorMaxBps = 1_000_000;
