/** Lifters with virtual belts, served to the real noble in a process of its own, as in a session. */
import { beltlineDriver } from '../../src/devices/drivers/beltline/index.ts';
import { type DeviceLink, openDeviceLink } from '../../src/devices/link/device-link.ts';
import type { LinkParams } from '../../src/devices/link/link-params.ts';
import { serveVirtual } from '../../src/cli/virtual/serve.ts';
import type { ProcessRadio } from '../../src/devices/link/radio-process/process-radio.ts';
import type { NobleName } from '../../src/devices/link/radio-process/noble.ts';
import { shareRadio } from '../../src/devices/link/shared-radio.ts';
import {
  createVirtualWorld,
  type VirtualWorld,
  type WorldConfigInput,
  type WornBelt,
} from '../../src/simulator/world/index.ts';

export interface LinkStage {
  readonly world: VirtualWorld;
  readonly belts: readonly WornBelt[];
  readonly radio: ProcessRadio;
  /** One link for each belt, in their order. */
  readonly links: readonly DeviceLink[];
  close(): Promise<void>;
}

export const openStage = async (
  config: WorldConfigInput,
  noble: NobleName = '@abandonware/noble',
  params?: LinkParams,
): Promise<LinkStage> => {
  const world = createVirtualWorld(config);
  const belts = [...world.belts.values()];
  const served = await serveVirtual(world, noble);
  const { radio } = served;
  const shared = shareRadio(radio);
  const links = belts.map(({ serial }) =>
    openDeviceLink(
      shared,
      {
        driver: beltlineDriver,
        match: { serial },
        settings: { role: 'belt', rateHz: 208, maxBatchMs: 50 },
      },
      params,
    ),
  );
  return {
    world,
    belts,
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
