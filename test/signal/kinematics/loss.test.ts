import { describe, expect, it } from 'vitest';
import { lossNoise } from '../../../src/signal/kinematics/loss.ts';
import { smoothVertical } from '../../../src/signal/kinematics/vertical.ts';

const TICKS = 600;
/** Lost from 2.2 to 2.6 s. */
const LOST = { from: 220, to: 260 };
const filled = Uint8Array.from({ length: TICKS }, (_, i) => (i >= LOST.from && i < LOST.to ? 1 : 0));

/** Height that a lifter who stands still seems to gain after the loss. */
const drift = ({ height }: { height: Float64Array }): number => Math.abs(height[400] - height[280]);

describe('lossNoise', () => {
  it('is none where nothing was lost', () => {
    expect(lossNoise(new Uint8Array(50))).toBeNull();
  });

  it('grows away from what was measured, on either side, up to a bound', () => {
    expect([...(lossNoise(Uint8Array.of(0, 1, 1, 1, 0, 1)) ?? [])]).toEqual(
      [0, 0.1, 0.2, 0.1, 0, 0.1].map((x) => expect.closeTo(x)),
    );
    const noise = lossNoise(filled) ?? new Float64Array(0);
    expect(Math.max(...noise)).toBe(1);
    expect(noise[LOST.from - 1]).toBe(0);
    expect(noise[LOST.to]).toBe(0);
  });
});

describe('smoothing over a loss', () => {
  it('lets a lifter who moved before it stand still after it', () => {
    // Up with 0.6 m/s until the loss hides how he stops; what is interpolated says that he goes on.
    const vertical = Float64Array.from({ length: TICKS }, (_, i) => (i >= 200 && i < LOST.from ? 3 : 0));
    const unrest = Float64Array.from({ length: TICKS }, (_, i) => (i >= 195 && i < 265 ? 20 : 0.1));
    const careful = smoothVertical(vertical, unrest, lossNoise(filled));
    const trusting = smoothVertical(vertical, unrest);
    expect(Math.abs(careful.velocity[275])).toBeLessThan(0.02);
    expect(drift(careful)).toBeLessThan(0.02);
    // How fast he was before it stays what was measured.
    expect(careful.velocity[LOST.from - 1]).toBeGreaterThan(0.5);
    expect(trusting.velocity[LOST.from - 1]).toBeLessThan(careful.velocity[LOST.from - 1]);
  });
});
