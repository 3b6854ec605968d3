/**
 * A tick counter that starts anew, made continuous. Of all times that a tick may stand for, the one nearest to what the
 * session's clock says since the tick before is meant; radio delays are seconds, the counter's turn is more than an
 * hour.
 */
export interface Unwrap {
  /** Device time of a tick that arrived at `atS` of the session, s. */
  unwrap(tick: number, atS: number): number;
  /** Device time at which the next tick is expected to stand at `atS`, s; NaN before the first. */
  expectedAt(atS: number): number;
  /** Device time of a tick up to one turn of the counter before the latest, s. */
  before(tick: number): number;
  /** Seconds from one tick to a later one, less than a turn of the counter. */
  since(tick: number, later: number): number;
}

export const createUnwrap = (wrapTicks: number, tickS: number): Unwrap => {
  /** The latest tick, counted on over the turns, and when it arrived. */
  let latest = NaN;
  let latestAtS = NaN;
  const turns = Number.isFinite(wrapTicks) ? wrapTicks : 0;

  const expected = (atS: number): number => latest + (atS - latestAtS) / tickS;
  const nearest = (tick: number, to: number): number =>
    turns === 0 || Number.isNaN(to) ? tick : tick + turns * Math.round((to - tick) / turns);

  return {
    unwrap: (tick, atS) => {
      latest = nearest(tick, expected(atS));
      latestAtS = atS;
      return latest * tickS;
    },
    expectedAt: (atS) => expected(atS) * tickS,
    before: (tick) =>
      (turns === 0 ? tick : tick + turns * Math.floor((latest - tick) / turns + 1e-9)) * tickS,
    since: (tick, later) => (turns === 0 ? later - tick : (((later - tick) % turns) + turns) % turns) * tickS,
  };
};
