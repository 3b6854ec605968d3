/**
 * Tells lost samples from jitter. Sources differ: a belt with device ticks is exact, so a double interval is a loss;
 * a phone or a bar sensor over Bluetooth delivers intervals of 3 to 30 ms at a mean of 20, where a double one is
 * ordinary. So the limit follows the source's own running irregularity.
 */
export interface SamplingJudge {
  /** Typical interval of the source now, s. */
  typicalS(): number;
  /** Whether an interval between two good samples, s, is clearly longer than this source's own. */
  isLoss(intervalS: number): boolean;
  /** Whether the source is uneven now: its intervals vary by more than rounding and rare losses explain. */
  isUneven(): boolean;
  /** Learns from the interval between two consecutive rows, s, good or not. */
  observe(intervalS: number): void;
  readonly save: () => number[];
  readonly restore: (saved: readonly number[]) => void;
}

/** Memory of the running statistics, samples. [D] */
const MEMORY = 64;
/** A loss teaches this much less than an ordinary interval, so that heavy loss does not pass for jitter. [D] */
const LOSS_WEIGHT = 1 / 8;
/** An even source: an interval this much above the typical one (in intervals) is a loss. [D] */
const EVEN_EXCESS = 0.8;
/** Mean absolute deviation, in intervals, from which a source counts as uneven. [D] */
const UNEVEN_DEVIATION = 0.1;
/** An uneven source: this many mean absolute deviations above. [D] */
const JITTER_FACTOR = 4;
/** However uneven the source, an excess above both of these is a loss: in intervals, and in seconds. [D] */
const EXCESS_MAX_INTERVALS = 1.5;
const EXCESS_MAX_S = 0.06;

/** @param nominalS interval expected at first, s */
export const createSamplingJudge = (nominalS: number): SamplingJudge => {
  /** Typical interval, its mean absolute deviation, and the longest interval that is no loss; a closure would box them. */
  const state = Float64Array.of(nominalS, 0, 0);
  const [TYPICAL, DEVIATION, LIMIT] = [0, 1, 2];

  const updateLimit = (): void => {
    const typical = state[TYPICAL];
    const allowed = Math.max(EVEN_EXCESS * typical, JITTER_FACTOR * state[DEVIATION]);
    state[LIMIT] = typical + Math.min(allowed, Math.max(EXCESS_MAX_INTERVALS * typical, EXCESS_MAX_S));
  };
  updateLimit();
  return {
    typicalS: () => state[TYPICAL],
    isLoss: (intervalS) => intervalS > state[LIMIT],
    isUneven: () => state[DEVIATION] > UNEVEN_DEVIATION * state[TYPICAL],
    observe(intervalS) {
      const bound = state[LIMIT];
      const typical = state[TYPICAL];
      const gain = (intervalS > bound ? LOSS_WEIGHT : 1) / MEMORY;
      const interval = Math.min(intervalS, bound);
      state[DEVIATION] += gain * (Math.abs(interval - typical) - state[DEVIATION]);
      state[TYPICAL] = typical + gain * (interval - typical);
      updateLimit();
    },
    save: () => [state[TYPICAL], state[DEVIATION]],
    restore: (saved) => {
      state[TYPICAL] = saved[0];
      state[DEVIATION] = saved[1];
      updateLimit();
    },
  };
};
