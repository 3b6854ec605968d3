import { describe, expect, test } from 'vitest';
import { array, assert, constantFrom, property, tuple, uint8Array } from 'fast-check';
import { STATUS } from '../../../src/devices/protocol/index.ts';
import { greeted } from './fake-host.ts';

describe('any bytes', () => {
  const channels = ['control', 'haptic', 'timeSync', 'backfill', 'stream', 'info'] as const;

  test('on any characteristic do no harm', () => {
    assert(
      property(
        array(tuple(constantFrom(...channels), uint8Array({ maxLength: 244 })), {
          maxLength: 20,
        }),
        constantFrom(23, 247),
        (writes, mtu) => {
          const host = greeted({ keepsSamples: false }, mtu);
          const { bootId } = host.belt;
          for (const [channel, bytes] of writes) {
            host.belt.write(channel, bytes);
            host.time.pass(5);
          }
          host.time.pass(5000);
          expect(host.belt.bootId).toBe(bootId);
          // Among the bytes may be a HELLO of a foreign major, after which "version" is the right answer.
          host.hello();
          expect(host.ask({ message: 'state-request' })).toMatchObject({ message: 'state-reply' });
        },
      ),
      { numRuns: 150, examples: [[[['control', Uint8Array.of(1, 148, 4, 165)]], 247]] },
    );
  });

  test('of a request get exactly one reply with its tag', () => {
    const host = greeted();
    assert(
      property(uint8Array({ minLength: 2, maxLength: 40 }), (bytes) => {
        const before = host.on('control').length;
        host.belt.write('control', bytes);
        host.time.pass(5000);
        const replies = host.on('control').slice(before);
        expect(replies).toHaveLength(1);
        expect(replies[0].bytes.slice(0, 3)).toEqual(Uint8Array.of(0xf0, bytes[0], bytes[1]));
        host.heard.length = 0;
      }),
      { numRuns: 300 },
    );
  });

  test('too short for a tag get none; unknown operations get "opcode", malformed ones their status', () => {
    const host = greeted();
    host.belt.write('control', Uint8Array.of(1));
    host.time.pass(5000);
    expect(host.on('control')).toHaveLength(1);
    const statusOf = (...bytes: number[]): number => {
      host.belt.write('control', Uint8Array.from(bytes));
      host.time.pass(10);
      return host.on('control').at(-1)?.bytes[3] ?? -1;
    };
    expect(statusOf(0x7f, 1)).toBe(STATUS.opcode);
    expect(statusOf(0x04, 2, 1)).toBe(STATUS.length);
    expect(statusOf(0x04, 3, 0, 0, 0, 0)).toBe(STATUS.range);
    expect(statusOf(0x03, 4, 4, 2, 50, 0, 4, 2, 50, 0)).toBe(STATUS.length);
  });
});
