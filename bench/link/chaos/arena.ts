/** Belts in the hands of a case: their links are watched, what they hear is kept and settled in the end. */
import type { DeviceLink } from '../../../src/devices/link/device-link.ts';
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import { LINK_DEFAULTS, type LinkParams } from '../../../src/devices/link/link-params.ts';
import type { NobleName } from '../../../src/devices/link/radio-process/noble.ts';
import { makeLifter } from '../../../src/simulator/index.ts';
import type { TrainingOptions, WornBelts } from '../../../src/simulator/world/world.ts';
import { type LinkStage, openStage, pause } from '../stage.ts';
import { type Account, createHeard, type Heard, settle } from './account.ts';
import { createWatch, type Watch } from './watch.ts';

/** Pauses as short as nothing far away allows; every other deadline is that of a session. */
export const CHAOS_PARAMS: LinkParams = { ...LINK_DEFAULTS, backoffMs: 50, backoffMaxMs: 200 };

/** Longest wait for a link to stream again, and for the back-fill of all it missed, ms. */
const STREAM_MS = 60_000;
const COMPLETE_MS = 60_000;
/** Closing all links: their own deadline, and that of the radio. */
const CLOSE_MS = CHAOS_PARAMS.closeMs + CHAOS_PARAMS.graceMs + 5000;
/** Event `fault` of a decoder that threw. */
const DECODER_FAULT = -1;

export interface Wearer {
  readonly worn: WornBelts;
  readonly link: DeviceLink;
  readonly watch: Watch;
  readonly heard: Heard;
}

export interface Arena {
  readonly stage: LinkStage;
  readonly wearers: readonly Wearer[];
  /** Rejects if a belt does not stream by its time. */
  streaming(wearer: Wearer): Promise<void>;
  /** The case killed the radio process itself. */
  killed(): void;
  /** Waits for the back-fill, closes everything and counts. */
  finish(): Promise<Outcome>;
}

export interface Outcome {
  readonly accounts: readonly Account[];
  readonly crashes: readonly string[];
  readonly hangs: readonly string[];
  /** The longest that a state outlasted its deadline, ms. */
  readonly worstMs: number;
}

const accountOf = ({ worn, heard }: Wearer): Account => {
  const { belt } = worn.belt;
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

export const openArena = async (
  belts: number,
  options: Omit<TrainingOptions, 'lifters'>,
  noble: NobleName,
): Promise<Arena> => {
  const lifters = Array.from({ length: belts }, (_, k) => ({
    lifter: makeLifter(400 + k),
    scenario: 'deadlift-dead-stop' as const,
    seed: k + 1,
    reps: 1,
  }));
  const stage = await openStage({ lifters, ...options }, noble, CHAOS_PARAMS);
  const crashes: string[] = [];
  let expected = 0;

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
      if (output.type === 'samples' || output.type === 'late') heard.take(output.batch);
      else if (output.event.type === 'fault' && output.event.code === DECODER_FAULT)
        crashes.push(output.event.text);
    });
    return { worn: stage.world.lifters[k], link, watch, heard };
  });
  const looking = setInterval(() => wearers.forEach(({ watch }) => watch.look()), 250);

  return {
    stage,
    wearers,
    streaming: async ({ watch }) => {
      if (await until(STREAM_MS, () => watch.state === 'streaming')) return;
      throw new Error(`a belt does not stream within ${STREAM_MS} ms: it is ${watch.state}`);
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
      return { accounts, crashes, hangs: closed ? hangs : [...hangs, 'closing'], worstMs };
    },
  };
};
