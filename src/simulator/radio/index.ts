/**
 * The virtual radio: the real noble, with adapters and peripherals that exist only here. No hardware, no kernel support,
 * no native addon.
 *
 * ```ts
 * const world = createRadioWorld({ intervalMs: 'requested', loss: 0.1 });
 * world.install(); // before noble is loaded
 * const clip = world.add({ address: 'c0:ff:ee:00:00:01', name: 'clip', services: [{ uuid: 'ffe5', characteristics }] });
 * const { default: noble } = await import('@abandonware/noble'); // scan and connect as ever
 * clip.mute(true); // the lifter walks away
 * world.adapters[0].powerOff();
 * world.close();
 * ```
 *
 * noble in a process of its own, adapters and peripherals here, where a test can get at them:
 *
 * ```ts
 * const server = await world.serve({ path });
 * const { execArgv, env } = radioProcess(`unix:${path}`);
 * fork(program, { execArgv, env: { ...process.env, ...env } });
 * ```
 */
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
export { radioProcess, type RadioProcessOptions } from './preloading.ts';
export { REASON } from './reasons.ts';
export type { RadioServer, ServeOptions } from './remote/server.ts';
export { fasterTimers, type Timers } from './timers.ts';
export { createRadioWorld, type RadioWorld, type RadioWorldOptions } from './world.ts';
