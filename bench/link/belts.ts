/**
 * A process of virtual belts: serves their radio and, when asked, tells what they truly measured. On its own so that the
 * service's share of the processor is the service's alone.
 */
import { IMU_WIDTH } from '../../src/domain/sample.ts';
import { monotonicMs } from '../../src/devices/link/radio-process/monotonic.ts';
import { createVirtualWorld, type VirtualWorld } from '../../src/simulator/world/index.ts';
import { worldOfLifters } from './lifters.ts';

/** What the service's process asks for. */
export type ToBelts =
  { readonly type: 'serve'; readonly path: string; readonly belts: number } | { readonly type: 'truth' };

/** Everything one belt took, in order. */
export interface BeltTruthColumns {
  /** On the monotonic clock of the machine, ms. */
  readonly atMs: Float64Array;
  /** Six values per sample. */
  readonly raw: Int16Array;
}

export type FromBelts =
  | { readonly type: 'serving'; readonly deviceIds: readonly bigint[] }
  | { readonly type: 'truth'; readonly belts: readonly BeltTruthColumns[]; readonly droppedPackets: number };

let world: VirtualWorld | null = null;
let droppedPackets = (): number => 0;

const serve = async (path: string, belts: number): Promise<FromBelts> => {
  world = createVirtualWorld(worldOfLifters({ count: belts, firstSeed: 500 }));
  const server = await world.radio.serve({ path });
  droppedPackets = server.dropped;
  return { type: 'serving', deviceIds: [...world.belts.values()].map(({ deviceId }) => deviceId) };
};

const truthOf = (virtual: VirtualWorld): FromBelts => {
  const offsetMs = monotonicMs() - virtual.nowMs();
  const belts = [...virtual.belts.values()].map(({ belt }): BeltTruthColumns => {
    const { samples } = belt.truth;
    if (samples === null) throw new TypeError('the belt keeps no truth');
    const { count } = samples;
    const columns = { atMs: new Float64Array(count), raw: new Int16Array(count * IMU_WIDTH) };
    for (let n = 0; n < count; n += 1) {
      columns.atMs[n] = samples.trueMs(n) + offsetMs;
      columns.raw.set(samples.raw(n), n * IMU_WIDTH);
    }
    return columns;
  });
  return { type: 'truth', belts, droppedPackets: droppedPackets() };
};

const answer = async (message: ToBelts): Promise<void> => {
  if (message.type === 'serve') process.send?.(await serve(message.path, message.belts));
  else if (world !== null) process.send?.(truthOf(world));
};

process.on('message', (message: ToBelts) => void answer(message));
process.on('disconnect', () => process.exit(0));
