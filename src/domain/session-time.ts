/**
 * Session time: seconds since the session began, as a double.
 *
 * Whatever arrives from outside is stamped once, at its source, with a whole number of nanoseconds ({@link quantise}).
 * Recordings count nanoseconds; so the time that a live session computed with is the very double that a replay reads.
 */
const NANOSECONDS = 1e9;

/**
 * Longest session, s (26 days). A count `n` below 2^51 survives the way through seconds: division and multiplication
 * each err by at most 2^-53 of the value, together by less than half a nanosecond.
 */
export const LONGEST_SESSION_S = 2 ** 51 / NANOSECONDS;

/** Whether this can be the time of something in a session. */
export const isSessionTime = (atS: number): boolean => atS >= 0 && atS < LONGEST_SESSION_S;

/** Nearest whole count of nanoseconds. Only for times within {@link isSessionTime}. */
export const toNanoseconds = (atS: number): number => Math.round(atS * NANOSECONDS);

/** The double that stands for a count of nanoseconds, s. */
export const fromNanoseconds = (nanoseconds: number): number => nanoseconds / NANOSECONDS;

/**
 * The nearest time that a recording keeps exactly. To be applied to every time of arrival before anything is computed
 * from it; applying it again changes nothing.
 */
export const quantise = (atS: number): number => fromNanoseconds(toNanoseconds(atS));
