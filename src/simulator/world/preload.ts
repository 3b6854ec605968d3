/**
 * Puts a virtual world under noble in a process of its own: `node --import <this file> program.js`, from the sources
 * `node --import tsx --import <this file> program.ts`. The world is described in `BELTLINE_VIRTUAL`, JSON as in
 * `config.ts`. It ends with the process, or when the parent hangs up.
 */
import { BeltlineError } from '../../domain/error.ts';
import type { WorldConfigInput } from './config.ts';
import { type FromWorld, monotonicMs, readToWorld, type ToWorld } from './messages.ts';
import { WORLD_VARIABLE } from './preloading.ts';
import { summarise } from './summary.ts';
import { createVirtualWorld, type VirtualWorld } from './virtual-world.ts';

const tell = (message: FromWorld): void => {
  // A parent that has gone needs to hear nothing; its end is told by 'disconnect'.
  if (process.connected) process.send?.({ virtual: message }, undefined, {}, () => {});
};

const readVariable = (): WorldConfigInput => {
  const text = process.env[WORLD_VARIABLE] ?? '';
  try {
    // Checked when the world is made.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return JSON.parse(text) as WorldConfigInput;
  } catch (cause) {
    throw new BeltlineError('bad-input', `${WORLD_VARIABLE} holds no JSON: "${text.slice(0, 60)}".`, {
      cure: 'Put the description of a virtual world there, see src/simulator/world/config.ts.',
      cause,
    });
  }
};

const carryOut = (world: VirtualWorld, message: ToWorld): void => {
  if (message.type === 'act') world.act(message.action);
  else tell({ type: 'truth', id: message.id, belts: [...world.belts.values()].map(summarise) });
};

const listen =
  (world: VirtualWorld) =>
  (message: unknown): void => {
    const read = readToWorld(message);
    if (read === null) return;
    if (!read.ok) return tell({ type: 'refused', reason: read.reason });
    try {
      carryOut(world, read.value);
    } catch (error) {
      tell({ type: 'refused', reason: error instanceof Error ? error.message : String(error) });
    }
  };

const tellHaptics = (world: VirtualWorld): void => {
  for (const [name, { belt }] of world.belts) {
    belt.truth.listener = {
      arrived: ({ atMs, bytes }) =>
        tell({
          type: 'haptic',
          belt: name,
          atMs: monotonicMs(atMs),
          hex: Buffer.from(bytes).toString('hex'),
        }),
      ended: ({ atMs, ...end }) => tell({ type: 'haptic-end', belt: name, atMs: monotonicMs(atMs), ...end }),
    };
  }
};

const install = (): void => {
  const world = createVirtualWorld(readVariable(), {
    onBegin: (atMs) => tell({ type: 'began', atMs: monotonicMs(atMs) }),
  });
  world.radio.install();
  tellHaptics(world);
  process.on('message', listen(world));
  process.once('disconnect', () => world.close());
  const belts = [...world.belts.values()].map(({ name, serial, address }) => ({ name, serial, address }));
  tell({ type: 'ready', belts });
};

install();
