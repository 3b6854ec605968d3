/**
 * The whole product at one command: virtual lifter, belt and radio; the real noble, link, analysis, store and page, as
 * `beltline run --page` has them. Everything it keeps is in a directory that is removed at the end.
 */
import { join } from 'node:path';
import { monotonicMs } from '../../../devices/link/radio-process/monotonic.ts';
import { fasterClock, fasterTimers } from '../../../simulator/radio/timers.ts';
import { createVirtualWorld, type VirtualWorld } from '../../../simulator/world/index.ts';
import { styleFor } from '../../terminal/style.ts';
import type { RunOptions, Stage } from '../../run/options.ts';
import { EXIT } from '../../errors.ts';
import { runOn } from '../../run/run.ts';
import { configOf, USUAL } from '../../virtual/lifter.ts';
import { serveVirtual } from '../../virtual/serve.ts';
import { throwAwayFolder } from '../../virtual/throw-away.ts';
import { LIFTER, storyWorld } from './chapters.ts';
import { fasterRadio } from './faster-radio.ts';
import { createGuide } from './guide.ts';
import { bestSingleKg, makeUpHistory } from './made-up-history.ts';

export interface GuidedOptions {
  /** Seconds of the story in a second of clock. */
  readonly speed: number;
  readonly seed?: number;
  readonly twoSensors: boolean;
  readonly bell: boolean;
  /** First port that is tried. */
  readonly port: number;
  readonly bind: string;
  /** End with the story, not with Ctrl-C. */
  readonly endsItself: boolean;
}

/** One clock for belts and host: that of the system, or a faster one. */
const clockAt = (speed: number) => {
  const originMs = monotonicMs();
  return { timers: fasterTimers(speed, originMs), toPlayedMs: fasterClock(speed, originMs) };
};

const leave = (): void => process.exit(EXIT.interrupted);

/** Until the session listens for it: Ctrl-C in the first second ends the process, and cleanly. */
const leaveOnSignal = (): (() => void) => {
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  process.once('SIGHUP', leave);
  return () => {
    process.off('SIGINT', leave);
    process.off('SIGTERM', leave);
    process.off('SIGHUP', leave);
  };
};

const openStage = async (world: VirtualWorld, toPlayedMs: (systemMs: number) => number): Promise<Stage> => {
  const config = await configOf(world, LIFTER);
  const served = await serveVirtual(world, '@abandonware/noble');
  return {
    radio: fasterRadio(served.radio, toPlayedMs),
    loaded: { file: 'demo', config },
    close: () => served.close(),
  };
};

export const guidedDemo = async (options: GuidedOptions): Promise<void> => {
  const { speed, seed = USUAL.seed, twoSensors, bell, port, bind, endsItself } = options;
  const folder = throwAwayFolder('beltline-demo-');
  const stay = leaveOnSignal();
  try {
    const file = join(folder.path, 'demo.db');
    makeUpHistory(file, Date.now());
    const { timers, toPlayedMs } = clockAt(speed);
    const world = createVirtualWorld(storyWorld(seed, twoSensors), { timers });
    const stage = await openStage(world, toPlayedMs);
    const run: RunOptions = {
      virtual: true,
      store: file,
      record: false,
      page: port,
      bind,
      fleeting: true,
    };
    const style = styleFor(process.stdout);
    const guide = createGuide({ world, bestKg: bestSingleKg(), style, endsItself });
    await runOn(stage, bell ? { ...run, bell } : run, {
      ...guide,
      begin: (session) => {
        stay();
        guide.begin(session);
      },
    });
  } finally {
    stay();
    folder.remove();
  }
};
