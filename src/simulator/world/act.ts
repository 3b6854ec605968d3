/** Does to a world what an {@link Action} says, now or at a time. */
import { BeltlineError } from '../../domain/error.ts';
import type { BeltOnAir } from '../belt/index.ts';
import type { RadioWorld, Timers } from '../radio/index.ts';
import type { Action, ActionOf } from './actions.ts';

export type { Action } from './actions.ts';

export interface Scenery {
  readonly belts: ReadonlyMap<string, BeltOnAir>;
  readonly radio: RadioWorld;
  readonly timers: Timers;
}

export interface Stagehand {
  act(action: Action): void;
  /** Acts at that true time, or at once if it is past. */
  plan(atMs: number, action: Action): void;
  /** Takes back all that is planned. */
  close(): void;
}

type Undo = () => void;
type BeltAction = Extract<Action, { belt: string }>['do'];
type BeltActs = { readonly [D in BeltAction]: (on: BeltOnAir, action: ActionOf<D>) => Undo | void };
type AirActs = {
  readonly [D in Exclude<Action['do'], BeltAction>]: (radio: RadioWorld, action: ActionOf<D>) => Undo | void;
};

/** What an action undoes after `forS` it returns. */
const BELT: BeltActs = {
  'drop-link': ({ peripheral }) => peripheral.drop(),
  mute: ({ peripheral }) => {
    peripheral.mute(true);
    return () => peripheral.mute(false);
  },
  remove: (on) => on.close(),
  hang: ({ belt }, { watchdogS }) => belt.hang(watchdogS === undefined ? undefined : 1000 * watchdogS),
  reboot: ({ belt }) => belt.reboot(),
  'ignore-control': ({ belt }) => {
    belt.faults.ignoresControl = true;
    return () => {
      belt.faults.ignoresControl = false;
    };
  },
  'att-error': ({ peripheral }, { code }) => {
    peripheral.faults.refuses = ({ characteristic }) => (characteristic === null ? null : code);
    return () => {
      peripheral.faults.refuses = () => null;
    };
  },
  silent: ({ belt }) => {
    belt.faults.silent = true;
    return () => {
      belt.faults.silent = false;
    };
  },
  stall: ({ belt }, { forS }) => belt.stallRadio(1000 * forS),
  'clock-step': ({ belt }, { us }) => belt.stepClock(us),
  drift: ({ belt }, { ppm }) => belt.setDrift(ppm),
  'rate-error': ({ belt }, { share }) => belt.setRateError(share),
  'truncate-frames': ({ belt }, { count }) => {
    belt.faults.truncatedFrames = count;
  },
  'inject-frame': ({ belt }, { hex }) => belt.injectFrame(Uint8Array.from(Buffer.from(hex, 'hex'))),
  'corrupt-blocks': ({ belt }, { count }) => {
    belt.faults.corruptBlocks = count;
  },
  'flip-bit': ({ belt }, { block, bit }) => belt.flipStoredBit(block, bit),
  button: (on, { ms }) => on.pressButton(ms),
  battery: ({ belt }, { percent }) => belt.setBattery(percent),
  motor: ({ belt }, { broken }) => belt.breakMotor(broken),
};

const AIR: AirActs = {
  'adapter-off': ({ adapters }) => {
    for (const adapter of adapters) adapter.powerOff();
    return () => adapters.forEach((adapter) => adapter.powerOn());
  },
  'adapter-on': ({ adapters }) => adapters.forEach((adapter) => adapter.powerOn()),
  loss: ({ air }, { share }) => {
    const before = air.loss;
    air.loss = share;
    return () => {
      air.loss = before;
    };
  },
};

const actOnBelt = <D extends BeltAction>(on: BeltOnAir, what: D, action: ActionOf<D>): Undo | void =>
  BELT[what](on, action);

const actOnAir = <D extends keyof AirActs>(radio: RadioWorld, what: D, action: ActionOf<D>): Undo | void =>
  AIR[what](radio, action);

export const createStagehand = ({ belts, radio, timers }: Scenery): Stagehand => {
  const planned = new Set<() => void>();
  const after = (ms: number, run: () => void): void => {
    const cancel = timers.after(ms, () => {
      planned.delete(cancel);
      run();
    });
    planned.add(cancel);
  };
  const find = (name: string): BeltOnAir => {
    const belt = belts.get(name);
    if (belt !== undefined) return belt;
    throw new BeltlineError('bad-input', `There is no virtual belt "${name}".`, {
      cure: `There are: ${[...belts.keys()].join(', ')}.`,
    });
  };
  const act = (action: Action): void => {
    const undo =
      'belt' in action ? actOnBelt(find(action.belt), action.do, action) : actOnAir(radio, action.do, action);
    const forS = 'forS' in action ? action.forS : undefined;
    if (undo !== undefined && forS !== undefined) after(1000 * forS, undo);
  };
  return {
    act,
    plan: (atMs, action) => after(Math.max(0, atMs - timers.nowMs()), () => act(action)),
    close: () => {
      for (const cancel of planned) cancel();
      planned.clear();
    },
  };
};
