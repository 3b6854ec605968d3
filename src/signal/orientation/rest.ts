import { createLowPassBank } from './lowpass.ts';
import { RAD_PER_DEG, type VqfParams } from './params.ts';

/** Rest detection (paper §3.4): both signals stay near their own low-pass for a while. */
export interface RestDetector {
  /** Low-passed gx, gy, gz, ax, ay, az of the last sample, rad/s and m/s². Read only. */
  readonly mean: Float64Array;
  /** Takes row `offset / 6` (ax … gz); returns whether the sensor is at rest. */
  update(imu: Float64Array, offset: number): boolean;
  readonly save: () => number[];
  readonly restore: (saved: readonly number[]) => void;
}

export const createRestDetector = (params: VqfParams, rateHz: number): RestDetector => {
  const periodS = 1 / rateHz;
  const gyrLimit2 = (params.restThresholdGyrDps * RAD_PER_DEG) ** 2;
  const accLimit2 = params.restThresholdAccMps2 ** 2;
  const biasClip = params.biasClipDps * RAD_PER_DEG;
  const bank = createLowPassBank(6, params.restFilterTauS, rateHz);
  const mean = new Float64Array(6);
  // One value: how long nothing moved, s.
  const still = new Float64Array(1);

  return {
    mean,
    update(imu, o) {
      for (let i = 0; i < 3; i++) {
        mean[i] = imu[o + 3 + i];
        mean[3 + i] = imu[o + i];
      }
      bank.filter(mean);
      const wx = imu[o + 3] - mean[0], wy = imu[o + 4] - mean[1], wz = imu[o + 5] - mean[2]; // prettier-ignore
      const ax = imu[o] - mean[3], ay = imu[o + 1] - mean[4], az = imu[o + 2] - mean[5]; // prettier-ignore
      const moves =
        wx * wx + wy * wy + wz * wz >= gyrLimit2 ||
        ax * ax + ay * ay + az * az >= accLimit2 ||
        // A steady rotation faster than any believable bias is motion, however constant.
        Math.abs(mean[0]) > biasClip ||
        Math.abs(mean[1]) > biasClip ||
        Math.abs(mean[2]) > biasClip;
      still[0] = moves ? 0 : still[0] + periodS;
      return still[0] >= params.restMinS;
    },
    save: () => [still[0], ...bank.save()],
    restore: (saved) => {
      still[0] = saved[0];
      bank.restore(saved.slice(1));
    },
  };
};
