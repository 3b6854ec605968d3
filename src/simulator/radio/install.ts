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

const substitute = (): void => {
  const original: unknown = Reflect.get(Module, LOADER);
  if (typeof original !== 'function')
    throw new Error('This Node has no CommonJS loader to put the radio under.');
  const load = function load(this: unknown, ...args: readonly unknown[]): unknown {
    return substitutes.get(args[0]) ?? Reflect.apply(original, this, args);
  };
  Reflect.set(Module, LOADER, load);
};

let isSubstituted = false;

/**
 * From now on noble finds these adapters. Call it before noble is loaded; called again, it gives another world to
 * every noble that is made afterwards, while those that exist keep theirs.
 */
export const installRadio = (world: AdapterList): void => {
  if (!isSubstituted) substitute();
  isSubstituted = true;
  present = world;
};
