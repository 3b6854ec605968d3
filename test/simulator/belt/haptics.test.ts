import { describe, expect, test } from 'vitest';
import {
  CUE,
  FRAME_FLAG,
  HAPTIC_MODE,
  HAPTIC_OUTCOME,
  hapticOptions,
  type HapticSegment,
} from '../../../src/devices/protocol/index.ts';
import { type FakeHost, streaming } from './fake-host.ts';

interface Wish {
  readonly priority?: number;
  readonly expiry?: number;
  readonly isAbsolute?: boolean;
}

const cue = (host: FakeHost, seq: number, n: number, { priority = 0, expiry = 5000 }: Wish = {}): void =>
  host.haptic({
    message: 'haptic',
    mode: HAPTIC_MODE.cue,
    seq,
    options: hapticOptions(priority, false),
    expiry,
    n,
  });

const buzz = (host: FakeHost, seq: number, segments: readonly HapticSegment[], wish: Wish = {}): void =>
  host.haptic({
    message: 'haptic',
    mode: HAPTIC_MODE.segments,
    seq,
    options: hapticOptions(wish.priority ?? 0, wish.isAbsolute ?? false),
    expiry: wish.expiry ?? 60_000,
    segments,
  });

const long = (units: number): readonly HapticSegment[] => [{ amplitude: 255, duration: units }];

/** A deadline that has just passed. */
const late = (host: FakeHost, priority: number): Wish => ({
  priority,
  expiry: (Math.floor(host.belt.clockUs / 1024) - 2) & 0xffff,
  isAbsolute: true,
});

/** `command outcome on_ms` of every event 06. */
const ends = (host: FakeHost): string[] =>
  host.events.flatMap((event) =>
    event.message === 'haptic-done' ? [`${event.command} ${event.outcome} ${event.onMs}`] : [],
  );

describe('playing', () => {
  test('a cue is told when it begins and when it is done', () => {
    const host = streaming();
    cue(host, 42, CUE.red);
    host.time.pass(1000);
    const [begin, done] = host.events.filter(({ message }) => message.startsWith('haptic'));
    expect(begin).toMatchObject({ message: 'haptic-begin', command: 42 });
    expect(done).toMatchObject({ message: 'haptic-done', command: 42, outcome: 0, onMs: 600 });
    const lastedUs = 'tick' in begin && 'tick' in done ? done.tick - begin.tick : 0;
    expect(Math.abs(lastedUs - 600_000)).toBeLessThan(100);
    expect(host.belt.truth.arrivals).toHaveLength(1);
  });

  test('higher priority replaces, the same waits, a lower one than the waiting is dropped', () => {
    const host = streaming();
    buzz(host, 1, long(50));
    buzz(host, 2, long(10), { priority: 2 });
    buzz(host, 3, long(10), { priority: 1 });
    buzz(host, 4, long(10), { priority: 0 });
    host.time.pass(1000);
    expect(ends(host)).toEqual(['1 1 0', '4 1 0', '2 0 100', '3 0 100']);
  });

  test('a newer waiting one of the same priority replaces the older', () => {
    const host = streaming();
    buzz(host, 1, long(50));
    buzz(host, 2, long(10));
    buzz(host, 3, long(10));
    host.time.pass(1000);
    expect(ends(host)).toEqual(['2 1 0', '1 0 500', '3 0 100']);
  });

  test('stop ends both', () => {
    const host = streaming();
    buzz(host, 1, long(50));
    buzz(host, 2, long(10));
    host.time.pass(200);
    host.haptic({ message: 'haptic', mode: HAPTIC_MODE.stop, seq: 3, options: 0, expiry: 0 });
    host.time.pass(500);
    expect(ends(host)).toEqual(['1 2 200', '2 2 0']);
  });

  test('what comes too late is not begun', () => {
    const host = streaming();
    buzz(host, 1, long(50));
    buzz(host, 2, long(10), { expiry: 300 });
    host.time.pass(1000);
    expect(ends(host)).toEqual(['1 0 500', '2 3 0']);
  });

  test.each([
    ['lower', 0],
    ['the same', 1],
    ['higher', 3],
  ])(
    'late on arrival, a command of %s priority disturbs neither what plays nor what waits',
    (_, priority) => {
      const host = streaming();
      buzz(host, 1, long(50), { priority: 1 });
      buzz(host, 2, long(10), { priority: 0 });
      host.time.pass(200);
      buzz(host, 3, long(10), late(host, priority));
      host.time.pass(1000);
      expect(ends(host)).toEqual(['3 3 0', '1 0 500', '2 0 100']);
    },
  );

  test.each([
    [-2, HAPTIC_OUTCOME.expired],
    [2, HAPTIC_OUTCOME.played],
  ])('an absolute expiry %i units from now, across its wrap', (units, outcome) => {
    const host = streaming({ startUs: 65_536 * 1024 - 1000, driftPpm: 0 });
    const now = Math.floor(host.belt.clockUs / 1024);
    host.haptic({
      message: 'haptic',
      mode: HAPTIC_MODE.cue,
      seq: 9,
      options: hapticOptions(0, true),
      expiry: (now + units) & 0xffff,
      n: CUE.ready,
    });
    host.time.pass(300);
    expect(ends(host).map((end) => Number(end.split(' ')[1]))).toEqual([outcome]);
  });

  test('unknown cues end at once, unknown modes are skipped, a broken driver tells', () => {
    const host = streaming();
    cue(host, 1, 200);
    host.belt.write('haptic', Uint8Array.of(9, 2, 0, 0, 0, 0));
    host.belt.breakMotor(true);
    cue(host, 3, CUE.red);
    host.time.pass(500);
    expect(ends(host)).toEqual(['1 7 0', '3 6 0']);
    expect(host.events).toContainEqual(expect.objectContaining({ message: 'fault', code: 4, active: 1 }));
  });
});

describe('safety', () => {
  test('2 s per command, pauses included', () => {
    const host = streaming();
    buzz(host, 1, [...long(150), { amplitude: 0, duration: 20 }, ...long(150)]);
    host.time.pass(3000);
    expect(ends(host)).toEqual(['1 5 1800']);
  });

  test('5 s in any 10 s, whatever is sent', () => {
    const host = streaming();
    for (let i = 0; i < 300; i++) {
      buzz(host, i % 256, long(50 + (i % 7) * 30), { priority: i % 4 });
      host.time.pass(100 + (i % 5) * 60);
    }
    host.time.pass(3000);
    const outcomes = new Set(host.belt.truth.hapticEnds.map(({ outcome }) => outcome));
    expect(outcomes).toContain(HAPTIC_OUTCOME.dutyCap);
    const { hapticEnds } = host.belt.truth;
    for (const { atMs } of hapticEnds) {
      const within = hapticEnds.filter((end) => end.atMs <= atMs && end.atMs - end.onMs >= atMs - 10_000);
      expect(within.reduce((sum, { onMs }) => sum + onMs, 0)).toBeLessThanOrEqual(5000);
    }
  });

  test('one end for each command', () => {
    const host = streaming();
    for (let i = 0; i < 100; i++) {
      buzz(host, i, long(1 + (i % 9) * 10), { priority: (i * 7) % 4, expiry: (i * 37) % 400 });
      host.time.pass((i * 13) % 90);
    }
    host.time.pass(5000);
    const commands = host.belt.truth.hapticEnds.map(({ command }) => command ?? -1);
    expect(commands.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test('the motor is off within 20 ms of a lost link, and stays off', () => {
    const host = streaming();
    buzz(host, 1, long(100));
    buzz(host, 2, long(100));
    host.time.pass(300);
    host.drop();
    host.time.pass(3000);
    const ended = host.belt.truth.hapticEnds;
    expect(ended.map(({ onMs }) => onMs)).toEqual([300, 0]);
    expect(ended.every(({ outcome }) => outcome === HAPTIC_OUTCOME.stopped)).toBe(true);
  });

  test('an old haptic or button event is not told to the next host, a stream end is', () => {
    const host = streaming();
    buzz(host, 1, long(100));
    host.belt.pressButton(100);
    host.drop();
    host.time.pass(2500);
    host.connect();
    host.time.pass(100);
    expect(host.events.some(({ message }) => message === 'haptic-done' || message === 'button')).toBe(false);
  });
});

const spread = (host: FakeHost, from: number, to: number): number => {
  const { samples } = host.belt.truth;
  let sum = 0;
  for (let n = from; n < to; n++) sum += ((samples?.raw(n)[2] ?? 0) - 4098) ** 2;
  return Math.sqrt(sum / (to - from)) * 244e-6;
};

describe('shaking', () => {
  test('the motor shakes the sensor while it runs and rings down after it, and flag b4 covers it', () => {
    const host = streaming({ idealSensor: true, rateError: 0 });
    host.time.pass(1000);
    const from = host.belt.truth.samples?.count ?? 0;
    cue(host, 1, CUE.red);
    host.time.pass(600);
    const to = host.belt.truth.samples?.count ?? 0;
    host.time.pass(600);
    expect(spread(host, 0, from)).toBeLessThan(0.001);
    expect(spread(host, from + 20, to - 12)).toBeGreaterThan(0.1);
    expect(spread(host, to + 40, to + 100)).toBeLessThan(0.001);
    const masked = host.imu6.filter(({ flags }) => (flags & FRAME_FLAG.motor) !== 0);
    expect(masked.length).toBeGreaterThanOrEqual(13);
    expect(masked.length).toBeLessThanOrEqual(16);
    for (const frame of host.imu6) {
      const shaken = frame.samples.some((raw, i) => i % 6 === 2 && Math.abs(raw - 4098) > 40);
      if (shaken) expect(frame.flags & FRAME_FLAG.motor).toBe(FRAME_FLAG.motor);
    }
  });
});
