/** Lifters who wear virtual belts within reach of one virtual adapter, and what goes wrong among them. */
import { Belt, type BeltOnAir, type BeltOptions, putOnAir } from '../belt/index.ts';
import { createRadioWorld, type RadioWorld, type Timers } from '../radio/index.ts';
import { realTimers } from '../radio/timers.ts';
import { type Action, createStagehand } from './act.ts';
import { WorldBeginning } from './beginning.ts';
import { type BeltConfig, parseWorldConfig, type WorldConfig, type WorldConfigInput } from './config.ts';
import { createProgramme, type FilmedProgramme, type Programme } from './programme.ts';
import { type RosterEntry, rosterOf } from './roster.ts';
import { WornMotion } from './worn-motion.ts';

/** A belt of the world, on the air and on its lifter. */
export interface WornBelt extends BeltOnAir, Omit<RosterEntry, 'config' | 'lifter'> {
  readonly programme: Programme;
}

export interface VirtualWorld {
  readonly config: WorldConfig;
  readonly radio: RadioWorld;
  /** By name. */
  readonly belts: ReadonlyMap<string, WornBelt>;
  /** True time at which time began for the lifters, ms of {@link nowMs}; `null` while it has not. */
  readonly beganAtMs: number | null;
  /** The clock of all truth, ms. */
  nowMs(): number;
  /** Does something to the world now; throws a `BeltlineError` for a belt it does not have. */
  act(action: Action): void;
  /** Ends all links and timers. */
  close(): void;
}

export interface VirtualWorldOptions {
  /** Default: the clock and timers of this process. */
  readonly timers?: Timers;
  /** Time began. */
  readonly onBegin?: (atMs: number) => void;
}

const beltOptions = (config: BeltConfig): Partial<BeltOptions> => {
  const { serial: _serial, address: _address, batteryPercent, batteryHaste, claimKey, ...same } = config;
  const battery = {
    ...(batteryPercent === undefined ? {} : { percent: batteryPercent }),
    ...(batteryHaste === undefined ? {} : { haste: batteryHaste }),
  };
  const given = Object.entries(same).filter(([, value]) => value !== undefined);
  const key = claimKey === undefined ? {} : { claimKey: Uint8Array.from(Buffer.from(claimKey, 'hex')) };
  return { ...Object.fromEntries(given), ...key, battery };
};

/** Lifters with the same programme share its film: it is what takes time and memory. */
const createProgrammes = ({ lifters }: WorldConfig): readonly FilmedProgramme[] => {
  const made = new Map<string, FilmedProgramme>();
  return lifters.map((lifter) => {
    const { seed, startAfterS, recordings, restS, repeats, thoracic } = lifter;
    const key = JSON.stringify([seed, startAfterS, recordings, restS, repeats, thoracic !== null]);
    const programme = made.get(key) ?? createProgramme(lifter);
    made.set(key, programme);
    return programme;
  });
};

/**
 * Builds a world; checks the configuration and simulates all programmes first, about 30 ms for a second of lifting. Put
 * its adapter under a noble of this process with `radio.install()`, or of another with `radio.serve()`.
 */
export const createVirtualWorld = (
  input: WorldConfigInput,
  options: VirtualWorldOptions = {},
): VirtualWorld => {
  const config = parseWorldConfig(input);
  const roster = rosterOf(config);
  const timers = options.timers ?? realTimers;
  const programmes = createProgrammes(config);
  const radio = createRadioWorld({ ...config.air, timers, adapters: [config.adapter] });
  const beginning = new WorldBeginning((atMs) => {
    for (const { atS, action } of config.faults) stagehand.plan(atMs + 1000 * atS, action);
    options.onBegin?.(atMs);
  });

  const wear = ({ config: wanted, lifter, ...entry }: RosterEntry): WornBelt => {
    const { films, ...programme } = programmes[lifter];
    const motion = new WornMotion({ ...programme, films }, entry.role, beginning);
    // Two belts are never the same chip.
    const seed = programme.lifter.seed * 64 + 2 * lifter + (entry.role === 'belt' ? 0 : 1);
    const belt = new Belt({ ...beltOptions(wanted), deviceId: entry.deviceId, seed, motion }, timers);
    return { ...entry, programme, ...putOnAir(radio, belt, entry.address) };
  };
  const belts = new Map(roster.map((entry) => [entry.name, wear(entry)]));
  const stagehand = createStagehand({ belts, radio, timers });
  if (config.begins === 'at-once') beginning.begin(timers.nowMs());

  return {
    config,
    radio,
    belts,
    get beganAtMs() {
      return beginning.atMs;
    },
    nowMs: timers.nowMs,
    act: (action) => stagehand.act(action),
    close: () => {
      stagehand.close();
      for (const belt of belts.values()) belt.close();
      radio.close();
    },
  };
};
