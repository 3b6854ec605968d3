import { describe, expect, it } from 'vitest';
import { encodeCalibration } from '../../../src/devices/protocol/index.ts';

const internal = expect.objectContaining({ code: 'internal' });

describe('calibration', () => {
  it('of version 1 takes 122 bytes', () => {
    const matrix = [1_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000];
    const calibration = {
      message: 'calibration',
      version: 1,
      valid: 0,
      madeS: 0,
      temperatureCentiC: 0,
      accBiasUg: [0, 0, 0],
      accMatrixPpm: matrix,
      gyrBiasUdps: [0, 0, 0],
      gyrMatrixPpm: matrix,
      gyrSlopeUdpsC: [0, 0, 0],
    } as const;
    expect(encodeCalibration(calibration)).toHaveLength(122);
    expect(() => encodeCalibration({ ...calibration, accBiasUg: [0, 0, 500_001] })).toThrow(internal);
    expect(() => encodeCalibration({ ...calibration, gyrMatrixPpm: [1] })).toThrow(internal);
  });
});
