/**
 * A service as `beltline run --page` has it, with a virtual lifter, in a process of its own; argument: what is wanted, as
 * JSON. Tells its parent of reps and, when asked, of its processor, its memory and the truth.
 */
import { join } from 'node:path';
import { runOn } from '../../src/cli/run/run.ts';
import type { Stage } from '../../src/cli/run/options.ts';
import type { GuidedSession } from '../../src/cli/run/guide.ts';
import { configOf } from '../../src/cli/virtual/lifter.ts';
import { serveVirtual } from '../../src/cli/virtual/serve.ts';
import { createVirtualWorld } from '../../src/simulator/world/index.ts';
import type { FromService, ServiceWish } from './messages.ts';

const isWish = (value: unknown): value is ServiceWish =>
  typeof value === 'object' && value !== null && 'world' in value && 'folder' in value;

const wish: unknown = JSON.parse(process.argv[2] ?? '');
if (!isWish(wish)) throw new TypeError('Say what is wanted, as JSON.');

const tell = (message: FromService): void => void process.send?.(message);
const world = createVirtualWorld(wish.world);
const [belt] = world.belts.values();
let session: GuidedSession | null = null;

/** Session time at which time began for the lifter, s. */
const zeroS = (now: GuidedSession): number | null =>
  world.beganAtMs === null ? null : now.nowS() - (world.nowMs() - world.beganAtMs) / 1000;

process.on('message', () => {
  if (session === null) return;
  // Garbage is no leak.
  globalThis.gc?.();
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  tell({
    type: 'state',
    atS: session.nowS(),
    processorS: (user + system) / 1e6,
    bytes: { rss, heapUsed, external, arrayBuffers },
    zeroS: zeroS(session),
    roundS: belt.programme.roundS,
    repsOfRound: belt.programme.parts.flatMap((part) =>
      part.session.truth.sets.flatMap((set) =>
        set.reps.map(({ liftOffS, lockoutS }) => ({
          liftOffS: part.startS + liftOffS,
          lockoutS: part.startS + lockoutS,
        })),
      ),
    ),
  });
});

const served = await serveVirtual(world, '@abandonware/noble');
const stage: Stage = {
  radio: served.radio,
  loaded: { file: 'bench', config: await configOf(world, 'lifter') },
  close: () => served.close(),
};
await runOn(
  stage,
  {
    virtual: true,
    page: 0,
    bind: '127.0.0.1',
    store: join(wish.folder, 'bench.db'),
    record: wish.record ? join(wish.folder, 'recordings') : false,
  },
  {
    begin: (begun) => {
      session = begun;
      tell({
        type: 'begun',
        zeroEpochMs: Date.now() - 1000 * begun.nowS(),
      });
    },
    told: ({ output }) => {
      if (output.type === 'rep')
        tell({ type: 'rep', liftOffS: output.rep.liftOffS, lockoutS: output.rep.lockoutS });
    },
    end: () => {},
    closed: () => {},
  },
);
process.disconnect();
