/** Lifters with virtual belts, served to the real noble in a process of its own, as in a session. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beltlineDriver } from '../../src/devices/drivers/beltline/index.ts';
import { type DeviceLink, openDeviceLink } from '../../src/devices/link/device-link.ts';
import type { LinkParams } from '../../src/devices/link/link-params.ts';
import { createProcessRadio, type ProcessRadio } from '../../src/devices/link/radio-process/process-radio.ts';
import type { NobleName } from '../../src/devices/link/radio-process/noble.ts';
import { shareRadio } from '../../src/devices/link/shared-radio.ts';
import { serialOf } from '../../src/devices/protocol/index.ts';
import { radioProcess } from '../../src/simulator/radio/index.ts';
import {
  createTrainingWorld,
  type TrainingOptions,
  type TrainingWorld,
} from '../../src/simulator/world/world.ts';

export interface LinkStage {
  readonly world: TrainingWorld;
  readonly radio: ProcessRadio;
  /** One link for each lifter's belt, in their order. */
  readonly links: readonly DeviceLink[];
  close(): Promise<void>;
}

export const openStage = async (
  options: TrainingOptions,
  noble: NobleName = '@abandonware/noble',
  params?: LinkParams,
): Promise<LinkStage> => {
  const world = createTrainingWorld(options);
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  const path = join(folder, 'radio');
  const server = await world.radio.serve({ path });
  const radio = createProcessRadio({
    noble,
    lookForAdapter: false,
    ...radioProcess(`unix:${path}`),
  });
  const shared = shareRadio(radio);
  const links = world.lifters.map(({ belt }) =>
    openDeviceLink(
      shared,
      {
        driver: beltlineDriver,
        match: { serial: serialOf(belt.belt.deviceId) },
        settings: { role: 'belt', rateHz: 208, maxBatchMs: 50 },
      },
      params,
    ),
  );
  return {
    world,
    radio,
    links,
    close: async () => {
      await Promise.all(links.map((link) => link.close()));
      await radio.close();
      await server.close();
      world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
