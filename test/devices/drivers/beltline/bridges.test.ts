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
    expect(lossy().timeOf(12, 1.25, 0.1)).toBe(1.25);
  });

  it('is that of the index where the tick says something else, or nothing', () => {
    expect(lossy().timeOf(12, 31, 0.1)).toBeCloseTo(1.2, 12);
    expect(lossy().timeOf(12, null, 0.1)).toBeCloseTo(1.2, 12);
  });

  it('is counted back from the first live sample where the tick says something else', () => {
    const bridges = createBridges();
    bridges.live({ index: 20, timeS: 2 }, { index: 29, timeS: 2.9 });
    expect(bridges.timeOf(10, 1.02, 0.1)).toBe(1.02);
    expect(bridges.timeOf(10, 30, 0.1)).toBeCloseTo(1, 12);
    expect(bridges.timeOf(10, null, 0.1)).toBeCloseTo(1, 12);
  });

  it('is that of the tick after the last live sample', () => {
    expect(lossy().timeOf(40, 4, 0.1)).toBe(4);
    expect(createBridges().timeOf(3, null, 0.1)).toBeNull();
  });

  it('is not guessed from another stream', () => {
    const bridges = lossy();
    bridges.clear();
    expect(bridges.timeOf(12, null, 0.1)).toBeNull();
    bridges.live({ index: 20, timeS: 9 }, { index: 29, timeS: 9.9 });
    expect(bridges.timeOf(12, 8.25, 0.1)).toBe(8.25);
  });
});
