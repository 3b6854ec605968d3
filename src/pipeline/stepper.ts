/** One adapter that lifts any stepper into RxJS. */
import { concat, concatMap, defer, type OperatorFunction } from 'rxjs';

export interface Stepper<In, Out> {
  step(input: In): readonly Out[];
  /** What is still to be told when the source completes. */
  finish?(): readonly Out[];
}

/**
 * Operator around a stepper that is made anew for every subscription: no state is ever shared. Made of operators,
 * because a fault thrown while a subscriber is called would end the process instead of the stream.
 */
export const withStepper =
  <In, Out>(create: () => Stepper<In, Out>): OperatorFunction<In, Out> =>
  (source) =>
    defer(() => {
      const stepper = create();
      return concat(
        source.pipe(concatMap((input) => stepper.step(input))),
        defer(() => stepper.finish?.() ?? []),
      );
    });
