/**
 * Device time to session time, as it was given: straight pieces from frame to frame, kept so that samples fetched
 * later fall where they belong.
 */
import type { ClockFitParams } from './clock-fit.ts';
import type { ClockLine } from './clock-line.ts';

export interface TimeMap {
  /** Extends the map to a frame; gives session time of its first and last sample. */
  extend(firstS: number, lastS: number, line: ClockLine): { firstS: number; lastS: number };
  /** Session time of a device time that the map covers; `null` for others. */
  at(deviceS: number): number | null;
  /** The device's clock jumped: the map begins anew, and still rises. */
  interrupt(): void;
  /** Was so little heard that the first arrivals may have misled it? */
  settling(): boolean;
}

type MapParams = Pick<ClockFitParams, 'followS' | 'slew' | 'settleSlew' | 'settleS'>;

/** Pieces kept: at 30 frames a second about a quarter of an hour, as much as a device's memory holds. */
const MOST_PIECES = 2 ** 15;
/** Without samples for so long, s, a correction in between disturbs nobody. */
const PAUSE_S = 1;
/** Least step from one sample to the next when the clocks overlap, s: rising, and finer than any sensor. */
const LEAST_S = 1e-6;

export const createTimeMap = (params: MapParams): TimeMap => {
  let device: number[] = [];
  let session: number[] = [];
  /** How much of the map was heard, pauses left out, s. */
  let heardS = 0;
  /** Latest session time given, over all maps. */
  let latestS = -Infinity;

  const push = (deviceS: number, sessionS: number): void => {
    const lengthS = device.length === 0 ? 0 : deviceS - device[device.length - 1];
    if (lengthS <= PAUSE_S) heardS += lengthS;
    device.push(deviceS);
    session.push(sessionS);
    latestS = sessionS;
    if (device.length < 2 * MOST_PIECES) return;
    device = device.slice(-MOST_PIECES);
    session = session.slice(-MOST_PIECES);
  };

  // A link that broke at once has told little, however long ago that was.
  const settling = (): boolean => heardS < params.settleS;

  /** Begins a map with the whole of its first frame. */
  const begin = (firstS: number, lastS: number, line: ClockLine): void => {
    const startS = Math.max(firstS + line.offsetAt(firstS), latestS + LEAST_S);
    push(firstS, startS);
    if (lastS > firstS) push(lastS, startS + (lastS - firstS));
  };

  /** Session time at the end of the next piece: on along the line, and towards it as fast as is allowed. */
  const follow = (lastS: number, line: ClockLine): number => {
    const end = device.length - 1;
    const lengthS = lastS - device[end];
    const onwardS = session[end] + lengthS * (1 + line.drift);
    const errorS = lastS + line.offsetAt(lastS) - onwardS;
    if (lengthS > PAUSE_S) return Math.max(onwardS + errorS, session[end] + lengthS / 2);
    const most = lengthS * (settling() ? params.settleSlew : params.slew);
    const mended = errorS * Math.min(1, lengthS / params.followS);
    return onwardS + Math.max(-most, Math.min(most, mended));
  };

  /** Index of the piece that begins at or before a device time. */
  const pieceOf = (deviceS: number): number => {
    let low = 0;
    let high = device.length - 2;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (device[middle] <= deviceS) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const at = (deviceS: number): number | null => {
    const end = device.length - 1;
    if (end < 0 || deviceS < device[0] || deviceS > device[end]) return null;
    if (end === 0) return session[0];
    const i = pieceOf(deviceS);
    const share = (deviceS - device[i]) / (device[i + 1] - device[i]);
    // Rounding must not carry it past the end.
    return Math.min(session[i + 1], session[i] + share * (session[i + 1] - session[i]));
  };

  return {
    extend: (firstS, lastS, line) => {
      if (device.length === 0) {
        begin(firstS, lastS, line);
        return { firstS: session[0], lastS: latestS };
      }
      const from = device[device.length - 1];
      // Decoders guess the time of the last sample; a guess must not reach into the frame that follows.
      const beginS = Math.max(firstS, from + LEAST_S);
      const endS = Math.max(lastS, beginS);
      push(endS, follow(endS, line));
      return { firstS: at(beginS) ?? latestS, lastS: latestS };
    },
    at,
    interrupt: () => {
      device = [];
      session = [];
      heardS = 0;
    },
    settling,
  };
};
