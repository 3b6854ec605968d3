import { describe, expect, test } from 'vitest';
import { epochOf, FRAME_FLAG } from '../../../src/devices/protocol/index.ts';
import { FakeHost, streaming } from './fake-host.ts';

/** Whole indices heard on Stream, by the rule of SPEC 7. */
const indicesOf = (host: FakeHost): number[] => {
  let reference = 0;
  const indices: number[] = [];
  for (const frame of host.frames) {
    if (frame.message === 'anchor') reference = frame.index;
    if (frame.message !== 'imu6') continue;
    const index = reference + (((frame.index - reference) << 16) >> 16);
    for (let k = 0; k < frame.samples.length / 6; k++) indices.push(index + k);
    reference = index;
  }
  return indices;
};

const ascending = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

describe('live frames', () => {
  test('carry every sample once, in order, after an anchor', () => {
    const host = streaming();
    host.time.pass(3000);
    expect(host.frames[0]).toMatchObject({ message: 'anchor', stream: 7, index: 0 });
    const indices = indicesOf(host);
    expect(indices.length).toBeGreaterThan(600);
    expect(indices).toEqual(ascending(0, indices.length));
    expect(host.imu6[0].flags & FRAME_FLAG.gap).toBe(0);
  });

  test.each([
    [247, 10],
    [185, 10],
    [23, 1],
  ])('at MTU %i hold %i samples of 208 Hz and fit the value', (mtu, samples) => {
    const host = streaming({}, mtu);
    host.time.pass(1000);
    expect(host.imu6.every((frame) => frame.samples.length === samples * 6)).toBe(true);
    expect(host.on('stream').every(({ bytes }) => bytes.length <= mtu - 3)).toBe(true);
    expect(indicesOf(host).length).toBeGreaterThan(190);
  });

  test('wait no longer than max_batch_ms', () => {
    const host = streaming({ rateError: -0.02, jitterUs: 0, driftPpm: 0 });
    host.time.pass(2000);
    const samples = host.belt.truth.samples;
    for (const heard of host.on('stream').filter(({ bytes }) => bytes[0] === 1)) {
      const index = heard.bytes[2] | (heard.bytes[3] << 8);
      const takenMs = samples?.trueMs(samples.find(7, index)) ?? 0;
      expect(heard.atMs - host.radioMs - takenMs).toBeLessThanOrEqual(50);
    }
  });

  test('say the raw truth', () => {
    const host = streaming();
    host.time.pass(200);
    const [frame] = host.imu6;
    const { samples } = host.belt.truth;
    expect(frame.samples.slice(0, 6)).toEqual(samples?.raw(0));
    expect(frame.tick).toBe(samples?.tickUs(0));
    expect(frame.samples[2] * 244e-6).toBeCloseTo(1, 1);
  });

  test('ticks rise, follow the drift of the crystal and the real rate', () => {
    const host = streaming({ rateError: 0.02, driftPpm: 40 });
    host.time.pass(60_000);
    const ticks = host.imu6.map(({ tick }) => tick);
    expect(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1])).toBe(true);
    const samples = indicesOf(host).length;
    expect(samples / 60).toBeCloseTo(208 * 1.02, 0);
    expect((ticks[ticks.length - 1] - ticks[0]) / 1000 / ((ticks.length - 1) * 10)).toBeCloseTo(
      1000 / 208 / 1.02,
      3,
    );
  });

  test('clipping is flagged', () => {
    const spin = {
      read: (_f: number, _p: number, count: number, out: Float64Array) => out.fill(200, 0, count * 6),
    };
    const host = streaming({ motion: spin });
    host.time.pass(100);
    expect(host.imu6[0].flags & (FRAME_FLAG.accClipped | FRAME_FLAG.gyrClipped)).toBe(6);
    expect(host.imu6[0].samples[0]).toBe(32767);
  });
});

describe('anchors', () => {
  test('come at least every ten seconds', () => {
    const host = streaming();
    host.time.pass(60_000);
    expect(host.anchors.length).toBeGreaterThanOrEqual(6);
  });

  test('come first after each subscription, with the whole index after a wrap of the short one', () => {
    const host = streaming({ startIndex: 65_500 });
    host.time.pass(1000);
    host.drop();
    host.time.pass(1000);
    const before = host.heard.length;
    host.connect();
    host.time.pass(200);
    const first = host.heard.slice(before).find(({ channel }) => channel === 'stream');
    expect(first?.bytes[0]).toBe(2);
    const anchor = host.anchors[host.anchors.length - 1];
    expect(anchor.index).toBeGreaterThan(65_536);
    expect(anchor.flags & FRAME_FLAG.gap).toBe(FRAME_FLAG.gap);
  });

  test('come when 16384 indices were not sent', () => {
    const host = streaming();
    host.time.pass(100);
    host.isHearing = false;
    host.time.pass(80_000);
    host.isHearing = true;
    // What was in the buffers of the radio is lost with a new link only; here the radio just hung.
    host.drop();
    host.connect();
    host.time.pass(200);
    expect(host.anchors[host.anchors.length - 1].index).toBeGreaterThan(16_384);
  });

  test('the tick of frames wraps at 2^32 unnoticed', () => {
    const host = streaming({ startUs: 2 ** 32 - 500_000, jitterUs: 0 });
    host.time.pass(1000);
    const ticks = host.imu6.map(({ tick }) => tick);
    expect(Math.min(...ticks)).toBeLessThan(500_000);
    const steps = ticks.slice(1).map((tick, i) => (tick - ticks[i]) | 0);
    expect(steps.every((step) => step > 0 && step < 60_000)).toBe(true);
  });
});

describe('a slow radio', () => {
  test('live stays within 250 ms; gap and event 04 tell what is missing', () => {
    const host = streaming();
    host.time.pass(500);
    host.belt.stallRadio(1500);
    host.time.pass(3000);
    const indices = indicesOf(host);
    const { events } = host;
    const overflows = events.flatMap((event) => (event.message === 'overflow' ? [event] : []));
    expect(overflows).toHaveLength(1);
    expect(overflows[0]).toMatchObject({ where: 1 });
    const { first, count } = overflows[0];
    expect(count).toBeGreaterThan(200);
    expect(indices).not.toContain(first);
    expect(indices).not.toContain(first + count - 1);
    expect(indices).toContain(first - 1);
    expect(indices).toContain(first + count);
    const resumed = host.imu6.filter(({ flags }) => (flags & FRAME_FLAG.gap) !== 0);
    expect(resumed.map(({ index }) => index)).toEqual([first + count]);
  });
});

describe('faults', () => {
  test('a silent sensor leaves a jump of the index that is as long as the silence', () => {
    const host = streaming({ rateError: 0 });
    host.time.pass(500);
    host.belt.faults.silent = true;
    host.time.pass(1000);
    host.belt.faults.silent = false;
    host.time.pass(500);
    const indices = indicesOf(host);
    const jumps = indices.slice(1).map((index, i) => index - indices[i]);
    expect(jumps.filter((jump) => jump !== 1)).toHaveLength(1);
    expect(Math.max(...jumps)).toBeCloseTo(208, -1);
  });

  test('a replaced clock is flagged, anchored and told', () => {
    const host = streaming();
    host.time.pass(500);
    host.belt.stepClock(5_000_000);
    host.time.pass(200);
    const stepped = host.anchors[host.anchors.length - 1];
    expect(stepped.flags & FRAME_FLAG.clockStep).toBe(FRAME_FLAG.clockStep);
    expect(stepped.tick).toBeGreaterThan(5_000_000);
    expect(host.events).toContainEqual(expect.objectContaining({ message: 'fault', code: 7, active: 1 }));
  });

  test('truncated frames are malformed, foreign ones unknown', () => {
    const host = streaming();
    host.belt.faults.truncatedFrames = 1;
    host.belt.injectFrame(Uint8Array.of(0x0f, 1, 2));
    host.time.pass(100);
    expect(host.on('stream')[0].bytes).toEqual(Uint8Array.of(0x0f, 1));
    host.belt.injectFrame(Uint8Array.of(0x0f, 1, 2));
    host.time.pass(2);
    expect(host.frames).toContainEqual({ message: 'unknown-frame', type: 15, layout: 0 });
  });

  test('the stream ends before its index is exhausted', () => {
    const host = streaming({ startIndex: 2 ** 32 - 300 });
    host.time.pass(3000);
    expect(host.events).toContainEqual(
      expect.objectContaining({ message: 'stream-end', stream: 7, reason: 4, count: 2 ** 32 - 1 }),
    );
    expect(host.ask({ message: 'state-request' })).toMatchObject({ stream: 0, index: 0 });
    const { samples } = host.belt.truth;
    expect(samples?.index(samples.count - 1)).toBe(2 ** 32 - 2);
  });
});

test('an epoch goes with every change of rate or range, and with the frames', () => {
  const host = new FakeHost();
  host.connect();
  host.hello();
  host.ask({ message: 'set-request', rateHz: 104, accRangeG: 16 });
  host.ask({ message: 'set-request', maxBatchMs: 100 });
  host.ask({ message: 'start-request', nonce: 9 });
  host.time.pass(500);
  expect(host.imu6.every(({ flags }) => epochOf(flags) === 1)).toBe(true);
  expect(host.imu6[0].samples.length).toBe(60);
});
