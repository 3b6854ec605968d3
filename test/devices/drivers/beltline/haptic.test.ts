import { describe, expect, it } from 'vitest';
import { vibrateBelt } from '../../../../src/devices/drivers/beltline/haptic.ts';
import { decodeHaptic } from '../../../../src/devices/protocol/index.ts';

const PULSE = [{ amplitude: 1, seconds: 0.2 }];

const expiryOf = (ttlS: number): unknown => {
  const [write] = vibrateBelt(PULSE, 247, ttlS);
  const read = decodeHaptic(write.bytes);
  return read.ok && read.value.message === 'haptic' ? read.value.expiry : null;
};

describe('a buzz of the belt', () => {
  it('may begin for a while after it arrived, and no longer than it stays true', () => {
    expect(expiryOf(5)).toBe(300);
    expect(expiryOf(0.12)).toBe(120);
    expect(expiryOf(0.0001)).toBe(1);
  });

  it('is cut to what fits the link', () => {
    const long = Array.from({ length: 30 }, () => PULSE[0]);
    const [write] = vibrateBelt(long, 23, 1);
    expect(write.bytes).toHaveLength(20);
    expect(vibrateBelt([], 247, 1)).toEqual([]);
  });
});
