import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStretch } from '../../../src/signal/kinematics/stretch.ts';
import { smoothVertical } from '../../../src/signal/kinematics/vertical.ts';
import { createMotionHistory } from '../../../src/signal/motion/history.ts';
import { UNREST_DEFAULTS, unrestOf } from '../../../src/signal/motion/unrest.ts';

const TICKS = 400;

/** A body that now moves and now stands. */
const history = createMotionHistory(TICKS);
history.push({
  count: TICKS,
  firstTick: 0,
  up: Float64Array.from({ length: 3 * TICKS }, (_, i) => (i % 3 === 2 ? 1 : 0)),
  vertical: Float64Array.from({ length: TICKS }, (_, i) => (i % 160 < 80 ? 0.01 : 3 * Math.sin(i / 7))),
  rate: Float64Array.from({ length: 3 * TICKS }, (_, i) => (i % 480 < 240 ? 0.01 : Math.cos(i / 20))),
  shock: new Float64Array(TICKS),
  quality: new Uint8Array(TICKS),
  filled: new Uint8Array(TICKS),
});

describe('createStretch', () => {
  it('gives bit for bit what one look at the same window gives, whatever was looked at before', () => {
    const windows = fc.array(
      fc.tuple(fc.constantFrom(0, 0, 0, 50, 120), fc.integer({ min: 130, max: TICKS })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(windows, (looks) => {
        const stretch = createStretch(UNREST_DEFAULTS);
        for (const [from, to] of looks) {
          const window = history.window(from, to);
          const { height, unrest } = stretch(window);
          const alone = unrestOf(window.rate, window.vertical);
          expect(unrest).toEqual(alone);
          expect(height).toEqual(smoothVertical(window.vertical, alone).height);
        }
      }),
      { numRuns: 60 },
    );
  });
});
