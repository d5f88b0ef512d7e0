/** Waits of the flows, each with its reason. Tests and settings may provide others. */

/** A citizen reading a screen slowly needs less; a screen left alone must not show the last one's data (traps.md). product.md §8. */
export const INACTIVITY_WARNING_MS = 45_000
/** From the warning to the wipe: 60 s in all. */
export const INACTIVITY_GRACE_MS = 15_000
/**
 * A result takes no key that leaves it for this long: an Enter too many, meant for the page before, must not throw a receipt away that nobody has read. The first 2 s, with KEYS_QUIET_MS,
 * which an assisted counter waits alone: an officer has the next in the queue.
 */
export const RESULT_UNREAD_MS = 1_500
/** Keys that come closer together than this are one held key or one burst, and count once: a keyboard repeats 10 to 30 times a second, a hand that shakes a few times. */
export const KEYS_QUIET_MS = 500
/** The citizen waits at most a few seconds for central's decision; afterwards the receipt says what is pending. */
export const DECISION_WAIT_MS = 8_000
/** A wipe that hangs must not keep the next citizen out; what it could not do is logged. */
export const WIPE_LIMIT_MS = 3_000

/**
 * A token signs in one or two seconds; the driver calls a module hung before this: 5 s for a look under way, 5 to find the token, 15 to log in, 30 to sign.
 * The net for a driver that hangs itself.
 */
export const SIGN_LIMIT_MS = 60_000
/** How long a person has for the keys of a pin pad; most readers give up by themselves after 30 to 60 s. */
export const PIN_PAD_LIMIT_MS = 60_000
/** A slow chip with a long portrait takes 15 s; beyond this nothing is coming. */
export const CHIP_READ_LIMIT_MS = 45_000
/** A chip that works on a proof says nothing for some tenths of a second; beyond this the person is told that the machine still waits. */
export const CHIP_SILENCE_MS = 900
/** Carriers answer TTTB in seconds to minutes (domain.md §2.4); a person at a counter does not wait longer than this. */
export const OWNER_REPLY_MS = 120_000
/** The net above OWNER_REPLY_MS, for a driver that hangs itself. */
export const OWNER_LIMIT_MS = OWNER_REPLY_MS + 15_000
/** Delivery reports come within a few seconds or much later; the person may type the code before. */
export const TEXT_REPORT_MS = 20_000
/** Sending itself takes up to 40 s in bad coverage (TS 27.005 leaves it open), then comes the report. */
export const TEXT_LIMIT_MS = TEXT_REPORT_MS + 45_000
/** Writing one line into the print journal; a store that is busy longer must not hold the citizen. */
export const PRINT_JOURNAL_LIMIT_MS = 3_000
/**
 * The net above the driver's own limit (120 s), for a driver that hangs itself: a receipt as an image takes 66 s at 9600 baud, and giving it up tears the
 * paper. It holds nobody: the printing runs apart from the visit, and whoever leaves leaves at once.
 */
export const PRINT_LIMIT_MS = 130_000
/** After a request's own lifetime central may still be told by the party how it ended; then nothing is coming. */
export const REMOTE_GRACE_MS = 20_000
/** Between two questions after a request while the line does not carry them. */
export const REMOTE_RETRY_MS = 3_000
/** Chain and revocation are checked by asking issuers, here before a signature and at central after it; beyond this nothing is coming. Central checks again with the packet. */
export const SIGNATURE_CHECK_LIMIT_MS = 15_000
/** A PIN is looked at in some tens of milliseconds and a busy store gives up after 2 s, twice at the most; beyond this the store hangs. */
export const STAFF_CHECK_LIMIT_MS = 10_000
/**
 * A counter that nobody has touched for so long is left: whoever comes by must not register in the absent officer's name, nor read the citizen's answers. Longer than a
 * citizen looks for a card or a telephone (product.md §5, lock-out).
 */
export const COUNTER_LOCK_MS = 600_000
/** From the counter's warning to the lock: time to reach the keyboard from the cupboard with the forms. */
export const COUNTER_GRACE_MS = 60_000
/** How long a registration that was not finished is kept: the citizen is still at the counter, or comes back the same day; later the answers are nobody's business any more. */
export const UNFINISHED_LIFE_MS = 12 * 3_600_000
