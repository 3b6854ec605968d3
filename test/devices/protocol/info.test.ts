import { describe, expect, it } from 'vitest';
import { encodeInfo, serialOf } from '../../../src/devices/protocol/index.ts';

const internal = expect.objectContaining({ code: 'internal' });

describe('info', () => {
  it('that breaks the protocol is not sent', () => {
    const info = {
      message: 'info',
      major: 1,
      minor: 0,
      capabilities: 0,
      deviceId: 1n,
      maxValue: 20,
      epoch: 0,
      batteryPct: 255,
      stream: 0,
    } as const;
    expect(encodeInfo(info)).toHaveLength(20);
    expect(() => encodeInfo({ ...info, batteryPct: 101 })).toThrow(internal);
    expect(() => encodeInfo({ ...info, deviceId: -1n })).toThrow(internal);
  });

  it('name a device by sixteen digits', () => {
    expect(serialOf(0xabcn)).toBe('0000000000000abc');
  });
});
