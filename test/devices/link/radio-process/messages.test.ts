import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFromHost, readToHost } from '../../../../src/devices/link/radio-process/messages.ts';
import { fromNoble } from '../../../../src/devices/link/radio-process/uuid.ts';

const notification = {
  type: 'notification',
  link: 1,
  service: '180a',
  characteristic: '2a25',
  bytes: Uint8Array.of(1, 2),
  atMs: 5.5,
};

describe('messages of the radio process', () => {
  it('takes what is one', () => {
    expect(readFromHost(notification)).toEqual(notification);
    expect(readToHost({ type: 'scan', on: true })).toEqual({ type: 'scan', on: true });
  });

  it.each([
    ['bytes longer than an attribute', { ...notification, bytes: new Uint8Array(513) }],
    ['bytes that are a list', { ...notification, bytes: [1, 2] }],
    ['a link that is no number', { ...notification, link: 'one' }],
    ['no time', { ...notification, atMs: undefined }],
    ['another type', { ...notification, type: 'notify' }],
    ['a name without end', { ...notification, service: 'x'.repeat(5000) }],
  ])('takes no %s', (_, message) => {
    expect(readFromHost(message)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect([readFromHost(anything), readToHost(anything)]).toEqual([null, null]);
      }),
    );
  });

  it.each([
    ['180f', '180f'],
    ['1', '0001'],
    ['B0F100012FFB466C98CC52952787982E', 'b0f10001-2ffb-466c-98cc-52952787982e'],
  ])('writes the UUID %s as %s', (noble, ours) => {
    expect(fromNoble(noble)).toBe(ours);
  });
});
