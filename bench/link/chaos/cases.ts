/** What is done to belts and radio, case by case. */
import type { Random } from '../../../src/simulator/random.ts';
import { pause } from '../stage.ts';
import type { Arena, ArenaOptions, Wearer } from './arena.ts';

export interface ChaosCase {
  readonly name: string;
  readonly belts: number;
  readonly options?: ArenaOptions;
  /** Does it `times` times; resolves with how often it was done to a belt that could feel it. */
  play(arena: Arena, times: number, random: Random): Promise<number>;
}

/** For each belt on its own, once it streams: `times` pauses of random length, and something after each. */
const toEach = async (
  arena: Arena,
  times: number,
  random: Random,
  act: (wearer: Wearer, chance: Random) => Promise<boolean> | boolean,
): Promise<number> => {
  const counts = arena.wearers.map(async (wearer, k) => {
    const chance = random.fork(`belt ${k}`);
    let done = 0;
    await arena.streaming(wearer);
    for (let tries = 0; done < times && tries < times * 20; tries += 1) {
      // From 20 ms to 4 s, short ones as often as long ones: set-up, stream and back-fill are all hit.
      await pause(20 * Math.exp(chance.uniform(0, Math.log(200))));
      if (await act(wearer, chance)) done += 1;
    }
    await arena.streaming(wearer);
    return done;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
};

const drop = ({ worn }: Wearer): boolean => {
  const { peripheral } = worn;
  const stood = peripheral.isConnected;
  peripheral.drop();
  return stood;
};

/** Something of a firmware that lasts for a while, on a belt that streams. */
const forAWhile =
  (begin: (wearer: Wearer, chance: Random) => void, end: (wearer: Wearer) => void, ms: number) =>
  async (wearer: Wearer, chance: Random, arena: Arena): Promise<boolean> => {
    await arena.streaming(wearer);
    begin(wearer, chance);
    await pause(chance.uniform(0.2 * ms, ms));
    end(wearer);
    return true;
  };

const lasting = (
  name: string,
  act: ReturnType<typeof forAWhile>,
  belts = 3,
  options?: ChaosCase['options'],
): ChaosCase => ({
  name,
  belts,
  ...(options === undefined ? {} : { options }),
  play: (arena, times, random) =>
    toEach(arena, times, random, (wearer, chance) => act(wearer, chance, arena)),
});

/** Application error of the ATT protocol, Core Spec Vol 3 Part F 3.4.1.1: "Unlikely Error". */
const UNLIKELY = 0x0e;

const powerCycles: ChaosCase = {
  name: 'adapter off and on',
  belts: 3,
  play: async (arena, times, random) => {
    const [adapter] = arena.stage.world.radio.adapters;
    for (let n = 0; n < times; n += 1) {
      await Promise.all(arena.wearers.map((wearer) => arena.streaming(wearer)));
      await pause(random.uniform(200, 2500));
      adapter.powerOff();
      await pause(random.uniform(100, 3000));
      adapter.powerOn();
      await pause(1000);
    }
    await Promise.all(arena.wearers.map((wearer) => arena.streaming(wearer)));
    return times;
  },
};

const killedRadio: ChaosCase = {
  name: 'radio process killed',
  belts: 3,
  play: async (arena, times, random) => {
    for (let n = 0; n < times; n += 1) {
      await Promise.all(arena.wearers.map((wearer) => arena.streaming(wearer)));
      await pause(random.uniform(200, 2500));
      const { pid } = arena.stage.radio;
      if (pid === undefined) continue;
      arena.killed();
      process.kill(pid, 'SIGKILL');
      await pause(500);
    }
    await Promise.all(arena.wearers.map((wearer) => arena.streaming(wearer)));
    return times;
  },
};

const absent: ChaosCase = {
  name: 'one belt absent, another streams',
  belts: 2,
  play: async (arena, times) => {
    const [here, gone] = arena.wearers;
    await arena.streaming(here);
    const { peripheral } = gone.worn;
    await arena.streaming(gone);
    for (let n = 0; n < times; n += 1) {
      peripheral.advertise(false);
      peripheral.drop();
      await pause(3000);
      peripheral.advertise(true);
      await arena.streaming(gone);
    }
    return times;
  },
};

export const DISCONNECTS: ChaosCase = {
  name: 'disconnected at a random moment',
  belts: 4,
  play: (arena, times, random) => toEach(arena, Math.ceil(times / 4), random, drop),
};

export const CASES: readonly ChaosCase[] = [
  lasting(
    'half a minute with 30 of 100 packets lost, and disconnects',
    async (wearer, chance, arena) => {
      arena.stage.world.radio.air.loss = 0.3;
      await pause(5000);
      return drop(wearer) || chance.chance(0.5);
    },
    2,
    { intervalMs: 'requested' },
  ),
  lasting(
    'muted: out of range for up to 6 s',
    forAWhile(
      ({ worn }) => worn.peripheral.mute(true),
      ({ worn }) => worn.peripheral.mute(false),
      6000,
    ),
  ),
  lasting(
    'firmware hung, watchdog after 1.5 s',
    forAWhile(
      ({ worn }) => worn.belt.hang(1500),
      () => {},
      1,
    ),
  ),
  lasting(
    'requests refused with ATT errors',
    forAWhile(
      ({ worn: { peripheral } }) => {
        peripheral.faults.refuses = ({ handle }) => (handle % 3 === 0 ? UNLIKELY : null);
        peripheral.drop();
      },
      ({ worn: { peripheral } }) => {
        peripheral.faults.refuses = () => null;
      },
      3000,
    ),
  ),
  lasting(
    'control point deaf, then disconnected',
    forAWhile(
      ({ worn: { belt, peripheral } }) => {
        belt.faults.ignoresControl = true;
        peripheral.drop();
      },
      ({ worn: { belt } }) => {
        belt.faults.ignoresControl = false;
      },
      3000,
    ),
  ),
  lasting(
    'stalled for up to 3 s: the live queue overflows',
    forAWhile(
      ({ worn }) => worn.belt.stallRadio(3000),
      () => {},
      3000,
    ),
  ),
  lasting(
    'damaged frames and blocks, disconnected',
    forAWhile(
      ({ worn: { belt, peripheral } }) => {
        belt.faults.truncatedFrames = 3;
        belt.faults.corruptBlocks = 1;
        belt.injectFrame(Uint8Array.of(0xff, 1, 2, 3));
        peripheral.drop();
      },
      () => {},
      1000,
    ),
  ),
  lasting(
    'clock replaced by another, between disconnects',
    forAWhile(
      (wearer, chance) => {
        drop(wearer);
        wearer.worn.belt.stepClock(Math.round(chance.uniform(-20e6, 20e6)));
      },
      () => {},
      500,
    ),
    3,
    // No clock reads less than nothing, however often it is set back.
    { belt: { startUs: 120e6 } },
  ),
  {
    name: 'short index and short clock wrap, disconnects',
    belts: 3,
    options: { belt: { startIndex: 0x10000 - 600, startUs: 2 ** 32 - 4_000_000 } },
    play: (arena, times, random) => toEach(arena, times, random, drop),
  },
  powerCycles,
  killedRadio,
  absent,
];
