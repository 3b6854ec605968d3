/** The RxJS graph of a session: sample batches in, session events out. */
import { filter, groupBy, mergeMap, type Observable } from 'rxjs';
import type { SessionEvent } from '../domain/event.ts';
import type { SampleBatch, SensorRole } from '../domain/sample.ts';
import { createLiftAnalyser } from '../signal/analysis/lifts.ts';
import type { LiftOptions } from '../signal/analysis/options.ts';
import { createSensorStepper, type SensorOutput } from './sensor.ts';
import { withStepper } from './stepper.ts';

export interface SessionOptions extends Omit<LiftOptions, 'thoracic'> {
  /** Measured sampling rate of the belt sensor, Hz. */
  readonly beltRateHz: number;
  /** Measured sampling rate of the thoracic sensor, Hz; `null` without one. */
  readonly thoracicRateHz: number | null;
}

/**
 * One session. Belt and thoracic batches come interleaved in order of time.
 *
 * samples ─ by sensor ─▶ orientation + motion grid ─┬─▶ lifts: reps, sets, live values ─▶ events
 *                                                   └─▶ gaps and monitoring state ──────▶ events
 */
export const runSession = (
  batches: Observable<SampleBatch>,
  options: SessionOptions,
): Observable<SessionEvent> => {
  const rates: Record<SensorRole, number | null> = {
    belt: options.beltRateHz,
    thoracic: options.thoracicRateHz,
  };
  const liftOptions: LiftOptions = { ...options, thoracic: options.thoracicRateHz !== null };
  return batches.pipe(
    filter((batch) => rates[batch.sensor] !== null),
    groupBy((batch) => batch.sensor),
    mergeMap((sensor) =>
      sensor.pipe(withStepper(() => createSensorStepper(sensor.key, rates[sensor.key] ?? 0))),
    ),
    withStepper(() => {
      const lifts = createLiftAnalyser(liftOptions);
      return {
        step: (output: SensorOutput): readonly SessionEvent[] =>
          'event' in output ? [output.event] : lifts.step(output.motion),
        finish: () => lifts.finish(),
      };
    }),
  );
};
