/** Waits of the flows, each with its reason. Tests and settings may provide others. */

/** A citizen reading a screen slowly needs less; a screen left alone must not show the last one's data (traps.md). product.md §8. */
export const INACTIVITY_WARNING_MS = 45_000
/** From the warning to the wipe: 60 s in all. */
export const INACTIVITY_GRACE_MS = 15_000
/** The citizen waits at most a few seconds for central's decision; afterwards the receipt says what is pending. */
export const DECISION_WAIT_MS = 8_000
/** A wipe that hangs must not keep the next citizen out; what it could not do is logged. */
export const WIPE_LIMIT_MS = 3_000
