/** From the samples of one sensor to its motion on the common grid, and what its losses mean for the lifter. */
import type { MonitoringState, SessionEvent } from '../domain/event.ts';
import type { SampleBatch, SensorRole } from '../domain/sample.ts';
import type { SensorMotionBatch } from '../signal/analysis/lifts.ts';
import { createMotionGrid } from '../signal/motion/grid.ts';
import { createOrientationTracker } from '../signal/orientation/tracker.ts';
import type { Stepper } from './stepper.ts';

/** Motion for the analysis, or an event for the lifter. */
export type SensorOutput = { readonly motion: SensorMotionBatch } | { readonly event: SessionEvent };

const STATES: readonly MonitoringState[] = ['ok', 'degraded', 'not-monitoring'];

/** Stepper for one sensor; batches of other sensors must not reach it. */
export const createSensorStepper = (
  sensor: SensorRole,
  rateHz: number,
): Stepper<SampleBatch, SensorOutput> => {
  const tracker = createOrientationTracker({ nominalRateHz: rateHz });
  const grid = createMotionGrid();
  let state = 0;
  return {
    step: (batch) => {
      const oriented = tracker.step(batch);
      const outputs: SensorOutput[] = oriented.gaps.map((gap) => ({
        event: { type: 'gap', atS: gap.startS + gap.durationS, gap },
      }));
      for (let i = 0; i < oriented.count; i += 1) {
        if (oriented.quality[i] === state) continue;
        state = oriented.quality[i];
        outputs.push({ event: { type: 'monitoring', atS: oriented.timeS[i], state: STATES[state] } });
      }
      outputs.push({ motion: { sensor, motion: grid.step(oriented) } });
      return outputs;
    },
  };
};
