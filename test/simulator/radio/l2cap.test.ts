import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReassembler, toFragments } from '../../../src/simulator/radio/l2cap.ts';

test('a frame is cut as Vol 3 Part A 3.1 says', () => {
  expect(toFragments({ channel: 4, payload: Buffer.from([0x0a, 0x03, 0x00]) }, 5)).toEqual([
    { start: true, bytes: Buffer.from([0x03, 0x00, 0x04, 0x00, 0x0a]) },
    { start: false, bytes: Buffer.from([0x03, 0x00]) },
  ]);
});

test('what was cut is put together again, at any length of packet', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: 1, max: 300 }), (bytes, longest) => {
      const frame = { channel: 6, payload: Buffer.from(bytes) };
      const reassemble = createReassembler();
      const frames = toFragments(frame, longest).map(reassemble);
      expect(frames.at(-1)).toEqual(frame);
      expect(frames.slice(0, -1).every((part) => part === null)).toBe(true);
    }),
  );
});

test('packets that fit nowhere are dropped, and the next frame is read', () => {
  const reassemble = createReassembler();
  const [start, ...rest] = toFragments({ channel: 4, payload: Buffer.from('hello') }, 3);
  expect(reassemble(rest[0])).toBeNull();
  expect(reassemble({ start: true, bytes: Buffer.from([1, 0, 4, 0, 1, 2, 3]) })).toBeNull();
  expect(reassemble(start)).toBeNull();
  expect(rest.map(reassemble).at(-1)?.payload.toString()).toBe('hello');
});
