/** The virtual radio: the real noble, adapters and peripherals that exist only in this process. */
export { Air, type AirOptions } from './air.ts';
export { AttError } from './att/errors.ts';
export type { AttRequest, Faults } from './att/faults.ts';
export { ATT, ATT_ERROR } from './att/opcodes.ts';
export type {
  CharacteristicSpec,
  Property,
  ServiceSpec,
  Subscription,
  WriteContext,
} from './att/services.ts';
export type { AdapterOptions, VirtualAdapter } from './adapter.ts';
export { VirtualPeripheral, type PeripheralOptions } from './gatt-server.ts';
export type { LinkParameters } from './link.ts';
export { REASON } from './reasons.ts';
export type { RadioServer, ServeOptions } from './remote/server.ts';
export type { Timers } from './timers.ts';
export { createRadioWorld, type RadioWorld, type RadioWorldOptions } from './world.ts';
