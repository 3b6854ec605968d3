import { describe, expect, test } from 'vitest';
import { decodeStreamFrame, FRAME_FLAG } from '../../../src/devices/protocol/index.ts';
import type { SampleRun } from '../../../src/simulator/belt/sampler.ts';
import { LiveStream } from '../../../src/simulator/belt/stream/live.ts';
import { FakeHost, streaming, unwrap } from './fake-host.ts';

/** Frames with flag b3 among those heard after the first `before`. */
const stepped = (host: FakeHost, before = 0) =>
  host.frames.slice(before).flatMap((frame) => {
    const isStep = frame.message !== 'unknown-frame' && (frame.flags & FRAME_FLAG.clockStep) !== 0;
    return isStep ? [{ message: frame.message, index: frame.index }] : [];
  });

/** An anchor and its frame, the first two after so many. */
const nextPair = (host: FakeHost, before: number) => {
  const [anchor, frame] = host.frames.slice(before);
  if (anchor.message !== 'anchor' || frame.message !== 'imu6') throw new Error('no anchor');
  return [
    { message: anchor.message, index: anchor.index },
    { message: frame.message, index: frame.index },
  ];
};

describe('a clock step that could not be told is told with the next frame sent', () => {
  test('after its frame was dropped by a slow radio', () => {
    const host = streaming();
    host.time.pass(500);
    const before = host.frames.length;
    host.belt.stallRadio(1500);
    host.time.pass(100);
    host.belt.stepClock(5_000_000);
    host.time.pass(3000);
    const { frames } = host;
    const isAnchor = ({ message }: (typeof frames)[number], i: number) => i >= before && message === 'anchor';
    const at = frames.findIndex(isAnchor);
    expect(frames[at]).toMatchObject({ flags: FRAME_FLAG.clockStep | FRAME_FLAG.gap });
    expect(stepped(host, before)).toEqual(nextPair(host, at));
  });

  test('on the next connection, when nobody was there', () => {
    const host = streaming();
    host.time.pass(500);
    host.drop();
    host.time.pass(200);
    host.belt.stepClock(-300_000);
    host.time.pass(200);
    const before = host.frames.length;
    host.connect();
    host.time.pass(1000);
    expect(stepped(host, before)).toEqual(nextPair(host, before));
  });

  test.each([
    ['company', 10],
    ['the radio', 200],
  ])('after the link was lost while its frame waited for %s', (_, waitMs) => {
    const host = streaming();
    host.time.pass(500);
    host.belt.stallRadio(1000);
    host.belt.stepClock(5_000_000);
    host.time.pass(waitMs);
    const before = host.frames.length;
    host.drop();
    host.time.pass(1000);
    host.connect();
    host.time.pass(1000);
    expect(stepped(host, before)).toEqual(nextPair(host, before));
  });

  test('with the next stream', () => {
    const host = streaming();
    host.time.pass(500);
    host.drop();
    host.belt.stepClock(5_000_000);
    host.time.pass(200);
    host.connect(['control', 'events']);
    host.hello();
    host.ask({ message: 'stop-request' });
    const before = host.frames.length;
    host.subscribe('stream');
    host.ask({ message: 'start-request', nonce: 8 }, 0);
    host.time.pass(1000);
    expect(host.anchors.at(-1)?.stream).toBe(8);
    expect(stepped(host, before)).toEqual(nextPair(host, before));
  });
});

test('a clock step before a stream is told with its first frame, also when CAL_STILL took the samples between', () => {
  const host = new FakeHost();
  host.connect();
  host.hello();
  host.belt.stepClock(5_000_000);
  host.askFor('cal-still-reply', { message: 'cal-still-request' }, 3000);
  host.ask({ message: 'start-request', nonce: 7 }, 0);
  host.time.pass(1000);
  expect(stepped(host)).toEqual(nextPair(host, 0));
});

const sample = (index: number, flags = 0): SampleRun => ({
  count: 1,
  firstIndex: index,
  trueMs: Float64Array.of(index),
  tickUs: Float64Array.of(index * 1000),
  raw: new Int16Array(6),
  flags: Uint8Array.of(flags),
});

const opened = (): LiveStream => {
  const live = new LiveStream(() => {});
  live.begin(7, 0, 0);
  live.open();
  return live;
};

/** `message index flags` of the next frame. */
const next = (live: LiveStream, nowMs: number): string | null => {
  const bytes = live.next(nowMs);
  if (bytes === null) return null;
  const frame = unwrap(decodeStreamFrame(bytes));
  return frame.message === 'unknown-frame' ? frame.message : `${frame.message} ${frame.index} ${frame.flags}`;
};

describe('an anchor whose frame has not followed yet', () => {
  test('does not tell a step for good when the link is lost between them', () => {
    const live = opened();
    live.add(sample(0, FRAME_FLAG.clockStep), 0);
    expect(next(live, 0)).toBe('anchor 0 8');
    live.close();
    live.open();
    live.add(sample(1), 10);
    expect([next(live, 10), next(live, 10), next(live, 10)]).toEqual(['anchor 1 9', 'imu6 1 9', null]);
  });

  test('does not take over a step that is dropped behind it', () => {
    const live = opened();
    live.add(sample(0), 0);
    expect(next(live, 0)).toBe('anchor 0 0');
    live.add(sample(1, FRAME_FLAG.clockStep), 1);
    live.add(sample(2), 400);
    expect([next(live, 400), next(live, 400), next(live, 400)]).toEqual([
      'imu6 0 0',
      'anchor 2 9',
      'imu6 2 9',
    ]);
  });
});
