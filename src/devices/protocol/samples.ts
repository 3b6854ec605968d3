/** Raw samples as stream frames and blocks carry them: ax ay az gx gy gz, i16 (SPEC 9.1, 14.1). */
import { IMU_WIDTH } from '../../domain/sample.ts';
import { unsendable } from './decoded.ts';

export const SAMPLE_BYTES = 2 * IMU_WIDTH;
/** A block of so many samples is one page of flash. */
export const MAX_SAMPLES = 19;

/** Flags of a frame or block. The upper three bits are the configuration epoch, see {@link epochOf}. */
export const FRAME_FLAG = {
  gap: 1 << 0,
  accClipped: 1 << 1,
  gyrClipped: 1 << 2,
  clockStep: 1 << 3,
  motor: 1 << 4,
} as const;

const EPOCH_SHIFT = 5;

/** Configuration epoch, 0 … 7, of the flags of a frame or block. */
export const epochOf = (flags: number): number => flags >> EPOCH_SHIFT;

/** Flags of a frame or block from flag bits and epoch. */
export const withEpoch = (flags: number, epoch: number): number => flags | (epoch << EPOCH_SHIFT);

/** Row-major `count × 6` from `bytes[at]` on. One allocation; bytes may lie at odd addresses, so no view. */
export const readSamples = (bytes: Uint8Array, at: number, count: number): Int16Array => {
  const samples = new Int16Array(count * IMU_WIDTH);
  for (let i = 0, from = at; i < samples.length; i += 1, from += 2) {
    samples[i] = bytes[from] | (bytes[from + 1] << 8);
  }
  return samples;
};

export const writeSamples = (view: DataView, at: number, samples: Int16Array): void =>
  samples.forEach((value, i) => view.setInt16(at + 2 * i, value, true));

/** Samples in the array; throws unless they are 1 … 19 whole ones. */
export const countSamples = (samples: Int16Array): number => {
  const count = samples.length / IMU_WIDTH;
  if (!Number.isInteger(count) || count < 1 || count > MAX_SAMPLES) throw unsendable('samples', count);
  return count;
};
