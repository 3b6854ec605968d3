/** The sampling of a bought sensor: at a rate of its own, on a clock of its own, sent off now and then. */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { ClipMotion } from '../belt/sensor.ts';
import type { Timers } from '../radio/index.ts';

export interface SamplingOptions {
  readonly timers: Timers;
  readonly motion: ClipMotion;
  /** Real over nominal rate less one. */
  readonly rateError: number;
  /** How often the firmware looks for what is to be sent, ms. */
  readonly everyMs: number;
  /** One sample: true time since power-on, ms; specific force (m/s²) and angular rate (rad/s), six values. */
  readonly onSample: (atMs: number, imu: Float64Array) => void;
  /** After all samples of a look. */
  readonly onLook: () => void;
}

export interface Sampling {
  /** Samples at this nominal rate from now on, Hz; 0 is never. */
  run(rateHz: number): void;
  stop(): void;
}

export const createSampling = (options: SamplingOptions): Sampling => {
  const { timers, motion, rateError, everyMs, onSample, onLook } = options;
  const powerOnMs = timers.nowMs();
  const imu = new Float64Array(IMU_WIDTH);
  let cancel: (() => void) | null = null;
  let periodMs = Infinity;
  let nextMs = 0;

  const look = (): void => {
    const nowMs = timers.nowMs();
    for (; nextMs <= nowMs; nextMs += periodMs) {
      motion.read(nextMs, periodMs, 1, imu);
      onSample(nextMs - powerOnMs, imu);
    }
    onLook();
    cancel = timers.after(everyMs, look);
  };

  return {
    run: (rateHz) => {
      cancel?.();
      cancel = null;
      if (rateHz <= 0) return;
      periodMs = 1000 / (rateHz * (1 + rateError));
      nextMs = timers.nowMs() + periodMs;
      cancel = timers.after(everyMs, look);
    },
    stop: () => cancel?.(),
  };
};
