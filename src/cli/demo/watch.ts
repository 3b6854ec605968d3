/** One part of the demo, streamed through the graph of a live session. */
import { tap } from 'rxjs';
import { withAlerts } from '../../alerts/with-alerts.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import { runSession } from '../../pipeline/session.ts';
import { measureRate } from '../../recording/csv/rate.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { notifications, sentAtS } from './batches.ts';
import { paced, type Pace } from './pace.ts';
import type { Part } from './story.ts';

export interface Listener {
  /** Called before the events that follow from a batch. */
  batch(batch: SampleBatch): void;
  event(event: SessionEvent): void;
}

/** The first samples tell the rate, as the device's clock would. */
const RATE_SAMPLES = 2000;

const rateOf = (batch: SampleBatch): number => {
  const info = measureRate(batch.timeS.subarray(0, Math.min(batch.count, RATE_SAMPLES)));
  if (info !== null) return info.sampleRateHz;
  throw new BeltlineError('internal', 'the simulator gave fewer than two samples.');
};

/** Streams a part at its pace and resolves when it is over or stopped. */
export const watchPart = (
  { session }: Part,
  baseline: CorridorBaseline | null,
  pace: Pace,
  listener: Listener,
): Promise<void> => {
  const batches = paced(notifications(session), sentAtS, pace).pipe(tap((batch) => listener.batch(batch)));
  return runSession(batches, {
    exercise: session.exercise,
    placement: 'lumbar',
    athlete: session.athlete,
    beltRateHz: rateOf(session.belt),
    thoracicRateHz: session.thoracic === null ? null : rateOf(session.thoracic),
    baseline,
  })
    .pipe(withAlerts())
    .forEach((event) => listener.event(event));
};
