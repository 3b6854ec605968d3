/**
 * Puts a virtual radio under noble in a process of its own: `node --import <this file> program.js`, from the sources
 * `node --import tsx --import <this file> program.ts`. What the process finds stands in `BELTLINE_VIRTUAL_RADIO`:
 *
 * - `none`: Bluetooth, but no adapter.
 * - `unsupported`: a kernel without Bluetooth; noble's socket fails with EAFNOSUPPORT.
 * - `unix:<path>`: the adapters of the world that another process serves there, see `serveRadio`.
 * - `scene:<path>`: a world of its own, furnished by the default export of this module, `(world) => void`.
 */
import { pathToFileURL } from 'node:url';
import { installRadio } from './install.ts';
import { RADIO_VARIABLE } from './preloading.ts';
import { connectRadio } from './remote/client.ts';
import { createRadioWorld, type RadioWorld } from './world.ts';

type Scene = (world: RadioWorld) => unknown;

const hasScene = (module: unknown): module is { readonly default: Scene } =>
  typeof module === 'object' &&
  module !== null &&
  'default' in module &&
  typeof module.default === 'function';

const installScene = async (path: string): Promise<void> => {
  const module: unknown = await import(pathToFileURL(path).href);
  if (!hasScene(module)) throw new Error(`${path} has no default export that furnishes a radio world.`);
  const world = createRadioWorld();
  world.install();
  await module.default(world);
};

const install = async (what: string): Promise<void> => {
  const [kind, path] = [what.slice(0, what.indexOf(':') + 1), what.slice(what.indexOf(':') + 1)];
  if (what === 'none') installRadio(createRadioWorld({ adapters: [] }));
  else if (what === 'unsupported') installRadio(createRadioWorld({ hasBluetooth: false }));
  else if (kind === 'unix:') installRadio(await connectRadio(path));
  else if (kind === 'scene:') await installScene(path);
  else
    throw new Error(
      `${RADIO_VARIABLE}="${what}" says nothing; use none, unsupported, unix:PATH or scene:PATH.`,
    );
};

await install(process.env[RADIO_VARIABLE] ?? '');
