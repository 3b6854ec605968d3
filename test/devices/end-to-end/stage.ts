/** A belt on a virtual lifter, the real noble in this process, and the link of a session: everything but the analysis. */
import { createRequire } from 'node:module';
import type { DecoderOutput } from '../../../src/devices/driver.ts';
import { beltlineDriver } from '../../../src/devices/drivers/beltline/index.ts';
import { type DeviceLink, openDeviceLink } from '../../../src/devices/link/device-link.ts';
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import { LINK_DEFAULTS } from '../../../src/devices/link/link-params.ts';
import type { Radio } from '../../../src/devices/link/radio.ts';
import { HOST_DEFAULTS } from '../../../src/devices/link/radio-process/host-params.ts';
import { createInProcessRadio } from '../../../src/devices/link/radio-process/in-process.ts';
import type { Noble } from '../../../src/devices/link/radio-process/noble.ts';
import { shareRadio } from '../../../src/devices/link/shared-radio.ts';
import type { SampleBatch } from '../../../src/domain/sample.ts';
import {
  createVirtualWorld,
  type BeltConfigInput,
  type WornBelt,
} from '../../../src/simulator/world/index.ts';

const require = createRequire(import.meta.url);

/** noble keeps the socket it was loaded with, so every world gets a noble of its own. */
const freshNoble = (): Noble => {
  for (const file of Object.keys(require.cache)) {
    if (file.includes('/noble/') || file.includes('bluetooth-hci-socket')) delete require.cache[file];
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- noble has no types of its own for this
  return require('@abandonware/noble') as Noble;
};

/** Shorter than on a real radio: nothing here is far away. */
const PARAMS = { ...LINK_DEFAULTS, backoffMs: 50, backoffMaxMs: 200, dropMs: 300 };

export interface Stage {
  readonly worn: WornBelt;
  readonly link: DeviceLink;
  readonly radio: Radio;
  /** Everything the link told so far. */
  readonly items: readonly LinkItem[];
  batches(type: 'samples' | 'late'): SampleBatch[];
  /** Resolves when the condition holds; rejects after `ms`. */
  until(what: string, holds: () => boolean, ms?: number): Promise<void>;
  close(): Promise<void>;
}

const outputs = (items: readonly LinkItem[]): DecoderOutput[] =>
  items.flatMap((item) => (item.type === 'output' ? [item.output] : []));

export const setStage = (belt: BeltConfigInput = {}): Stage => {
  const world = createVirtualWorld({
    lifters: [
      {
        seed: 105,
        startAfterS: 0,
        recordings: [{ scenario: 'deadlift-dead-stop', seed: 1, reps: 1 }],
        belt,
      },
    ],
    air: { intervalMs: 0 },
  });
  const [worn] = world.belts.values();
  world.radio.install();
  const radio = createInProcessRadio(freshNoble(), HOST_DEFAULTS);
  const link = openDeviceLink(
    shareRadio(radio),
    {
      driver: beltlineDriver,
      match: 'any',
      settings: { role: 'belt', rateHz: 208, maxBatchMs: 50 },
    },
    PARAMS,
  );
  const items: LinkItem[] = [];
  const listening = link.items.subscribe((item) => items.push(item));
  return {
    worn,
    link,
    radio,
    items,
    batches: (type) =>
      outputs(items).flatMap((output) => (output.type === type && 'batch' in output ? [output.batch] : [])),
    until: async (what, holds, ms = 8000) => {
      const deadline = performance.now() + ms;
      while (!holds()) {
        if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${what}`);
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
    },
    close: async () => {
      await link.close();
      listening.unsubscribe();
      await radio.close();
      world.close();
    },
  };
};
