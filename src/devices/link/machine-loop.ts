/** Runs the connection machine in time: inputs one after the other, its deadline on a timer. */
import type { LinkParams } from './link-params.ts';
import { deadlineOf, type LinkState } from './link-state.ts';
import { createTransitions, IDLE_MACHINE } from './machine.ts';
import type { LinkCommand, LinkInput, LinkMachine } from './machine-types.ts';

/** A {@link LinkInput} that happens now. */
export type LinkHappening = LinkInput extends infer I
  ? I extends LinkInput
    ? Omit<I, 'nowMs'>
    : never
  : never;

export interface MachineLoop {
  readonly state: LinkState;
  /** Takes it at once, or after what is being taken now. */
  readonly happen: (what: LinkHappening) => void;
}

export interface LoopOptions {
  readonly params: LinkParams;
  readonly nowMs: () => number;
  /** After every transition, before the next input. */
  readonly onTransition: (before: LinkState, after: LinkState, commands: readonly LinkCommand[]) => void;
}

export const createMachineLoop = ({ params, nowMs, onTransition }: LoopOptions): MachineLoop => {
  const transitions = createTransitions(params);
  const waiting: LinkHappening[] = [];
  let machine: LinkMachine = IDLE_MACHINE;
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  let timerMs = Infinity;

  const arm = (): void => {
    const dueMs = deadlineOf(machine.state);
    // A timer that is early costs nothing; the watchdog would set a new one with every batch of samples.
    if (dueMs !== null && dueMs >= timerMs) return;
    clearTimeout(timer);
    timerMs = dueMs ?? Infinity;
    if (dueMs !== null) timer = setTimeout(onTimer, Math.max(0, Math.ceil(dueMs - nowMs())));
  };

  const onTimer = (): void => {
    timerMs = Infinity;
    happen({ type: 'deadline' });
  };

  const step = (what: LinkHappening): void => {
    const before = machine.state;
    const { machine: next, commands } = transitions(machine)({ ...what, nowMs: nowMs() });
    machine = next;
    onTransition(before, machine.state, commands);
  };

  const happen = (what: LinkHappening): void => {
    waiting.push(what);
    // What a transition sets off waits until it is complete.
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) step(next);
    busy = false;
    arm();
  };

  return {
    get state() {
      return machine.state;
    },
    happen,
  };
};
