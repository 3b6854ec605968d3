/** A virtual Bangle.js 2: it runs the lines it is sent, as the watch does, and keeps what would have been felt. */
import { createContext, runInContext } from 'node:vm';
import type { RadioWorld, VirtualPeripheral } from '../radio/index.ts';

const SERVICE = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
const IN = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
const OUT = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';

/** `Bangle.buzz` without a time, and its longest, ms. */
const USUAL_MS = 200;
const MOST_MS = 5000;
const LONGEST_RUN_MS = 100;

export interface BangleOptions {
  readonly address: string;
  /** Longest ATT packet; firmware before 2v13 had 23. Default 53. */
  readonly maxMtu?: number;
  /** Locked by a password: it takes lines and does nothing. Default false. */
  readonly isLocked?: boolean;
}

/** A buzz as it was felt; time on the world's clock. */
export interface Buzz {
  readonly atMs: number;
  readonly ms: number;
  readonly strength: number;
}

export interface VirtualBangle {
  readonly peripheral: VirtualPeripheral;
  /** Lines as they were run. */
  readonly lines: readonly string[];
  readonly buzzes: readonly Buzz[];
  /** What went wrong in a line. */
  readonly errors: readonly string[];
  readonly close: () => void;
}

export const addBangle = (world: RadioWorld, options: BangleOptions): VirtualBangle => {
  const { timers } = world.air;
  const lines: string[] = [];
  const buzzes: Buzz[] = [];
  const errors: string[] = [];
  const planned = new Set<() => void>();
  let typed = '';

  const buzz = (ms: unknown = USUAL_MS, strength: unknown = 1): void => {
    const atMs = timers.nowMs();
    buzzes.push({
      atMs,
      ms: Math.min(MOST_MS, Number(ms)),
      strength: Math.min(1, Math.max(0, Number(strength))),
    });
  };

  /** What its screen would show goes out over the radio, in pieces of a packet. */
  const print = (...words: readonly unknown[]): void => {
    const text = Buffer.from(`${words.join(' ')}\r\n`);
    const room = peripheral.mtu - 3;
    for (let at = 0; at < text.length; at += room) peripheral.notify(OUT, text.subarray(at, at + room));
  };

  const console = createContext({
    Bangle: { buzz },
    NRF: { getAddress: () => options.address },
    process: { env: { VERSION: '2v24', BOARD: 'BANGLEJS2' } },
    print,
    setTimeout: (action: () => void, ms: number) => {
      planned.add(timers.after(ms, action));
    },
  });

  const run = (line: string): void => {
    // The first character says that it is not to be echoed.
    const script = line.startsWith('\x10') ? line.slice(1) : line;
    lines.push(script);
    try {
      runInContext(script, console, { timeout: LONGEST_RUN_MS });
    } catch (error) {
      errors.push(String(error));
    }
  };

  const onWrite = (bytes: Buffer): void => {
    if (options.isLocked === true) return;
    const whole = (typed + bytes.toString('latin1')).split('\n');
    typed = whole.pop() ?? '';
    whole.forEach(run);
  };

  const peripheral = world.add({
    address: options.address,
    addressType: 'random',
    name: `Bangle.js ${options.address.replaceAll(':', '').slice(-4)}`,
    advertisement: { flags: true },
    services: [
      {
        uuid: SERVICE,
        characteristics: [
          { uuid: OUT, properties: ['notify'] },
          { uuid: IN, properties: ['write', 'write-without-response'], onWrite },
        ],
      },
    ],
    maxMtu: options.maxMtu ?? 53,
    onDisconnect: () => {
      typed = '';
    },
  });

  return {
    peripheral,
    lines,
    buzzes,
    errors,
    close: () => planned.forEach((cancel) => cancel()),
  };
};
