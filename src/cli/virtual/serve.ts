/** A virtual world within reach of the real noble, which runs in a process of its own as in any session. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NobleName } from '../../devices/link/radio-process/noble.ts';
import { createProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import { radioProcess } from '../../simulator/radio/index.ts';
import type { VirtualWorld } from '../../simulator/world/index.ts';
import type { OpenRadio } from '../radio/open.ts';

/** Closing it ends the world too. */
export const serveVirtual = async (world: VirtualWorld, noble: NobleName): Promise<OpenRadio> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-virtual-'));
  const path = join(folder, 'radio');
  const server = await world.radio.serve({ path });
  const radio = createProcessRadio({
    noble,
    lookForAdapter: false,
    ...radioProcess(`unix:${path}`),
  });
  return {
    radio,
    close: async () => {
      await radio.close();
      await server.close();
      world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
