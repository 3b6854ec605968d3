import { Air, type AirOptions } from './air.ts';
import { VirtualAdapter, type AdapterOptions } from './adapter.ts';
import { VirtualPeripheral, type PeripheralOptions } from './gatt-server.ts';
import type { AdapterList } from './hci-socket.ts';
import { installRadio } from './install.ts';
import { serveRadio, type RadioServer, type ServeOptions } from './remote/server.ts';

export interface RadioWorldOptions extends AirOptions {
  /** Adapters `hci0`, `hci1` …; an empty list: no adapter. Default: one that is switched on. */
  readonly adapters?: readonly Partial<AdapterOptions>[];
  /** False: the kernel knows no Bluetooth, and noble's socket throws EAFNOSUPPORT. Default true. */
  readonly hasBluetooth?: boolean;
}

/** An air with adapters and peripherals. */
export interface RadioWorld extends AdapterList {
  readonly air: Air;
  readonly adapters: readonly VirtualAdapter[];
  readonly peripherals: readonly VirtualPeripheral[];
  add(options: PeripheralOptions): VirtualPeripheral;
  /** Puts the adapters under every noble made from now on, see {@link installRadio}; call it before noble is loaded. */
  install(): () => void;
  /** Lets other processes use the adapters, see `preload.ts`. Close what it resolves with before the world. */
  serve(options: ServeOptions): Promise<RadioServer>;
  /** Ends all links and timers. */
  close(): void;
}

const adapterAddress = (index: number): string =>
  `00:1b:dc:00:00:${(index + 1).toString(16).padStart(2, '0')}`;

export const createRadioWorld = (options: RadioWorldOptions = {}): RadioWorld => {
  const air = new Air(options);
  const adapters = (options.adapters ?? [{}]).map(
    (adapter, index) => new VirtualAdapter(air, { address: adapterAddress(index), ...adapter }),
  );
  const peripherals: VirtualPeripheral[] = [];
  const world: RadioWorld = {
    air,
    adapters,
    peripherals,
    hasBluetooth: options.hasBluetooth ?? true,
    add: (peripheral) => {
      const added = new VirtualPeripheral(air, peripheral);
      peripherals.push(added);
      return added;
    },
    install: () => installRadio(world),
    serve: (where) => serveRadio(world, where),
    close: () => {
      for (const adapter of adapters) adapter.close();
      air.close();
    },
  };
  return world;
};
