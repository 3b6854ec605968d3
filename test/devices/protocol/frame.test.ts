import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeStreamFrame,
  encodeStreamFrame,
  epochOf,
  FRAME_FLAG,
  type Imu6,
  samplesPerFrame,
  withEpoch,
} from '../../../src/devices/protocol/index.ts';
import { hex } from './support.ts';

const raw = fc.integer({ min: -0x8000, max: 0x7fff });
const frame: fc.Arbitrary<Imu6> = fc
  .record({
    flags: fc.nat(0xff),
    index: fc.nat(0xffff),
    tick: fc.nat(0xffffffff),
    samples: fc
      .integer({ min: 1, max: 19 })
      .chain((n) => fc.int16Array({ minLength: 6 * n, maxLength: 6 * n })),
  })
  .map((fields) => ({ message: 'imu6', ...fields }));

describe('imu6', () => {
  it('comes back as it was sent', () => {
    fc.assert(
      fc.property(frame, (value) => {
        expect(decodeStreamFrame(encodeStreamFrame(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('tells the surplus of every impossible length', () => {
    for (let length = 0; length <= 300; length += 1) {
      const read = decodeStreamFrame(new Uint8Array(length).fill(1));
      const whole = Math.min(19, Math.floor((length - 8) / 12));
      const end = 8 + 12 * whole;
      if (length < 20) expect(read).toEqual({ ok: false, code: 'short', offset: length });
      else if (length > end) expect(read).toEqual({ ok: false, code: 'length', offset: end });
      else expect(read).toMatchObject({ ok: true, value: { samples: { length: 6 * whole } } });
    }
  });

  it('is refused with half a sample, without samples and with twenty', () => {
    fc.assert(
      fc.property(
        fc.array(raw, { maxLength: 130 }).filter(({ length }) => length % 6 !== 0),
        (values) => {
          expect(() =>
            encodeStreamFrame({
              message: 'imu6',
              flags: 0,
              index: 0,
              tick: 0,
              samples: Int16Array.from(values),
            }),
          ).toThrow('samples');
        },
      ),
    );
    for (const samples of [new Int16Array(), new Int16Array(120)]) {
      expect(() => encodeStreamFrame({ message: 'imu6', flags: 0, index: 0, tick: 0, samples })).toThrow(
        expect.objectContaining({ code: 'internal' }),
      );
    }
  });
});

describe('flags', () => {
  it('keep the epoch beside the rest', () => {
    const flags = withEpoch(FRAME_FLAG.gap | FRAME_FLAG.motor, 5);
    expect(flags).toBe(0b101_10001);
    expect(epochOf(flags)).toBe(5);
  });
});

describe('samplesPerFrame', () => {
  it.each([
    [23, 1],
    [31, 1],
    [35, 2],
    [185, 14],
    [239, 19],
    [247, 19],
  ])('at MTU %i is %i', (mtu, count) => {
    expect(samplesPerFrame(mtu - 3)).toBe(count);
  });
});

describe('anchor', () => {
  it('carries index and time that a double just holds', () => {
    const anchor = {
      message: 'anchor',
      flags: 0,
      stream: 1,
      index: 0xffffffff,
      tick: Number.MAX_SAFE_INTEGER,
    } as const;
    expect(decodeStreamFrame(encodeStreamFrame(anchor))).toEqual({ ok: true, value: anchor });
    expect(() => encodeStreamFrame({ ...anchor, tick: 2 ** 53 })).toThrow('tick');
  });

  it('is not mistaken in another layout', () => {
    expect(decodeStreamFrame(hex('12'))).toEqual({
      ok: true,
      value: { message: 'unknown-frame', type: 2, layout: 1 },
    });
  });
});
