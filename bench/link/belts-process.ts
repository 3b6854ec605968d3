/** Starts the process of virtual belts, and links in this process to each of them. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beltlineDriver } from '../../src/devices/drivers/beltline/index.ts';
import { type DeviceLink, openDeviceLink } from '../../src/devices/link/device-link.ts';
import { createProcessRadio, type ProcessRadio } from '../../src/devices/link/radio-process/process-radio.ts';
import { shareRadio } from '../../src/devices/link/shared-radio.ts';
import { serialOf } from '../../src/devices/protocol/index.ts';
import { radioProcess } from '../../src/simulator/radio/preloading.ts';
import type { FromBelts, ToBelts } from './belts.ts';

export interface FarBelts {
  readonly radio: ProcessRadio;
  readonly links: readonly DeviceLink[];
  /** Closes links and radio, and resolves with what the belts measured. */
  finish(): Promise<Extract<FromBelts, { type: 'truth' }>>;
}

export const openFarBelts = async (belts: number): Promise<FarBelts> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  const path = join(folder, 'radio');
  const child = fork(fileURLToPath(new URL('./belts.ts', import.meta.url)), [], {
    serialization: 'advanced',
    execArgv: ['--import', 'tsx'],
  });
  const ask = async <T extends FromBelts['type']>(
    message: ToBelts,
    wanted: T,
  ): Promise<Extract<FromBelts, { type: T }>> => {
    const reply = once(child, 'message');
    child.send(message);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other end is our own file
    const [answer] = (await reply) as [FromBelts];
    if (answer.type !== wanted) throw new TypeError(`the belts answered ${answer.type}, not ${wanted}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its type was just compared
    return answer as Extract<FromBelts, { type: T }>;
  };
  const { deviceIds } = await ask({ type: 'serve', path, belts }, 'serving');
  const radio = createProcessRadio({ lookForAdapter: false, ...radioProcess(`unix:${path}`) });
  const shared = shareRadio(radio);
  const links = deviceIds.map((deviceId) =>
    openDeviceLink(shared, {
      driver: beltlineDriver,
      match: { serial: serialOf(deviceId) },
      settings: { role: 'belt', rateHz: 208, maxBatchMs: 50 },
    }),
  );
  return {
    radio,
    links,
    finish: async () => {
      await Promise.all(links.map((link) => link.close()));
      await radio.close();
      const truth = await ask({ type: 'truth' }, 'truth');
      child.disconnect();
      await rm(folder, { recursive: true, force: true });
      return truth;
    },
  };
};
