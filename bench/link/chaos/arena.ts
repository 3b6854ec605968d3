/** Belts in the hands of a case: their links are watched, what they hear is kept and settled in the end. */
import type { DeviceLink } from '../../../src/devices/link/device-link.ts';
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import { LINK_DEFAULTS, type LinkParams } from '../../../src/devices/link/link-params.ts';
import type { NobleName } from '../../../src/devices/link/radio-process/noble.ts';
import type { WornBelt } from '../../../src/simulator/world/index.ts';
import { type LiftersOptions, worldOfLifters } from '../lifters.ts';
import { type LinkStage, openStage, pause } from '../stage.ts';
import { type Account, createHeard, type Heard, settle } from './account.ts';
import { createWatch, type Watch } from './watch.ts';

/** Pauses as short as nothing far away allows; every other deadline is that of a session. */
export const CHAOS_PARAMS: LinkParams = { ...LINK_DEFAULTS, backoffMs: 50, backoffMaxMs: 200 };

/** Longest wait for a link to stream again, and for the back-fill of all it missed, ms. */
const STREAM_MS = 60_000;
const COMPLETE_MS = 60_000;
/** By then every link has noticed what was done to it: the watchdog's second, and one more, ms. */
const NOTICE_MS = CHAOS_PARAMS.silentMs + 1000;
/** Closing all links: their own deadline, and that of the radio. */
const CLOSE_MS = CHAOS_PARAMS.closeMs + CHAOS_PARAMS.graceMs + 5000;
/** Event `fault` of a decoder that threw. */
const DECODER_FAULT = -1;

/** What a case wants of its belts and their air. */
export type ArenaOptions = Pick<LiftersOptions, 'belt' | 'intervalMs'>;

export interface Wearer {
  readonly worn: WornBelt;
  readonly link: DeviceLink;
  readonly watch: Watch;
  readonly heard: Heard;
}

export interface Arena {
  readonly stage: LinkStage;
  readonly wearers: readonly Wearer[];
  /** Rejects if a belt does not stream by its time. */
  streaming(wearer: Wearer): Promise<void>;
  /** Resolves when all belts stream again after what was done to them; rejects as {@link streaming} does. */
  recovered(): Promise<void>;
  /** The case killed the radio process itself. */
  killed(): void;
  /** Waits for the back-fill, closes everything and counts. */
  finish(): Promise<Outcome>;
}

export interface Outcome {
  readonly accounts: readonly Account[];
  readonly crashes: readonly string[];
  /** How often a decoder said that the clock of a belt had jumped. */
  readonly clockSteps: number;
  readonly hangs: readonly string[];
  /** The longest that a state outlasted its deadline, ms. */
  readonly worstMs: number;
}

const accountOf = ({ worn, heard }: Wearer): Account => {
  const { belt } = worn;
  if (belt.truth.samples === null) throw new TypeError('the belt keeps no truth');
  return settle(belt.truth.samples, heard, belt.stream);
};

const within = async (ms: number, done: Promise<void>): Promise<boolean> => {
  const late = Symbol('late');
  return (await Promise.race([done, pause(ms).then(() => late)])) !== late;
};

const until = async (ms: number, holds: () => boolean): Promise<boolean> => {
  const endMs = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > endMs) return false;
    await pause(20);
  }
  return true;
};

const streaming = async ({ watch }: Wearer): Promise<void> => {
  if (await until(STREAM_MS, () => watch.state === 'streaming')) return;
  throw new Error(`a belt does not stream within ${STREAM_MS} ms: it is ${watch.state}`);
};

export const openArena = async (belts: number, options: ArenaOptions, noble: NobleName): Promise<Arena> => {
  const config = worldOfLifters({ count: belts, firstSeed: 400, reps: 1, intervalMs: 0, ...options });
  const stage = await openStage(config, noble, CHAOS_PARAMS);
  const crashes: string[] = [];
  let expected = 0;
  let clockSteps = 0;

  stage.radio.warnings.subscribe((text) => {
    if (!text.startsWith('The radio process')) return;
    if (expected > 0) expected -= 1;
    else crashes.push(text);
  });
  const onCrash = (error: unknown): void => void crashes.push(String(error));
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);

  const wearers = stage.links.map((link, k): Wearer => {
    const [watch, heard] = [createWatch(CHAOS_PARAMS), createHeard()];
    link.items.subscribe((item: LinkItem) => {
      watch.take(item);
      if (item.type !== 'output') return;
      const { output } = item;
      if (output.type === 'event' && output.event.type === 'clock-step') clockSteps += 1;
      if (output.type === 'samples' || output.type === 'late') heard.take(output.batch);
      else if (output.event.type === 'fault' && output.event.code === DECODER_FAULT)
        crashes.push(output.event.text);
    });
    return { worn: stage.belts[k], link, watch, heard };
  });
  const looking = setInterval(() => wearers.forEach(({ watch }) => watch.look()), 250);

  return {
    stage,
    wearers,
    streaming,
    recovered: async () => {
      await pause(NOTICE_MS);
      await Promise.all(wearers.map(streaming));
      // Long enough for live samples of the new connection, which tell what was missed.
      await pause(NOTICE_MS);
    },
    killed: () => {
      expected += 1;
    },
    finish: async () => {
      const untilMs = performance.now() + COMPLETE_MS;
      let accounts = wearers.map(accountOf);
      while (accounts.some(({ missing }) => missing > 0) && performance.now() < untilMs) {
        await pause(500);
        accounts = wearers.map(accountOf);
      }
      clearInterval(looking);
      const closed = await within(CLOSE_MS, stage.close());
      process.off('uncaughtException', onCrash);
      process.off('unhandledRejection', onCrash);
      const hangs = wearers.flatMap(({ watch }) => watch.hangs);
      const worstMs = Math.max(...wearers.map(({ watch }) => watch.worstMs));
      return { accounts, crashes, clockSteps, hangs: closed ? hangs : [...hangs, 'closing'], worstMs };
    },
  };
};
