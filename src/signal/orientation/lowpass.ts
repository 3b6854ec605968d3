/**
 * Second-order Butterworth low-pass over several channels, started from an average (paper §3.2 and appendix A).
 *
 * Starting an IIR filter from one sample would keep that sample's error for many time constants, so for the first
 * `tauS` the output is the plain mean of what was seen; the filter then starts in the steady state of that mean.
 */
export interface LowPassBank {
  /** Filters the first `channels` values in place. */
  filter(values: Float64Array): void;
  /**
   * Begins a new average. `weightS > 0` counts the present output as that many seconds already averaged: a soft
   * restart, which still lets the next samples move it much faster than the filter would.
   */
  restart(weightS: number): void;
  /** Puts every channel into the steady state of the given values. */
  settle(values: Float64Array): void;
  /**
   * Subtracts from channel `target` the sum of channels `from … from + 2` times `weights`, as if its input had always
   * been without it: the filter is linear.
   */
  subtract(target: number, from: number, weights: ArrayLike<number>): void;
  readonly save: () => number[];
  readonly restore: (saved: readonly number[]) => void;
}

/** @param tauS time constant of the non-oscillating part of the step response, s */
export const createLowPassBank = (channels: number, tauS: number, rateHz: number): LowPassBank => {
  // A cut-off at or above half the sampling rate has no digital counterpart; such a source is not filtered further.
  const cutoffHz = Math.min(Math.SQRT2 / (2 * Math.PI) / tauS, 0.49 * rateHz);
  const c = Math.tan((Math.PI * cutoffHz) / rateHz);
  const d = c * c + Math.SQRT2 * c + 1;
  const b0 = (c * c) / d;
  const b1 = 2 * b0;
  const a1 = (2 * (c * c - 1)) / d;
  const a2 = (1 - Math.SQRT2 * c + c * c) / d;
  const averaged = tauS * rateHz;

  // Two delay values per channel, then the last output of each, then the number of samples averaged (−1: running).
  const state = new Float64Array(3 * channels + 1);
  const last = 2 * channels;
  const counter = 3 * channels;

  const settleChannel = (i: number): void => {
    const y = state[last + i];
    state[2 * i] = y * (1 - b0);
    state[2 * i + 1] = y * (b0 - a2);
  };

  const average = (values: Float64Array): void => {
    const count = state[counter] + 1;
    const done = count >= averaged;
    state[counter] = done ? -1 : count;
    for (let i = 0; i < channels; i++) {
      // While averaging, the first delay value holds the running sum.
      state[2 * i] += values[i];
      values[i] = state[last + i] = state[2 * i] / count;
      if (done) settleChannel(i);
    }
  };

  return {
    filter(values) {
      if (state[counter] >= 0) {
        average(values);
        return;
      }
      for (let i = 0; i < channels; i++) {
        const x = values[i];
        const y = b0 * x + state[2 * i];
        state[2 * i] = b1 * x - a1 * y + state[2 * i + 1];
        state[2 * i + 1] = b0 * x - a2 * y;
        values[i] = state[last + i] = y;
      }
    },
    restart(weightS) {
      const count = Math.min(weightS * rateHz, averaged - 1);
      state[counter] = Math.max(count, 0);
      for (let i = 0; i < channels; i++) {
        state[2 * i] = state[last + i] * state[counter];
        state[2 * i + 1] = 0;
      }
    },
    settle(values) {
      state[counter] = -1;
      for (let i = 0; i < channels; i++) {
        state[last + i] = values[i];
        settleChannel(i);
      }
    },
    subtract(target, from, weights) {
      for (let k = 0; k < 3; k++) {
        state[2 * target] -= weights[k] * state[2 * (from + k)];
        state[2 * target + 1] -= weights[k] * state[2 * (from + k) + 1];
        state[last + target] -= weights[k] * state[last + from + k];
      }
    },
    save: () => Array.from(state),
    restore: (saved) => state.set(saved),
  };
};
