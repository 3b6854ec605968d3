/** A peripheral with one of everything. */
import type { PeripheralOptions, RadioWorld, VirtualPeripheral } from '../../../src/simulator/radio/index.ts';

export const UART = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
/** notify */
export const STREAM = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';
/** write, write without response, indicate */
export const CONTROL = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
/** read, write */
export const INFO = '2a29';

export interface Clip {
  readonly peripheral: VirtualPeripheral;
  readonly written: { readonly bytes: Buffer; readonly response: boolean }[];
  /** What happened, in order: `up`, `down 8`. */
  readonly log: string[];
}

let count = 0;

/** Each clip has an address of its own. */
export const addClip = (world: RadioWorld, options: Partial<PeripheralOptions> = {}): Clip => {
  const written: { bytes: Buffer; response: boolean }[] = [];
  const log: string[] = [];
  count++;
  const peripheral = world.add({
    address: `c0:ff:ee:00:00:${count.toString(16).padStart(2, '0')}`,
    name: `clip ${count}`,
    services: [
      {
        uuid: UART,
        characteristics: [
          { uuid: STREAM, properties: ['notify'] },
          {
            uuid: CONTROL,
            properties: ['write', 'write-without-response', 'indicate'],
            onWrite: (bytes, { response }) => void written.push({ bytes, response }),
          },
        ],
      },
      {
        uuid: '180a',
        characteristics: [{ uuid: INFO, properties: ['read', 'write'], value: Buffer.from('maker') }],
      },
    ],
    onConnect: () => log.push('up'),
    onDisconnect: (reason) => log.push(`down ${reason}`),
    ...options,
  });
  return { peripheral, written, log };
};
