/** Raw samples into SI units, with the scales of the configuration they were taken with (SPEC 9.1). */
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../../domain/sample.ts';
import type { ControlReply } from '../../protocol/index.ts';

const NANO = 1e-9;
const MICRO = 1e-6;
const RAD_PER_DEG = Math.PI / 180;

/** m/s² and rad/s per LSB. */
export interface Scales {
  readonly acc: number;
  readonly gyr: number;
}

const scalesOf = (reply: { readonly accNg: number; readonly gyrUdps: number }): Scales => ({
  acc: reply.accNg * NANO * STANDARD_GRAVITY,
  gyr: reply.gyrUdps * MICRO * RAD_PER_DEG,
});

/** Scales by configuration epoch, learnt from replies. */
export const createScaleTable = () => {
  const table = new Map<number, Scales>();
  return {
    learn(reply: ControlReply): void {
      if (reply.message === 'set-reply' || reply.message === 'describe-reply')
        table.set(reply.epoch, scalesOf(reply));
    },
    of: (epoch: number): Scales | null => table.get(epoch) ?? null,
  };
};

/** Writes raw samples as SI units into `imu` from row `row` on. */
export const scaleInto = (imu: Float64Array, row: number, raw: Int16Array, { acc, gyr }: Scales): void => {
  for (let i = 0, at = row * IMU_WIDTH; i < raw.length; i += 1, at += 1) {
    imu[at] = raw[i] * (i % IMU_WIDTH < 3 ? acc : gyr);
  }
};
