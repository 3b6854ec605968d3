/**
 * Puts virtual sockets under noble. It must happen before noble is loaded for the first time: noble asks for its
 * socket module while it loads, with `require`, at whatever depth it is installed.
 */
import Module from 'node:module';
import { HciSocket, type AdapterList, type Flavour } from './hci-socket.ts';

/** The world whose adapters new sockets find. There is one per process, as there is one kernel. */
let present: AdapterList = { adapters: [], hasBluetooth: false };

/** The class noble finds instead of the native one. */
const socketClass = (flavour: Flavour): unknown => {
  class InstalledSocket extends HciSocket {
    /** The factory of @stoprocent's module; whatever driver is asked for, it gets the virtual one. */
    static loadDriver(): typeof InstalledSocket {
      return InstalledSocket;
    }
    constructor() {
      super(present, flavour);
    }
  }
  return InstalledSocket;
};

const substitutes = new Map<unknown, unknown>([
  ['@abandonware/bluetooth-hci-socket', socketClass('abandonware')],
  ['@stoprocent/bluetooth-hci-socket', socketClass('stoprocent')],
]);

/** Node's loader of CommonJS modules: the one function that all `require` calls pass. It is not in the types. */
const LOADER = '_load';

/** The loader that stands behind ours; `null` while ours is not in place. */
let original: unknown = null;

const substitute = (): void => {
  if (original !== null) return;
  const behind: unknown = Reflect.get(Module, LOADER);
  if (typeof behind !== 'function')
    throw new Error('This Node has no CommonJS loader to put the radio under.');
  original = behind;
  const load = function load(this: unknown, ...args: readonly unknown[]): unknown {
    return substitutes.get(args[0]) ?? Reflect.apply(behind, this, args);
  };
  Reflect.set(Module, LOADER, load);
};

const restore = (): void => {
  if (original !== null) Reflect.set(Module, LOADER, original);
  original = null;
};

/**
 * From now on noble finds these adapters. Call it before noble is loaded; called again, it gives another world to every
 * socket that is made afterwards, while those that exist keep theirs. `@abandonware` makes its socket with noble,
 * `@stoprocent` when noble starts.
 *
 * Returns what gives the native module to packages loaded later. A noble that has the virtual one keeps it.
 */
export const installRadio = (world: AdapterList): (() => void) => {
  substitute();
  present = world;
  return restore;
};
