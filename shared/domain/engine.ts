/**
 * The decisions' code: any change of output on the golden entries takes the next number, and what changed stays here as
 * a question, so that an entry of an older number is decided again as it was (design §4).
 */
export const engineNumber = 3;
export const engines: readonly number[] = [1, 2, engineNumber];

/** Since 2, a purchase of which a return is cancelled is decided again on what is kept; before, that return was reversed. */
export const decidesUndoneReturnsAgain = (engine: number): boolean => engine >= 2;

/** Since 2, a lot of a merged wallet is known again when it has come due since, and a pending reward by who funds it. */
export const knowsLotsByKind = (engine: number): boolean => engine >= 2;

/** Since 2, a purchase that is cancelled after returns of it gives its visits back, all of it returned or some. */
export const givesBackVisitsOfReturned = (engine: number): boolean => engine >= 2;

/** Since 2, a return of all that is left by its amount brings all pieces back. */
export const allByAmountIsAll = (engine: number): boolean => engine >= 2;

/** Since 2, a redemption gives nothing back that its purchase's returns gave back. */
export const givesRedemptionsBackOnce = (engine: number): boolean => engine >= 2;

/** Since 2, a purchase that is cancelled after a merge counts no more in the successor. */
export const countsCancelledAfterMerge = (engine: number): boolean => engine < 2;

/** Since 2, what comes back to a merged wallet whose successor is closed goes to other tender. */
export const closedTakeNothing = (engine: number): boolean => engine >= 2;

/**
 * Since 2, a threshold's reward that goes with the very purchase that was given it is taken out of its own lot first,
 * pending or not, and a debt that it had paid is owed again (api.md §2 "Returns"). Before, of the asset's lots the first.
 */
export const knowsItsThresholdRewards = (engine: number): boolean => engine >= 2;

/**
 * Since 2, of a threshold's rewards that a cap made unequal, a purchase takes those that it was given itself. Before, an
 * even share of all.
 */
export const takesOwnRewardsFirst = (engine: number): boolean => engine >= 2;

/** Since 2, a cancelled purchase gives back the visit that it had used up, also when that was the only one. */
export const givesBackOnlyVisit = (engine: number): boolean => engine >= 2;

/**
 * Since 3, a return says what it took of which reward and out of which lots, of each reward's own first, and undoing it
 * puts just that back (design §3: amounts per lot and funder). Before, what it took was matched to rewards by order.
 */
export const accountsByReward = (engine: number): boolean => engine >= 3;

/**
 * Since 3, a redemption that a reversed purchase sets free keeps its mark, and a cancellation marks an entry once: what
 * had come back is read, and a full list of marks does not shrink. Before, the mark was dropped.
 */
export const keepsMarks = (engine: number): boolean => engine >= 3;

/** Since 3, what of a closed wallet's redemption went to other tender has come back too. */
export const countsOtherTender = (engine: number): boolean => engine >= 3;

/**
 * Since 3, a purchase under a version that does not watch what a counter looks back at is noted in it. Before, a version
 * that watched again believed the counter.
 */
export const notesGaps = (engine: number): boolean => engine >= 3;

/** Since 3, a redemption that drew points pays no purchase (api.md §2: they never pay). Before, a point paid a cent. */
export const letsNoPointsPay = (engine: number): boolean => engine >= 3;

/** Since 3, a reward whose event never came is not taken back again, and one whose event came does not wait again. */
export const knowsWhatLapsed = (engine: number): boolean => engine >= 3;

/**
 * Since 3, an entry takes of a shared limit what its rules give in the end, not what a later cap took off again; and a
 * threshold's reward that stays with its counter goes on being taken of caps and budgets, whatever comes back of the
 * purchase that was given it. Before, either went by the purchase alone.
 */
export const takesWhatIsGiven = (engine: number): boolean => engine >= 3;

/** Since 3, a redemption that came back whole pays for no purchase. Before, it was taken up for nothing. */
export const refusesWhatCameBack = (engine: number): boolean => engine >= 3;

/** Since 3, what a refusal says is usable may be paid: nothing where it is less than the least amount (api.md §2). */
export const tellsWhatMayBePaid = (engine: number): boolean => engine >= 3;

/** Since 3, what both wallets remember of visits and merchants is bounded after a merge as in one. Before, it added up. */
export const boundsMergedCounters = (engine: number): boolean => engine >= 3;

/** Since 3, idle value that comes to another wallet ends by the last activity in either. Before, in the other alone. */
export const idleByBothAfterTransfer = (engine: number): boolean => engine >= 3;
