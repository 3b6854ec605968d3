import { describe, expect, it } from 'vitest';
import { createBridges } from '../../../../src/devices/drivers/beltline/bridges.ts';

const lossy = (): ReturnType<typeof createBridges> => {
  const bridges = createBridges();
  bridges.live({ index: 0, timeS: 0 }, { index: 9, timeS: 0.9 });
  bridges.live({ index: 20, timeS: 2 }, { index: 29, timeS: 2.9 });
  return bridges;
};

describe('the time of samples between live ones', () => {
  it('is that of the tick where it lies between them', () => {
    expect(lossy().timeOf(12, 1.25)).toBe(1.25);
  });

  it('is that of the index where the tick says something else, or nothing', () => {
    expect(lossy().timeOf(12, 31)).toBeCloseTo(1.2, 12);
    expect(lossy().timeOf(12, null)).toBeCloseTo(1.2, 12);
  });

  it('is that of the tick before the first live sample and after the last', () => {
    expect(lossy().timeOf(40, 4)).toBe(4);
    expect(createBridges().timeOf(3, null)).toBeNull();
  });

  it('is not guessed from another stream', () => {
    const bridges = lossy();
    bridges.clear();
    expect(bridges.timeOf(12, null)).toBeNull();
    bridges.live({ index: 20, timeS: 9 }, { index: 29, timeS: 9.9 });
    expect(bridges.timeOf(12, 8)).toBe(8);
  });
});
