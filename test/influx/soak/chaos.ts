/** Runs the service until it has kept enough, and kills it and both servers meanwhile. */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, type Random } from '../../../src/simulator/random.ts';
import type { Part, RealInflux } from '../real-server.ts';

const SERVICE = fileURLToPath(new URL('service.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../../../node_modules/tsx/dist/loader.mjs', import.meta.url));
/** Between two deaths, and how long a server stays dead, ms. */
const BETWEEN_MS = [500, 2000] as const;
const DEAD_MS = [10, 300] as const;

/** The service dies when it has kept so many more reps: it makes progress on slow machines, too. */
const LIFE_REPS = [800, 5000] as const;

export interface ChaosOptions {
  readonly influx: RealInflux;
  readonly storeFile: string;
  readonly session: { readonly id: string; readonly startedUs: number };
  readonly goal: number;
  readonly seed: number;
}

export interface Casualties {
  readonly service: number;
  readonly influxd: number;
  readonly nginx: number;
}

interface Service {
  /** Reps it has said to have kept. */
  kept(): number;
  /** Resolves when it has kept so many, or has ended. */
  until(reps: number): Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  kill(): void;
}

const startService = ({ influx, storeFile, session, goal }: ChaosOptions): Service => {
  const args = [storeFile, influx.v2Url, influx.db, session.id, String(session.startedUs), String(goal)];
  const child = spawn(process.execPath, ['--import', LOADER, SERVICE, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const more = new EventEmitter();
  let kept = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (const [number] of chunk.toString().matchAll(/\d+(?=\n)/g)) kept = Math.max(kept, Number(number));
    more.emit('kept');
  });
  return {
    kept: () => kept,
    until: async (reps) => {
      const gone = ended.then(() => true);
      for (;;) {
        if (kept >= reps || (await Promise.race([gone, once(more, 'kept')])) === true) return;
      }
    },
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
};

const killServers = async (
  influx: RealInflux,
  random: Random,
  stop: AbortSignal,
): Promise<Record<Part, number>> => {
  const deaths = { influxd: 0, nginx: 0 };
  while (!stop.aborted) {
    await delay(random.uniform(...BETWEEN_MS));
    const victim = random.pick(['influxd', 'nginx'] as const);
    deaths[victim] += 1;
    await influx.kill('SIGKILL', victim);
    await delay(random.uniform(...DEAD_MS));
    await influx.restart();
  }
  return deaths;
};

const killServices = async (
  options: ChaosOptions,
  random: Random,
): Promise<{ kept: number; deaths: number }> => {
  let [kept, deaths] = [0, 0];
  for (;;) {
    const service = startService(options);
    const end = kept + random.int(...LIFE_REPS);
    await service.until(Math.min(end, options.goal));
    const done = service.kept() >= options.goal;
    // The last one may send what waits.
    if (!done) service.kill();
    await service.ended;
    kept = Math.max(kept, service.kept());
    if (done) return { kept, deaths };
    deaths += 1;
  }
};

/** Resolves when `goal` reps are kept: with the number that was said to be kept, and who died on the way. */
export const runChaos = async (
  options: ChaosOptions,
): Promise<{ readonly kept: number; readonly deaths: Casualties }> => {
  const random = createRandom(options.seed);
  const stop = new AbortController();
  const servers = killServers(options.influx, random.fork('servers'), stop.signal);
  const services = await killServices(options, random.fork('services')).finally(() => stop.abort());
  return { kept: services.kept, deaths: { ...(await servers), service: services.deaths } };
};
