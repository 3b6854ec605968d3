import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../../../src/devices/protocol/index.ts';

const internal = expect.objectContaining({ code: 'internal' });

describe('events', () => {
  it('that break the protocol are not sent', () => {
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
});
