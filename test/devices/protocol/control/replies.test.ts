import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ControlReply,
  decodeControlReply,
  encodeControlReply,
} from '../../../../src/devices/protocol/index.ts';

const byte = fc.nat(0xff);
const internal = expect.objectContaining({ code: 'internal' });

const capsReply: fc.Arbitrary<ControlReply> = fc
  .record(
    {
      tag: byte,
      page: byte,
      pages: fc.integer({ min: 1, max: 255 }),
      ratesHz: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }),
      accRangesG: fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 12 }),
      ringSamples: fc.nat(0xffffffff),
      maxSegments: fc.nat(16),
    },
    { requiredKeys: ['tag', 'page', 'pages'] },
  )
  .map((fields) => ({ message: 'caps-reply', ...fields }));

describe('replies', () => {
  it('come back as they were sent', () => {
    fc.assert(
      fc.property(capsReply, (value) => {
        expect(decodeControlReply(encodeControlReply(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('that break the protocol are not sent', () => {
    const bad: ControlReply[] = [
      { message: 'refusal', op: 3, tag: 1, status: 0 },
      { message: 'refusal', op: 256, tag: 1, status: 1 },
      { message: 'caps-reply', tag: 1, page: 0, pages: 1, ratesHz: [] },
      { message: 'caps-reply', tag: 1, page: 0, pages: 1, ratesHz: [0] },
      { message: 'cal-still-reply', tag: 1, gyrBiasUdps: [1, 2] },
    ];
    for (const reply of bad) expect(() => encodeControlReply(reply)).toThrow(internal);
  });
});
