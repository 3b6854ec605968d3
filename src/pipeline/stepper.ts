/** One adapter that lifts any stepper into RxJS. */
import { Observable, type OperatorFunction } from 'rxjs';

export interface Stepper<In, Out> {
  step(input: In): readonly Out[];
  /** What is still to be told when the source completes. */
  finish?(): readonly Out[];
}

/** Operator around a stepper that is made anew for every subscription: no state is ever shared. */
export const withStepper =
  <In, Out>(create: () => Stepper<In, Out>): OperatorFunction<In, Out> =>
  (source) =>
    new Observable<Out>((subscriber) => {
      const stepper = create();
      return source.subscribe({
        next: (input) => {
          for (const output of stepper.step(input)) subscriber.next(output);
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          for (const output of stepper.finish?.() ?? []) subscriber.next(output);
          subscriber.complete();
        },
      });
    });
