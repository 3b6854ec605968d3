/**
 * How quiet the last two seconds were, by variance and not by value, so that a large gyroscope bias does not hide
 * quiet. Quiet is weaker than VQF's rest: a person standing, or holding a bar, is quiet but seldom at rest.
 */
/** Statistics of one second. */
export interface SecondStats {
  /** Mean specific force, 3 values, m/s². */
  readonly acc: Float64Array;
  /**
   * Mean angular rate less the real turn of the gravity direction within the window, 3 values, rad/s: what is left
   * is bias, or a turn about the vertical.
   */
  readonly rate: Float64Array;
  /** Largest standard deviation of an accelerometer axis, m/s². */
  readonly accSigma: number;
  /** Largest standard deviation of a gyroscope axis, rad/s. */
  readonly gyrSigma: number;
}

export interface QuietDetector {
  /** Takes row `row`; true when a block was closed, so that {@link window} may have changed. */
  push(timeS: Float64Array, imu: Float64Array, row: number): boolean;
  /** The second that ended with the last closed block (`age` 0) or the one before it (`age` 1); `null` if not seen whole. */
  window(age: 0 | 1): SecondStats | null;
  /** Forgets everything, after samples were lost. */
  clear(): void;
  readonly save: () => number[];
  readonly restore: (saved: readonly number[]) => void;
}

/** Length of a block, s; statistics are made anew once per block. */
const BLOCK_S = 0.25;
/** Blocks per window: a window is one second. */
const BLOCKS = 4;
const RING = 2 * BLOCKS;
/** Values per block: count, Σ of six channels, Σ of their squares. */
const WIDTH = 13;
/** Fewest samples that make statistics worth having. [D] */
const SAMPLES_MIN = 12;
export const createQuietDetector = (): QuietDetector => {
  const ring = new Float64Array(RING * WIDTH);
  // Blocks closed, start time of the open one, whether it has one, then the open block itself.
  const open = new Float64Array(3 + WIDTH);
  const total = new Float64Array(WIDTH);

  const blockAt = (age: number): number => ((open[0] - 1 - age + 4 * RING) % RING) * WIDTH;

  /** Largest standard deviation among channels `from … from + 2` of `total`. */
  const largestSigma = (from: number): number => {
    let variance = 0;
    for (let k = from; k < from + 3; k++) {
      const mean = total[1 + k] / total[0];
      variance = Math.max(variance, total[7 + k] / total[0] - mean * mean);
    }
    return Math.sqrt(variance);
  };

  /** Real angular rate from the turn of gravity between the first and the last block, subtracted from `rate`. */
  const removeTurn = (rate: Float64Array, first: number, last: number): void => {
    let n0 = 0, n1 = 0; // prettier-ignore
    for (let k = 1; k <= 3; k++) {
      n0 += ring[first + k] ** 2;
      n1 += ring[last + k] ** 2;
    }
    const f = 1 / (Math.sqrt(n0 * n1) * BLOCK_S * (BLOCKS - 1));
    for (let k = 0; k < 3; k++) {
      const i = 1 + ((k + 1) % 3);
      const j = 1 + ((k + 2) % 3);
      rate[k] -= (ring[last + i] * ring[first + j] - ring[last + j] * ring[first + i]) * f;
    }
  };

  return {
    push(timeS, imu, row) {
      const t = timeS[row];
      if (open[2] === 0) {
        open[1] = t;
        open[2] = 1;
      }
      const o = 6 * row;
      const ax = imu[o], ay = imu[o + 1], az = imu[o + 2]; // prettier-ignore
      const gx = imu[o + 3], gy = imu[o + 4], gz = imu[o + 5]; // prettier-ignore
      open[3] += 1;
      open[4] += ax;
      open[5] += ay;
      open[6] += az;
      open[7] += gx;
      open[8] += gy;
      open[9] += gz;
      open[10] += ax * ax;
      open[11] += ay * ay;
      open[12] += az * az;
      open[13] += gx * gx;
      open[14] += gy * gy;
      open[15] += gz * gz;
      if (t - open[1] < BLOCK_S) return false;
      const slot = (open[0] % RING) * WIDTH;
      for (let k = 0; k < WIDTH; k++) ring[slot + k] = open[3 + k];
      open.fill(0, 3);
      open[0] = open[0] + 1 < 4 * RING ? open[0] + 1 : open[0] + 1 - RING;
      open[1] = t;
      return true;
    },
    window(age) {
      const newest = age * BLOCKS;
      if (open[0] < newest + BLOCKS) return null;
      total.fill(0);
      for (let b = 0; b < BLOCKS; b++) {
        const o = blockAt(newest + b);
        for (let k = 0; k < WIDTH; k++) total[k] += ring[o + k];
      }
      const n = total[0];
      if (n < SAMPLES_MIN) return null;
      const rate = Float64Array.of(total[4] / n, total[5] / n, total[6] / n);
      removeTurn(rate, blockAt(newest + BLOCKS - 1), blockAt(newest));
      return {
        acc: Float64Array.of(total[1] / n, total[2] / n, total[3] / n),
        rate,
        accSigma: largestSigma(0),
        gyrSigma: largestSigma(3),
      };
    },
    clear() {
      open.fill(0);
    },
    save: () => [...open, ...ring],
    restore: (saved) => {
      open.set(saved.slice(0, open.length));
      ring.set(saved.slice(open.length));
    },
  };
};
