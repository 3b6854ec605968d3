/** A belt on a virtual radio of this process, and a radio process that hears it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createProcessRadio,
  type ProcessRadio,
  type ProcessRadioOptions,
} from '../../../../src/devices/link/radio-process/process-radio.ts';
import { createRadioWorld, type VirtualPeripheral } from '../../../../src/simulator/radio/index.ts';
import { belt, streamFrom } from './virtual-belt.ts';

/** Loaded under noble in the radio process. */
const PRELOAD = new URL('../../../../src/simulator/radio/preload.ts', import.meta.url).href;

/** A radio process whose noble finds what `virtual` says, see `preload.ts`. */
export const radioOnVirtual = (virtual: string, options: ProcessRadioOptions = {}): ProcessRadio =>
  createProcessRadio({
    lookForAdapter: false,
    execArgv: ['--import', PRELOAD],
    env: { BELTLINE_VIRTUAL_RADIO: virtual },
    ...options,
  });

export interface ServedBelt {
  readonly peripheral: VirtualPeripheral;
  /** For {@link radioOnVirtual}. */
  readonly virtual: string;
  readonly close: () => Promise<void>;
}

/** A belt that streams; other processes find it at `virtual`. */
export const serveBelt = async (): Promise<ServedBelt> => {
  const folder = mkdtempSync(join(tmpdir(), 'beltline-radio-'));
  const world = createRadioWorld();
  const peripheral = world.add(belt(1));
  const stop = streamFrom(peripheral);
  const server = await world.serve({ path: join(folder, 'hci') });
  return {
    peripheral,
    virtual: `unix:${join(folder, 'hci')}`,
    close: async () => {
      stop();
      await server.close();
      world.close();
      rmSync(folder, { recursive: true });
    },
  };
};
