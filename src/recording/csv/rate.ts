/** Sampling rate from time stamps, which are uneven on phones and over Bluetooth. */
import type { SourceInfo } from '../../domain/sample.ts';

export interface RecordingInfo extends SourceInfo {
  /**
   * Rate while samples were arriving, Hz: the inverse of the mean interval, leaving out losses. An even source
   * that lost a third of its samples still tells the rate of its sensor.
   */
  readonly sampleRateHz: number;
  /** Samples over time, losses included, Hz. */
  readonly meanRateHz: number;
  /** Whether nine of ten intervals lie within a quarter of the median. */
  readonly regular: boolean;
}

/** Intervals longer than this many medians are a loss in an even source. */
const LOSS_REGULAR = 1.5;
/** The same for bursts over Bluetooth, where a wait of three or four medians is ordinary. */
const LOSS_UNEVEN = 5;

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Time stamps have few digits; a rate with fifteen would only look exact. */
const toMilli = (value: number): number => Math.round(value * 1000) / 1000;

/** Measures at least two rising time stamps; `null` with fewer. */
export const measureRate = (timesS: Float64Array): RecordingInfo | null => {
  if (timesS.length < 2) return null;
  const intervals = Float64Array.from(timesS.subarray(1), (time, i) => time - timesS[i]).toSorted();
  const median = intervals[intervals.length >> 1];
  const near = intervals.filter((interval) => Math.abs(interval - median) <= median / 4);
  const regular = near.length >= 0.9 * intervals.length;
  const longest = median * (regular ? LOSS_REGULAR : LOSS_UNEVEN);
  return {
    sampleRateHz: toMilli(1 / mean(intervals.filter((interval) => interval <= longest))),
    meanRateHz: toMilli(1 / mean(intervals)),
    regular,
  };
};
