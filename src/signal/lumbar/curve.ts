/**
 * How the sensor's segment turns while the hips rise: the one thing a belt can see of the lower back.
 *
 * When the back rounds at lift-off the pelvis turns upright too early relative to hip rise. So the pitch, counted
 * from the braced set-up, is read at fixed shares of the rep's hip rise; shares, not metres or seconds, make reps of
 * different speed and days of different clip height comparable.
 */

/** Shares of the hip rise at which a curve is read. The first tenth is slack, beyond 0.6 the hips are nearly up. */
export const RISE_SHARES: readonly number[] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

/** Pitch of the segment from the braced set-up at each of {@link RISE_SHARES}, degrees, forward positive. */
export type LiftOffCurve = readonly number[];

/** Where in a window a rep was braced, left the floor and was locked out; ticks of the window. */
export interface PullTicks {
  readonly setUp: number;
  readonly liftOff: number;
  readonly lockout: number;
}

/** Least hip rise with which shares of it mean something, m. */
const MIN_RISE_M = 0.05;

/** First tick after `from` at which the height reaches `target`; `to` if never. */
const reaches = (height: Float64Array, target: number, from: number, to: number): number => {
  for (let i = from; i < to; i += 1) if (height[i] >= target) return i;
  return to;
};

/** Ticks at which the hips have risen by each share; `null` where the hips rose too little. */
export const riseTicks = (height: Float64Array, pull: PullTicks): number[] | null => {
  const bottom = height[pull.setUp];
  const rise = height[pull.lockout] - bottom;
  if (rise < MIN_RISE_M) return null;
  let from = Math.max(0, pull.liftOff - 20);
  return RISE_SHARES.map((share) => {
    from = reaches(height, bottom + share * rise, from, pull.lockout);
    return from;
  });
};

/**
 * Reads the curve of one rep.
 * @param height sensor height per tick, m @param pitch segment pitch per tick, rad, forward positive
 */
export const liftOffCurve = (
  height: Float64Array,
  pitch: Float64Array,
  pull: PullTicks,
): LiftOffCurve | null => {
  const ticks = riseTicks(height, pull);
  if (ticks === null) return null;
  return ticks.map((i) => ((pitch[i] - pitch[pull.setUp]) * 180) / Math.PI);
};

/** A table over {@link RISE_SHARES}, read between its values; `null` outside of them. */
export const readAtShare = (table: readonly number[], share: number): number | null => {
  const last = RISE_SHARES.length - 1;
  if (share < RISE_SHARES[0] || share > RISE_SHARES[last]) return null;
  let k = 1;
  while (k < last && RISE_SHARES[k] < share) k += 1;
  const part = (share - RISE_SHARES[k - 1]) / (RISE_SHARES[k] - RISE_SHARES[k - 1]);
  return table[k - 1] + (table[k] - table[k - 1]) * part;
};
