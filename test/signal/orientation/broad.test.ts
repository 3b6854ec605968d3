import { expect, it } from 'vitest';
import { broadTrials, inclinationRmseDeg } from '../../../bench/data.ts';
import { createOrientationTracker } from '../../../src/signal/orientation/tracker.ts';
import { describeWithData } from '../../data.ts';

const TRIALS = ['02_undisturbed_slow_rotation_B', '16_undisturbed_fast_translation_B'];

describeWithData('orientation', 'against optical motion capture (BROAD)', (folder) => {
  for (const { name, load } of broadTrials(folder).filter((trial) => TRIALS.includes(trial.name))) {
    it(`is as accurate as the published implementation on ${name}`, () => {
      const trial = load();
      const out = createOrientationTracker({ nominalRateHz: trial.rateHz }).step({
        sensor: 'belt',
        ...trial,
      });
      expect(out.gaps).toEqual([]);
      expect(inclinationRmseDeg(trial, out.quat)).toBeLessThan(trial.referenceDeg + 0.02);
    });
  }
});
