/**
 * What the live samples on both sides of a loss tell of the time between them. A sensor samples on whatever becomes of its
 * clock, so where ticks say nothing (the clock was replaced meanwhile) the index does.
 */

/** A live sample. */
export interface LiveSample {
  readonly index: number;
  /** Session time, s. */
  readonly timeS: number;
}

export interface Bridges {
  /** A live frame, by its first and last sample. */
  live(from: LiveSample, last: LiveSample): void;
  /**
   * Session time of a sample that was not heard live: what its tick says where that agrees with the live samples around
   * it, else by its index. After the last live sample the tick alone tells.
   * @param periodS of the sensor, for samples from before the first live one
   */
  timeOf(index: number, tickS: number | null, periodS: number): number | null;
  /** Another stream counts anew. */
  clear(): void;
}

/** Before the first live sample: how far tick and index may differ (a sensor is off by up to 2 %), s and share. */
const TOLERANCE = { seconds: 0.05, share: 0.05 } as const;
/** More losses than this are a broken radio; the oldest are forgotten, so that memory stays bounded. */
const MOST = 256;

interface Bridge {
  readonly from: LiveSample;
  readonly to: LiveSample;
}

const along = ({ from, to }: Bridge, index: number): number =>
  from.timeS + ((to.timeS - from.timeS) * (index - from.index)) / (to.index - from.index);

export const createBridges = (): Bridges => {
  let bridges: Bridge[] = [];
  let first: LiveSample | null = null;
  let latest: LiveSample | null = null;

  const beforeFirst = (start: LiveSample, index: number, tickS: number | null, periodS: number): number => {
    const backS = (start.index - index) * periodS;
    const byIndexS = start.timeS - backS;
    const tolerance = TOLERANCE.seconds + TOLERANCE.share * backS;
    const agrees = tickS !== null && tickS < start.timeS && Math.abs(tickS - byIndexS) < tolerance;
    return agrees ? tickS : byIndexS;
  };

  return {
    live: (from, last) => {
      first ??= from;
      if (latest !== null && from.index > latest.index + 1)
        bridges = [...bridges, { from: latest, to: from }].slice(-MOST);
      latest = last;
    },
    timeOf: (index, tickS, periodS) => {
      if (first !== null && index < first.index) return beforeFirst(first, index, tickS, periodS);
      const bridge = bridges.find(({ from, to }) => index > from.index && index < to.index);
      if (bridge === undefined) return tickS;
      const fits = tickS !== null && tickS > bridge.from.timeS && tickS < bridge.to.timeS;
      return fits ? tickS : along(bridge, index);
    },
    clear: () => {
      bridges = [];
      first = null;
      latest = null;
    },
  };
};
