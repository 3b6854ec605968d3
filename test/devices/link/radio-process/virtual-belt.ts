/** A peripheral on the virtual radio and a fresh noble on top of it, for tests of the link. */
import { createRequire } from 'node:module';
import { createInProcessRadio } from '../../../../src/devices/link/radio-process/in-process.ts';
import { HOST_DEFAULTS, type HostParams } from '../../../../src/devices/link/radio-process/host-params.ts';
import type { Noble, NobleName } from '../../../../src/devices/link/radio-process/noble.ts';
import {
  createRadioWorld,
  type PeripheralOptions,
  type RadioWorldOptions,
  type VirtualPeripheral,
} from '../../../../src/simulator/radio/index.ts';

const require = createRequire(import.meta.url);

// Every noble listens for the end of the process; here are as many as tests.
process.setMaxListeners(0);

export const NOBLES: readonly NobleName[] = ['@abandonware/noble', '@stoprocent/noble'];

export const SERVICE = 'b0f10001-2ffb-466c-98cc-52952787982e';
export const STREAM = { service: SERVICE, characteristic: 'b0f10012-2ffb-466c-98cc-52952787982e' };
export const CONTROL = { service: SERVICE, characteristic: 'b0f10011-2ffb-466c-98cc-52952787982e' };
export const SERIAL = { service: '180a', characteristic: '2a25' };

export const belt = (number: number, overrides: Partial<PeripheralOptions> = {}): PeripheralOptions => ({
  address: `c0:ff:ee:00:00:${number.toString(16).padStart(2, '0')}`,
  addressType: 'random',
  name: `Belt ${number}`,
  services: [
    {
      uuid: SERVICE,
      characteristics: [
        { uuid: STREAM.characteristic, properties: ['notify'] },
        { uuid: CONTROL.characteristic, properties: ['write', 'write-without-response', 'indicate'] },
      ],
    },
    {
      uuid: SERIAL.service,
      characteristics: [
        { uuid: SERIAL.characteristic, properties: ['read'], value: Buffer.from(`B${number}`) },
      ],
    },
  ],
  ...overrides,
});

/** A noble of its own: the packages share one per process, and it remembers everything. */
export const freshNoble = (name: NobleName): Noble => {
  if (name === '@abandonware/noble') return require(`${name}/with-custom-binding`)({});
  return require(name).withBindings('default', {});
};

/** Shorter times than on a real radio: nothing here is far away. */
export const QUICK: HostParams = {
  ...HOST_DEFAULTS,
  hearEveryMs: 10,
  answerMs: 100,
  retryMs: 50,
  adapterMs: 300,
  discardMs: 200,
  orphanEveryMs: 20,
};

/** The real noble on a virtual radio, in this process. */
export const virtualRadio = (
  name: NobleName,
  options: RadioWorldOptions = {},
  params: Partial<HostParams> = {},
) => {
  const world = createRadioWorld(options);
  world.install();
  const noble = freshNoble(name);
  const radio = createInProcessRadio(noble, { ...QUICK, ...params });
  return {
    world,
    radio,
    close: async () => {
      await radio.close();
      world.close();
    },
  };
};

/** Sends counted bytes every `everyMs` while somebody is subscribed; returns how to stop. */
export const streamFrom = (peripheral: VirtualPeripheral, everyMs = 5): (() => void) => {
  let count = 0;
  const timer = setInterval(() => {
    if (peripheral.notify(STREAM.characteristic, Buffer.from([count & 0xff, count >> 8]))) count++;
  }, everyMs);
  return () => clearInterval(timer);
};

/** Waits for something that happens soon, or fails. */
export const until = async (condition: () => boolean, deadlineMs = 2000): Promise<void> => {
  const endMs = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`It did not happen within ${deadlineMs} ms.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
};
