/**
 * Session time of samples that carry no time at all: from when they arrived. Several come with one notification, so
 * they are spread by the mean spacing of the last ones; none is later than its arrival if that can be. Errors are
 * those of the radio: tens of milliseconds, where a device clock leaves one or two.
 */
export interface ArrivalClock {
  /** Time of the next sample, strictly after the one before, for whatever arrival. */
  next(arrivedS: number): number;
  /** A new connection: what the spacing was is forgotten; times still rise. */
  restart(): void;
}

/** Memory of the mean spacing, samples. */
const MEMORY = 50;
/** Later than this is a gap, s: the next sample is placed at its arrival. */
const GAP_S = 0.25;
/** Share of the lag behind the arrivals that is mended with one sample. */
const MEND = 0.02;
/** Least step from sample to sample, s. */
const LEAST_S = 1e-6;

export const createArrivalClock = (): ArrivalClock => {
  let latestS = -Infinity;
  /** Arrival of the sample before; sums, faded, of samples and of the time they took. */
  let arrivedBeforeS: number | null = null;
  let count = 0;
  let lengthS = 0;

  const measure = (arrivedS: number, beforeS: number): void => {
    const fade = 1 - 1 / MEMORY;
    count = count * fade + 1;
    lengthS = lengthS * fade + Math.max(0, arrivedS - beforeS);
  };

  const forget = (): void => {
    arrivedBeforeS = null;
    count = 0;
    lengthS = 0;
  };

  return {
    next: (arrivedS) => {
      if (arrivedBeforeS !== null && arrivedS - arrivedBeforeS > GAP_S) forget();
      const isFirst = arrivedBeforeS === null;
      if (arrivedBeforeS !== null) measure(arrivedS, arrivedBeforeS);
      arrivedBeforeS = arrivedS;
      const spacingS = count === 0 ? 0 : lengthS / count;
      const dueS = latestS + spacingS + MEND * (arrivedS - latestS - spacingS);
      const wantedS = isFirst ? arrivedS : Math.min(arrivedS, dueS);
      latestS = Math.max(latestS + Math.max(LEAST_S, spacingS / 4), wantedS);
      return latestS;
    },
    restart: forget,
  };
};
