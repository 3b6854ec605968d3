import { describe, expect, it } from 'vitest';
import { aesCmac, authMac } from '../../../src/devices/protocol/index.ts';
import { hex } from './support.ts';

const DIGITS = new TextEncoder().encode('123456789');
const internal = expect.objectContaining({ code: 'internal' });

describe('AES-CMAC', () => {
  // RFC 4493, section 4.
  const key = hex('2b7e151628aed2a6abf7158809cf4f3c');
  const message = hex(
    '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
  );
  it.each([
    [0, 'bb1d6929e95937287fa37d129b756746'],
    [16, '070a16b46b4d4144f79bdd9dd04a287c'],
    [40, 'dfa66747de9ae63030ca32611497c827'],
    [64, '51f0bebf7e3b9d92fc49741779363cfe'],
  ])('of %i bytes is that of the RFC', (length, mac) => {
    expect(aesCmac(key, message.subarray(0, length))).toEqual(hex(mac));
  });

  it('answers the challenge of the SPEC', () => {
    const mac = authMac(
      hex('000102030405060708090a0b0c0d0e0f'),
      0x0123456789abcdefn,
      hex('101112131415161718191a1b1c1d1e1f'),
    );
    expect(mac).toEqual(hex('5a480def47c6ed6fef71e8ec7192d2d0'));
  });

  it('wants whole keys and challenges', () => {
    expect(() => aesCmac(new Uint8Array(15), DIGITS)).toThrow(internal);
    expect(() => authMac(key, 1n, DIGITS)).toThrow(internal);
  });
});
