/** Adds the alerts to the stream of events they follow from. */
import type { OperatorFunction } from 'rxjs';
import type { SessionEvent } from '../domain/event.ts';
import { withStepper } from '../pipeline/stepper.ts';
import { type AlertParams, createAlertPolicy } from './policy.ts';

/** Every event, each followed by the alerts it causes. */
export const withAlerts = (params?: AlertParams): OperatorFunction<SessionEvent, SessionEvent> =>
  withStepper(() => {
    const policy = createAlertPolicy(params);
    return {
      step: (event: SessionEvent): readonly SessionEvent[] => [
        event,
        ...policy.step(event).map((alert) => ({ type: 'alert' as const, atS: event.atS, alert })),
      ],
    };
  });
