/**
 * Puts virtual sockets under noble. It must happen before noble is loaded for the first time: noble asks for its
 * socket module while it loads, with `require`, at whatever depth it is installed.
 */
import Module from 'node:module';
import { HciSocket, type AdapterList, type Flavour } from './hci-socket.ts';

const SOCKET_MODULES: ReadonlyMap<string, Flavour> = new Map([
  ['@abandonware/bluetooth-hci-socket', 'abandonware'],
  ['@stoprocent/bluetooth-hci-socket', 'stoprocent'],
]);

/** The class noble finds instead of the native one. */
const socketClass = (world: AdapterList, flavour: Flavour): unknown => {
  class InstalledSocket extends HciSocket {
    /** The factory of @stoprocent's module; whatever driver is asked for, it gets the virtual one. */
    static loadDriver(): typeof InstalledSocket {
      return InstalledSocket;
    }
    constructor() {
      super(world, flavour);
    }
  }
  return InstalledSocket;
};

/** Node's loader of CommonJS modules: the one function that all `require` calls pass. It is not in the types. */
const LOADER = '_load';

/** From now on noble finds these adapters. Returns a function that puts the native module back. */
export const installRadio = (world: AdapterList): (() => void) => {
  const substitutes = new Map<unknown, unknown>();
  for (const [name, flavour] of SOCKET_MODULES) substitutes.set(name, socketClass(world, flavour));
  const original: unknown = Reflect.get(Module, LOADER);
  if (typeof original !== 'function')
    throw new Error('This Node has no CommonJS loader to put the radio under.');
  const load = function load(this: unknown, ...args: readonly unknown[]): unknown {
    return substitutes.get(args[0]) ?? Reflect.apply(original, this, args);
  };
  Reflect.set(Module, LOADER, load);
  return () => Reflect.set(Module, LOADER, original);
};
