import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aesCmac,
  authMac,
  crc16,
  crc32,
  encodeCalibration,
  encodeEvent,
  encodeHaptic,
  encodeInfo,
  HAPTIC_MODE,
  hapticOptions,
  isAbsolute,
  priorityOf,
  serialOf,
  unwrap16,
  unwrap32,
} from '../../../src/devices/protocol/index.ts';
import { hex } from './support.ts';

const DIGITS = new TextEncoder().encode('123456789');
const internal = expect.objectContaining({ code: 'internal' });

describe('checksums', () => {
  it('have the check values of the SPEC', () => {
    expect(crc16(DIGITS)).toBe(0x29b1);
    expect(crc32(DIGITS)).toBe(0xcbf43926);
  });

  it('can look at a part', () => {
    const padded = Uint8Array.of(1, ...DIGITS, 2);
    expect(crc16(padded, 1, 10)).toBe(0x29b1);
    expect(crc32(padded, 1, 10)).toBe(0xcbf43926);
  });
});

describe('AES-CMAC', () => {
  // RFC 4493, section 4.
  const key = hex('2b7e151628aed2a6abf7158809cf4f3c');
  const message = hex(
    '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
  );
  it.each([
    [0, 'bb1d6929e95937287fa37d129b756746'],
    [16, '070a16b46b4d4144f79bdd9dd04a287c'],
    [40, 'dfa66747de9ae63030ca32611497c827'],
    [64, '51f0bebf7e3b9d92fc49741779363cfe'],
  ])('of %i bytes is that of the RFC', (length, mac) => {
    expect(aesCmac(key, message.subarray(0, length))).toEqual(hex(mac));
  });

  it('answers the challenge of the SPEC', () => {
    const mac = authMac(
      hex('000102030405060708090a0b0c0d0e0f'),
      0x0123456789abcdefn,
      hex('101112131415161718191a1b1c1d1e1f'),
    );
    expect(mac).toEqual(hex('5a480def47c6ed6fef71e8ec7192d2d0'));
  });

  it('wants whole keys and challenges', () => {
    expect(() => aesCmac(new Uint8Array(15), DIGITS)).toThrow(internal);
    expect(() => authMac(key, 1n, DIGITS)).toThrow(internal);
  });
});

/** A whole number, and how far the truth is away from it. */
const near = (reach: number) => fc.tuple(fc.nat(2 ** 40), fc.integer({ min: -reach, max: reach - 1 }));

describe('unwrapping', () => {
  it('finds the truth while it is near enough', () => {
    fc.assert(
      fc.property(near(2 ** 15), ([reference, away]) => {
        const truth = reference + 2 ** 16 + away;
        expect(unwrap16(reference + 2 ** 16, truth % 2 ** 16)).toBe(truth);
      }),
    );
    fc.assert(
      fc.property(near(2 ** 31), ([reference, away]) => {
        const truth = reference + 2 ** 32 + away;
        expect(unwrap32(reference + 2 ** 32, truth % 2 ** 32)).toBe(truth);
      }),
    );
  });
});

describe('haptic options', () => {
  it('hold priority and kind of expiry', () => {
    const options = hapticOptions(3, true);
    expect(options).toBe(0x83);
    expect([priorityOf(options), isAbsolute(options), isAbsolute(hapticOptions(1, false))]).toEqual([
      3,
      true,
      false,
    ]);
  });

  it('and segments that break the protocol are not sent', () => {
    const head = { message: 'haptic', seq: 1, options: 0, expiry: 0 } as const;
    const { cue, effect, segments } = HAPTIC_MODE;
    const one = { amplitude: 255, duration: 1 };
    const bad = [
      { ...head, mode: cue, n: 0 },
      { ...head, mode: effect, n: 124 },
      { ...head, mode: cue, n: 1, options: 4 },
      { ...head, mode: segments, segments: [] },
      { ...head, mode: segments, segments: Array.from({ length: 17 }, () => one) },
      { ...head, mode: segments, segments: [{ ...one, duration: 0 }] },
      { ...head, mode: segments, segments: [{ ...one, amplitude: 256 }] },
    ] as const;
    for (const command of bad) expect(() => encodeHaptic(command)).toThrow(internal);
  });
});

describe('other messages', () => {
  it('that break the protocol are not sent', () => {
    const info = {
      message: 'info',
      major: 1,
      minor: 0,
      capabilities: 0,
      deviceId: 1n,
      maxValue: 20,
      epoch: 0,
      batteryPct: 255,
      stream: 0,
    } as const;
    expect(encodeInfo(info)).toHaveLength(20);
    expect(() => encodeInfo({ ...info, batteryPct: 101 })).toThrow(internal);
    expect(() => encodeInfo({ ...info, deviceId: -1n })).toThrow(internal);
    const overflow = {
      message: 'overflow',
      seq: 0,
      tick: 0,
      first: 2 ** 32 - 1,
      count: 2,
      where: 0,
    } as const;
    expect(() => encodeEvent(overflow)).toThrow(internal);
  });

  it('write a calibration of version 1 in 122 bytes', () => {
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

  it('name a device by sixteen digits', () => {
    expect(serialOf(0xabcn)).toBe('0000000000000abc');
  });
});
