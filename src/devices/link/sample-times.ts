/**
 * Session time of the samples of a sensor whose clock is coarse, or that may have none: whatever it tells from one
 * connection to the next, times rise strictly.
 */
import { createArrivalClock } from './arrival-clock.ts';
import { createClockFit } from './clock-fit.ts';
import { createEvenClock } from './even-clock.ts';

export interface SampleTime {
  readonly timeS: number;
  /** How far the sensor's clock jumped ahead since the sample before, s; `null` if it ran on. */
  readonly stepS: number | null;
}

export interface SampleTimes {
  /** The next sample. `tick`: `null` where the sensor told none. */
  next(tick: number | null, arrivedS: number): SampleTime;
  /** The link ended or began: the sensor may have another rate now. */
  restart(): void;
}

export interface SampleTimesOptions {
  /** Length of a tick of the sensor's clock of 32 bits, s. */
  readonly tickS: number;
  /** Rates the sensor can have, Hz. */
  readonly ratesHz: readonly number[];
}

/** Least step from sample to sample, s. */
const LEAST_S = 1e-6;

export const createSampleTimes = ({ tickS, ratesHz }: SampleTimesOptions): SampleTimes => {
  const clock = createClockFit({ tickS });
  const even = createEvenClock({ periods: ratesHz.map((hz) => 1 / (hz * tickS)) });
  const arrivals = createArrivalClock();
  let latestS = -Infinity;

  return {
    next: (tick, arrivedS) => {
      const { firstS, stepS } =
        tick === null
          ? { firstS: arrivals.next(arrivedS), stepS: null }
          : clock.frame(even.next(tick), 0, arrivedS);
      // The two clocks do not know of each other.
      latestS = Math.max(firstS, latestS + LEAST_S);
      return { timeS: latestS, stepS };
    },
    restart: () => {
      even.restart();
      arrivals.restart();
    },
  };
};
