/** The graph of a session, fed batch by batch, its events handed back at once. */
import { Subject } from 'rxjs';
import { withAlerts } from '../../alerts/with-alerts.ts';
import type { AlertParams } from '../../alerts/policy.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import { runSession, type SessionOptions } from '../../pipeline/session.ts';

export interface RunningAnalysis {
  /** Events that follow from the batch. Throws what a stepper threw; the analysis is then over. */
  push(batch: SampleBatch): readonly SessionEvent[];
  /** Closes what is open. */
  finish(): readonly SessionEvent[];
}

/**
 * Every operator of the graph is synchronous, so all that follows from a batch has been told when `push` returns: order
 * is that of the inputs, and a replay repeats it.
 */
export const startAnalysis = (options: SessionOptions, alerts: AlertParams): RunningAnalysis => {
  const batches = new Subject<SampleBatch>();
  let told: SessionEvent[] = [];
  let fault: { readonly error: unknown } | null = null;
  runSession(batches, options)
    .pipe(withAlerts(alerts))
    .subscribe({ next: (event) => told.push(event), error: (error: unknown) => (fault = { error }) });
  const take = (): readonly SessionEvent[] => {
    if (fault !== null) throw fault.error;
    const taken = told;
    told = [];
    return taken;
  };
  return {
    push: (batch) => {
      batches.next(batch);
      return take();
    },
    finish: () => {
      batches.complete();
      return take();
    },
  };
};
