/** Lifters with virtual belts, served to the real noble in a process of its own, as in a session. */
import { beltlineDriver } from '../../src/devices/drivers/beltline/index.ts';
import { type DeviceLink, openDeviceLink } from '../../src/devices/link/device-link.ts';
import type { LinkParams } from '../../src/devices/link/link-params.ts';
import { serveVirtual } from '../../src/cli/run/virtual.ts';
import type { ProcessRadio } from '../../src/devices/link/radio-process/process-radio.ts';
import type { NobleName } from '../../src/devices/link/radio-process/noble.ts';
import { shareRadio } from '../../src/devices/link/shared-radio.ts';
import { serialOf } from '../../src/devices/protocol/index.ts';
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
  const served = await serveVirtual(world, noble);
  const { radio } = served;
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
      await served.close();
    },
  };
};

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
