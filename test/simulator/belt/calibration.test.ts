import { describe, expect, test } from 'vitest';
import { authMac, crc16, decodeCalibration, encodeCalibration } from '../../../src/devices/protocol/index.ts';
import { type FakeHost, greeted, refused, streaming, unwrap } from './fake-host.ts';

const write = (host: FakeHost, bytes: Uint8Array, piece: number) => {
  let last;
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const data = bytes.slice(offset, offset + piece);
    last = host.ask({ message: 'cal-write-request', total: bytes.length, offset, data });
  }
  return last;
};

/** The same bytes with their length and checksum. */
const sealed = (bytes: Uint8Array): Uint8Array => {
  const view = new DataView(bytes.buffer);
  view.setUint16(2, bytes.length, true);
  view.setUint16(bytes.length - 2, crc16(bytes, 0, bytes.length - 2), true);
  return bytes;
};

/** Offsets of the bytes that differ. */
const differing = (a: Uint8Array, b: Uint8Array): number[] =>
  Array.from(a.keys()).filter((i) => a[i] !== b[i]);

const within = (offset: number, [from, to]: readonly [number, number]): boolean =>
  offset >= from && offset < to;

const read = (host: FakeHost): Uint8Array => {
  const bytes: number[] = [];
  for (;;) {
    const { data } = host.askFor('cal-read-reply', { message: 'cal-read-request', offset: bytes.length });
    if (data === undefined) return Uint8Array.from(bytes);
    bytes.push(...data);
  }
};

describe('calibration', () => {
  const key = new Uint8Array(16).fill(1);
  const blob = encodeCalibration({
    message: 'calibration',
    version: 1,
    valid: 3,
    madeS: 1_700_000_000,
    temperatureCentiC: 2500,
    accBiasUg: [1, 2, 3],
    accMatrixPpm: [1_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000],
    gyrBiasUdps: [4, 5, 6],
    gyrMatrixPpm: [1_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000],
    gyrSlopeUdpsC: [0, 0, 0],
  });

  const authorised = (mtu: number): FakeHost => {
    const host = greeted({ claimKey: key }, mtu);
    const { challenge } = host.askFor('challenge-reply', { message: 'challenge-request' });
    host.ask({ message: 'auth-request', mac: authMac(key, host.belt.deviceId, challenge) });
    return host;
  };

  test.each([
    [23, 12],
    [247, 100],
  ])('goes there and back in pieces at MTU %i', (mtu, piece) => {
    const host = authorised(mtu);
    expect(read(host)).toHaveLength(0);
    expect(write(host, blob, piece)).toMatchObject({ message: 'cal-write-reply', next: 122 });
    expect(read(host)).toEqual(blob);
  });

  test('a bad blob leaves the old one in place', () => {
    const host = authorised(247);
    write(host, blob, 100);
    const bad = blob.map((byte, i) => (i === 50 ? byte ^ 1 : byte));
    expect(write(host, bad, 100)).toEqual(refused('crc'));
    expect(write(host, blob.slice(0, 100), 100)).toEqual(refused('length'));
    const data = blob.slice(0, 50);
    expect(host.ask({ message: 'cal-write-request', total: 122, offset: 50, data })).toEqual(
      refused('range'),
    );
    expect(read(host)).toEqual(blob);
  });

  test.each([
    ['a first piece beyond the total', { total: 122, offset: 0, data: new Uint8Array(123) }],
    ['a next piece beyond it', { total: 122, offset: 50, data: new Uint8Array(73) }],
    ['a gap', { total: 122, offset: 51, data: new Uint8Array(10) }],
    ['another total', { total: 123, offset: 50, data: new Uint8Array(10) }],
    ['no data', { total: 122, offset: 50 }],
  ])('%s is refused and ends the upload', (_, piece) => {
    const host = authorised(247);
    const put = (offset: number, end: number) =>
      host.ask({ message: 'cal-write-request', total: 122, offset, data: blob.slice(offset, end) });
    put(0, 50);
    expect(host.ask({ message: 'cal-write-request', ...piece })).toMatchObject({ message: 'refusal' });
    expect(put(50, 100)).toEqual(refused('range', { culprit: 0 }));
    expect(put(0, 50)).toMatchObject({ message: 'cal-write-reply', next: 50 });
    expect(put(50, 122)).toMatchObject({ message: 'cal-write-reply', next: 122 });
    expect(read(host)).toEqual(blob);
  });

  test('a write without data is refused for its missing TLV', () => {
    const host = authorised(247);
    expect(host.ask({ message: 'cal-write-request', total: 122, offset: 0 })).toEqual(
      refused('parameter', { culprit: 0x30 }),
    );
  });

  test('CAL_STILL measures the bias of the gyroscope, with and without a stream', () => {
    for (const host of [greeted(), streaming()]) {
      const reply = host.askFor('cal-still-reply', { message: 'cal-still-request' }, 3000);
      const stored = unwrap(decodeCalibration(read(host)));
      expect(stored.gyrBiasUdps).toEqual(reply.gyrBiasUdps);
      expect(stored).toMatchObject({ version: 1, valid: 2, madeS: 0, temperatureCentiC: 3000 });
      expect(Math.max(...reply.gyrBiasUdps.map(Math.abs))).toBeGreaterThan(10_000);
      expect(Math.max(...reply.gyrBiasUdps.map(Math.abs))).toBeLessThan(5_000_000);
    }
  });

  test.each([
    [19, 'cal-still-reply'],
    [21, 'refusal'],
    [-21, 'refusal'],
  ])('CAL_STILL at a steady %i °/s answers %s', (dps, message) => {
    const motion = {
      read: (_first: number, _period: number, count: number, out: Float64Array): void => {
        for (let i = 0; i < count; i++) out.set([0, 0, 9.80665, 0, (dps * Math.PI) / 180, 0], i * 6);
      },
    };
    const host = greeted({ motion, idealSensor: true });
    const reply = host.ask({ message: 'cal-still-request' }, 3000);
    expect(reply.message).toBe(message);
    if (message === 'refusal') expect(reply).toEqual(refused('moving'));
    expect(read(host)).toHaveLength(message === 'refusal' ? 0 : 122);
    expect(host.ask({ message: 'state-request' })).toMatchObject({ message: 'state-reply' });
  });

  /** Of version 2: 18 bytes that version 1 does not know, reserved bytes and an unknown bit of `valid` set. */
  const later = (valid: number): Uint8Array => {
    const bytes = new Uint8Array(140);
    bytes.set(
      encodeCalibration({
        ...unwrap(decodeCalibration(blob)),
        version: 2,
        valid,
        gyrMatrixPpm: [2, 3, 4, 5, 6, 7, 8, 9, 10],
        gyrSlopeUdpsC: [11, 12, 13],
      }),
    );
    bytes.fill(0xa5, 120);
    bytes.fill(0x5a, 10, 12);
    return sealed(bytes);
  };

  test.each([
    ['keeps matrix and slope of the gyroscope', 0x87, 0x87, [2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13]],
    [
      'makes them identity and 0 where they were not valid',
      0x85,
      0x83,
      [1_000_000, 0, 0, 0, 1_000_000, 0, 0, 0, 1_000_000],
      [0, 0, 0],
    ],
  ])('CAL_STILL in a blob of a later version %s, and all other bytes', (_, before, after, matrix, slope) => {
    const host = authorised(247);
    const old = later(before);
    expect(write(host, old, 100)).toMatchObject({ message: 'cal-write-reply', next: 140 });
    const { gyrBiasUdps } = host.askFor('cal-still-reply', { message: 'cal-still-request' }, 3000);
    const now = read(host);
    expect(now).toHaveLength(140);
    expect(unwrap(decodeCalibration(now))).toMatchObject({
      version: 2,
      valid: after,
      temperatureCentiC: 3000,
      gyrBiasUdps,
      gyrMatrixPpm: matrix,
      gyrSlopeUdpsC: slope,
    });
    const mayChange = [
      [1, 2],
      [8, 10],
      [60, before === after ? 72 : 120],
      [138, 140],
    ] as const;
    const others = differing(old, now).filter((i) => !mayChange.some((range) => within(i, range)));
    expect(others).toEqual([]);
  });

  test('CAL_STILL refuses a belt that moves or buzzes, and a silent sensor', () => {
    const motion = {
      read: (first: number, period: number, count: number, out: Float64Array): void => {
        for (let i = 0; i < count; i++) out[i * 6 + 3] = Math.sin((first + i * period) / 200);
      },
    };
    expect(greeted({ motion }).ask({ message: 'cal-still-request' }, 3000)).toEqual(refused('moving'));
    const host = greeted();
    host.ask({ message: 'identify-request' });
    expect(host.ask({ message: 'cal-still-request' }, 3000)).toEqual(refused('busy'));
    host.belt.faults.silent = true;
    expect(host.ask({ message: 'cal-still-request' }, 4900)).toEqual(refused('sensor'));
  });

  test('another request meanwhile gets "busy"', () => {
    const host = greeted();
    host.belt.write('control', Uint8Array.of(0x12, 1));
    expect(host.ask({ message: 'state-request' })).toEqual(refused('busy'));
    host.time.pass(3000);
    expect(host.on('control').at(-1)?.bytes.slice(0, 4)).toEqual(Uint8Array.of(0xf0, 0x12, 1, 0));
  });
});
