/**
 * Driver for a Bangle.js watch as a buzzer: it is told what to do in JavaScript, over the Nordic UART service.
 *
 * Where it is from: [V] the maker's documents, [G] general knowledge. No hardware was at hand, so everything but [V]
 * is to be checked on the first watch; `docs/sensors.md` keeps the list.
 *
 * - [V] service; `Bangle.buzz(ms, strength)`, strength 0 … 1, at most 5 s; lines run when a newline comes; the watch
 *   advertises the service in its scan response, and a watch that hides it still has its name
 * - [G] names are `Bangle.js` and the last four digits of the address; 10 hex before a line keeps it from being echoed
 * - [G] what comes in faster than it is read is held back by the radio, and not lost
 * - [G] an empty write is acknowledged like any other
 * - [G] a new `Bangle.buzz` takes the place of one that is under way
 * A watch that is locked by a password, or whose app takes the console, does not answer and is not started.
 */
import type { VibrationSegment, Vibration } from '../../domain/device.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { DecoderOutput, DeviceDecoder, DeviceInfo, DevicePort, DeviceWrite, Driver } from '../driver.ts';

const SERVICE = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
const NAME = /^Bangle\.js(?: ([0-9a-f]{4}))?/i;

const ATT_HEADER = 3;
const MS = 1000;
/** `Bangle.buzz` goes on for no longer, ms. */
const MOST_MS = 5000;
/** A warning is short; more would only fill the line. */
const MOST_SEGMENTS = 16;
const STRENGTH_DIGITS = 2;
/** So often the watch is written to, s: a link that the adapter has forgotten shows only when nothing gets through. */
const HEARTBEAT_S = 10;
/** Longest answer that is listened to, characters. */
const MOST_TEXT = 512;

const QUIET = '\x10';
const QUESTION = 'print("beltline",NRF.getAddress(),process.env.VERSION,"end")';
/** Address as `c0:ff:ee:00:12:34`, with a word on its type after it, and version. */
const ANSWER = /beltline (?:[0-9a-f]{2}:){4}([0-9a-f]{2}):([0-9a-f]{2})(?: \w+)? (\S+) end/i;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A line of JavaScript, cut into writes that fit the link. */
const lineOf = (script: string, mtu: number, response: boolean): DeviceWrite[] => {
  const bytes = encoder.encode(`${QUIET}${script}\n`);
  const room = mtu - ATT_HEADER;
  return Array.from({ length: Math.ceil(bytes.length / room) }, (_, i) => ({
    channel: 'in',
    bytes: bytes.slice(i * room, (i + 1) * room),
    response,
  }));
};

const start = async (port: DevicePort): Promise<DeviceInfo> => {
  await port.subscribe('out');
  const lines = lineOf(QUESTION, port.mtu, true);
  let heard = '';
  // The answer may come in pieces.
  const isAnswer = (bytes: Uint8Array): boolean => {
    heard = (heard + decoder.decode(bytes)).slice(-MOST_TEXT);
    return ANSWER.test(heard);
  };
  for (const write of lines.slice(0, -1)) await port.write(write);
  try {
    await port.ask(lines[lines.length - 1], 'out', isAnswer);
  } catch (cause) {
    throw new BeltlineError('device', 'the watch does not answer.', {
      cure: 'Go to its clock face, take off a password, and close other programs that are connected to it.',
      cause,
    });
  }
  const [, fifth, sixth, firmware] = ANSWER.exec(heard) ?? [];
  const serial = `${fifth}${sixth}`.toLowerCase();
  return { driver: 'bangle', model: 'Bangle.js', serial, firmware, rateHz: 0 };
};

/** Longer ones in pieces that the watch takes. */
const pieces = ({ amplitude, seconds }: VibrationSegment): { strength: number; ms: number }[] => {
  const strength = Math.min(1, Math.max(0, amplitude));
  const wholeMs = Math.min(Math.round(seconds * MS), MOST_SEGMENTS * MOST_MS);
  if (strength === 0) return [{ strength, ms: wholeMs }];
  return Array.from({ length: Math.ceil(wholeMs / MOST_MS) }, (_, i) => ({
    strength,
    ms: Math.min(MOST_MS, wholeMs - i * MOST_MS),
  }));
};

/** `Bangle.buzz(200,0.8);setTimeout(()=>Bangle.buzz(100,1),300)`; empty if nothing is to be felt. */
const scriptOf = (vibration: Vibration): string => {
  let atMs = 0;
  const calls: string[] = [];
  for (const { strength, ms } of vibration.flatMap(pieces).slice(0, MOST_SEGMENTS)) {
    const buzz = `Bangle.buzz(${ms},${Number(strength.toFixed(STRENGTH_DIGITS))})`;
    if (strength > 0 && ms > 0) calls.push(atMs === 0 ? buzz : `setTimeout(()=>${buzz},${atMs})`);
    atMs += ms;
  }
  return calls.join(';');
};

const vibrate = (vibration: Vibration, mtu: number): readonly DeviceWrite[] => {
  const script = scriptOf(vibration);
  return script === '' ? [] : lineOf(script, mtu, false);
};

/**
 * A heartbeat: if the first is never acknowledged, the second cannot go out, and the link is known to be deaf. Both
 * are empty, for they may fall between two writes of a line.
 */
const HEARTBEAT: readonly DecoderOutput[] = [true, false].map((response) => ({
  type: 'write',
  write: { channel: 'in', bytes: new Uint8Array(0), response },
}));

const createDecoder = (): DeviceDecoder => {
  let beatS = Infinity;
  return {
    step: (input) => {
      if (input.type !== 'bytes') beatS = input.type === 'up' ? input.atS : Infinity;
      return [];
    },
    tick: (atS) => {
      if (!(atS - beatS >= HEARTBEAT_S)) return [];
      beatS = atS;
      return HEARTBEAT;
    },
  };
};

export const bangleDriver: Driver = {
  name: 'bangle',
  channels: {
    in: { service: SERVICE, characteristic: '6e400002-b5a3-f393-e0a9-e50e24dcca9e' },
    out: { service: SERVICE, characteristic: '6e400003-b5a3-f393-e0a9-e50e24dcca9e' },
  },
  sendsSamples: false,
  recognises: ({ name }) => name !== null && NAME.test(name),
  serialOf: ({ name }) => NAME.exec(name ?? '')?.[1]?.toLowerCase() ?? null,
  start,
  createDecoder,
  vibrate,
};
