import { Air, type AirOptions } from './air.ts';
import { VirtualController, type ControllerOptions } from './controller.ts';
import { VirtualPeripheral, type PeripheralOptions } from './gatt-server.ts';
import type { AdapterList } from './hci-socket.ts';
import { installRadio } from './install.ts';

export interface RadioWorldOptions extends AirOptions {
  /** Adapters `hci0`, `hci1` …; an empty list: no adapter. Default: one that is switched on. */
  readonly adapters?: readonly Partial<ControllerOptions>[];
  /** False: the kernel knows no Bluetooth, and noble's socket throws EAFNOSUPPORT. Default true. */
  readonly hasBluetooth?: boolean;
}

/** An air with adapters and peripherals. */
export interface RadioWorld extends AdapterList {
  readonly air: Air;
  readonly peripherals: readonly VirtualPeripheral[];
  add(options: PeripheralOptions): VirtualPeripheral;
  /** Puts the adapters under noble; call it before noble is loaded. Returns what takes them away again. */
  install(): () => void;
  /** Ends all links and timers. */
  close(): void;
}

const adapterAddress = (index: number): string =>
  `00:1b:dc:00:00:${(index + 1).toString(16).padStart(2, '0')}`;

export const createRadioWorld = (options: RadioWorldOptions = {}): RadioWorld => {
  const air = new Air(options);
  const adapters = (options.adapters ?? [{}]).map(
    (adapter, index) => new VirtualController(air, { address: adapterAddress(index), ...adapter }),
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
    close: () => air.close(),
  };
  return world;
};
