/** A virtual world within reach of the real noble, which runs in a process of its own as in any session. */
import { join } from 'node:path';
import type { NobleName } from '../../devices/link/radio-process/noble.ts';
import { createProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import { radioProcess } from '../../simulator/radio/index.ts';
import type { VirtualWorld } from '../../simulator/world/index.ts';
import type { OpenRadio } from '../radio/open.ts';
import { throwAwayFolder } from './throw-away.ts';

/** Closing it ends the world too, and so does a failure to serve it. */
export const serveVirtual = async (world: VirtualWorld, noble: NobleName): Promise<OpenRadio> => {
  const folder = throwAwayFolder('beltline-virtual-');
  try {
    const path = join(folder.path, 'radio');
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
        folder.remove();
      },
    };
  } catch (error) {
    world.close();
    folder.remove();
    throw error;
  }
};
