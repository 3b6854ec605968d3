/**
 * Puts virtual sockets under noble. It must happen before noble is loaded for the first time: noble asks for its
 * socket module while it loads, with `require`, at whatever depth it is installed.
 */
import Module from 'node:module';
import { HciSocket, type AdapterList } from './hci-socket.ts';

const SOCKET_MODULES: ReadonlySet<string> = new Set([
  '@abandonware/bluetooth-hci-socket',
  '@stoprocent/bluetooth-hci-socket',
]);

/** The class noble finds instead of the native one. */
const socketModule = (world: AdapterList): unknown => {
  class InstalledSocket extends HciSocket {
    /** The factory of @stoprocent's module; whatever driver is asked for, it gets the virtual one. */
    static loadDriver(): typeof InstalledSocket {
      return InstalledSocket;
    }
    constructor() {
      super(world);
    }
  }
  return InstalledSocket;
};

/** Node's loader of CommonJS modules: the one function that all `require` calls pass. It is not in the types. */
const LOADER = '_load';

/** From now on noble finds these adapters. Returns a function that puts the native module back. */
export const installRadio = (world: AdapterList): (() => void) => {
  const substitute = socketModule(world);
  const original: unknown = Reflect.get(Module, LOADER);
  if (typeof original !== 'function')
    throw new Error('This Node has no CommonJS loader to put the radio under.');
  const load = function load(this: unknown, ...args: readonly unknown[]): unknown {
    const [request] = args;
    const isSocket = typeof request === 'string' && SOCKET_MODULES.has(request);
    return isSocket ? substitute : Reflect.apply(original, this, args);
  };
  Reflect.set(Module, LOADER, load);
  return () => Reflect.set(Module, LOADER, original);
};
