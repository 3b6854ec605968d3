import { describe, expect, it } from 'vitest';
import { crc16, crc32 } from '../../../src/devices/protocol/index.ts';

const DIGITS = new TextEncoder().encode('123456789');

describe('checksums', () => {
  it('have the check values of the SPEC', () => {
    expect(crc16(DIGITS)).toBe(0x29b1);
    expect(crc32(DIGITS)).toBe(0xcbf43926);
  });

  it('can look at a part', () => {
    const padded = Uint8Array.of(1, ...DIGITS, 2);
    expect(crc16(padded, 1, 10)).toBe(0x29b1);
    expect(crc32(padded, 1, 10)).toBe(0xcbf43926);
  });
});
