import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ControlRequest,
  decodeControlRequest,
  encodeControlRequest,
} from '../../../../src/devices/protocol/index.ts';
import { hex } from '../support.ts';

const byte = fc.nat(0xff);
const internal = expect.objectContaining({ code: 'internal' });

/** Any subset of the settings. */
const setRequest: fc.Arbitrary<ControlRequest> = fc
  .record(
    {
      tag: byte,
      rateHz: fc.integer({ min: 1, max: 1000 }),
      accRangeG: fc.integer({ min: 1, max: 32 }),
      gyrRangeDps: fc.integer({ min: 1, max: 4000 }),
      maxBatchMs: fc.integer({ min: 5, max: 500 }),
      holdMin: fc.nat(60),
    },
    { requiredKeys: ['tag'] },
  )
  .map((fields) => ({ message: 'set-request', ...fields }));

describe('requests', () => {
  it('come back as they were sent, whichever TLVs they have', () => {
    fc.assert(
      fc.property(setRequest, (value) => {
        expect(decodeControlRequest(encodeControlRequest(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('read TLVs in any order, between unknown ones', () => {
    const settings = ['01 02 d0 00', '02 01 08', '05 01 0a', 'fe 03 01 02 03'];
    fc.assert(
      fc.property(fc.shuffledSubarray(settings, { minLength: 4 }), (tlvs) => {
        expect(decodeControlRequest(hex(`03 07 ${tlvs.join(' ')}`))).toEqual({
          ok: true,
          value: { message: 'set-request', tag: 7, rateHz: 208, accRangeG: 8, holdMin: 10 },
        });
      }),
    );
  });

  it('that break the protocol are not sent', () => {
    const bad: ControlRequest[] = [
      { message: 'set-request', tag: 0, rateHz: 1001 },
      { message: 'set-request', tag: 256 },
      { message: 'start-request', tag: 0, nonce: 0 },
      { message: 'start-request', tag: 0, nonce: 1.5 },
      { message: 'hello-request', tag: 0, minMajor: 2, maxMajor: 1 },
      { message: 'read-request', tag: 0, stream: 1, first: 0xffffffff, count: 2, credit: 8 },
      { message: 'auth-request', tag: 0, mac: new Uint8Array(15) },
      { message: 'cal-write-request', tag: 0, total: 122, offset: 0, data: new Uint8Array(237) },
    ];
    for (const request of bad) expect(() => encodeControlRequest(request)).toThrow(internal);
  });

  it('fit 20 bytes with all settings', () => {
    const request: ControlRequest = {
      message: 'set-request',
      tag: 1,
      rateHz: 208,
      accRangeG: 8,
      gyrRangeDps: 1000,
      maxBatchMs: 50,
      holdMin: 10,
    };
    expect(encodeControlRequest(request)).toHaveLength(20);
  });
});
