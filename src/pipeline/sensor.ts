/** From the samples of one sensor to its motion on the common grid, and what its losses mean for the lifter. */
import type { MonitoringState, SessionEvent } from '../domain/event.ts';
import type { SampleBatch, SensorRole } from '../domain/sample.ts';
import type { SensorMotionBatch } from '../signal/analysis/lifts.ts';
import { createMotionGrid } from '../signal/motion/grid.ts';
import { GRID_HZ, type MotionBatch, sliceMotion } from '../signal/motion/motion.ts';
import { createOrientationTracker, type OrientationBatch } from '../signal/orientation/tracker.ts';
import type { Stepper } from './stepper.ts';

/** Motion for the analysis, or an event for the lifter. */
export type SensorOutput = { readonly motion: SensorMotionBatch } | { readonly event: SessionEvent };

const STATES: readonly MonitoringState[] = ['ok', 'degraded', 'not-monitoring'];

/** What the losses of a batch mean for the lifter, in order of time. `state` is the quality before the batch. */
const eventsOf = (sensor: SensorRole, oriented: OrientationBatch, state: number): SessionEvent[] => {
  const events: SessionEvent[] = oriented.gaps.map((gap) => ({
    type: 'gap',
    atS: gap.startS + gap.durationS,
    sensor,
    gap,
  }));
  let before = state;
  for (let i = 0; i < oriented.count; i += 1) {
    const quality = oriented.quality[i];
    if (quality !== before) {
      events.push({ type: 'monitoring', atS: oriented.timeS[i], state: STATES[quality] });
    }
    before = quality;
  }
  return events.toSorted((a, b) => a.atS - b.atS);
};

/**
 * Stepper for one sensor; batches of other sensors must not reach it.
 *
 * Motion is cut where an event falls, so that the order of all that follows does not depend on how samples were
 * batched.
 */
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
      const motion = grid.step(oriented);
      const events = eventsOf(sensor, oriented, state);
      if (oriented.count > 0) state = oriented.quality[oriented.count - 1];
      if (events.length === 0) return [{ motion: { sensor, motion } }];
      const outputs: SensorOutput[] = [];
      let from = 0;
      const goOn = (to: number): void => {
        if (to > from) outputs.push({ motion: { sensor, motion: sliceMotion(motion, from, to) } });
        from = Math.max(from, to);
      };
      for (const event of events) {
        goOn(Math.min(motion.count, ticksUntil(motion, event.atS)));
        outputs.push({ event });
      }
      goOn(motion.count);
      return outputs;
    },
  };
};

/** Ticks of a batch that belong to a time or lie before it. */
const ticksUntil = ({ firstTick, count }: MotionBatch, atS: number): number => {
  let ticks = Math.max(0, Math.min(count, Math.floor(atS * GRID_HZ) - firstTick));
  while (ticks < count && (firstTick + ticks) / GRID_HZ <= atS) ticks += 1;
  return ticks;
};
