/**
 * A device's clock turned into session time. Pure and causal: what it says depends on its calls alone, so decoders
 * use it and replays repeat it.
 *
 * The line between the clocks ({@link createClockLine}) changes as better evidence comes in. Samples must not jump
 * with it, so the time given follows the line at a bounded rate: it always rises, and a correction shows as a clock
 * that runs slightly fast or slow. Only where the device's own clock jumped is there nothing to follow; that is told.
 */
import { createClockLine, LINE_DEFAULTS, type ClockLine, type LineParams } from './clock-line.ts';
import { createTimeMap } from './time-map.ts';
import { createUnwrap } from './unwrap.ts';

export interface ClockFitParams extends LineParams {
  /** Length of a device tick, s. Default 1e-6. */
  readonly tickS: number;
  /** The tick counter starts anew after so many; `Infinity` if never. Default 2^32. */
  readonly wrapTicks: number;
  /** Time in which an error of the clock is mended, s. Default 2. */
  readonly followS: number;
  /** Greatest rate of a correction, as a share: what a speed may be wrong by meanwhile. Default 0.005. */
  readonly slew: number;
  /** The same in the first seconds, when the first arrival may have been late by much. Default 0.05. */
  readonly settleSlew: number;
  /** Length of those first seconds. Default 5. */
  readonly settleS: number;
  /** A device clock that contradicts what was known by more than this has jumped, s. Default 0.1. */
  readonly stepS: number;
  /** The same in the first seconds: more than the first frames may have been late, s. Default 3. */
  readonly settleStepS: number;
}

export const CLOCK_DEFAULTS: ClockFitParams = {
  ...LINE_DEFAULTS,
  tickS: 1e-6,
  wrapTicks: 2 ** 32,
  followS: 2,
  slew: 0.005,
  settleSlew: 0.05,
  settleS: 5,
  stepS: 0.1,
  settleStepS: 3,
};

/** A time sync: `1` and `4` on the session's clock in s, `2` and `3` on the device's in ticks. */
export interface ClockExchange {
  readonly sentS: number;
  readonly receivedTick: number;
  readonly answeredTick: number;
  readonly arrivedS: number;
}

/** Session time of the samples of one frame; those between are evenly spaced. */
export interface FrameTime {
  readonly firstS: number;
  readonly lastS: number;
  /** How far the device's clock jumped ahead since the frame before, s; `null` if it ran on. */
  readonly stepS: number | null;
}

export interface ClockFit {
  /**
   * The next live frame: tick of its first sample, ticks from there to its last, session time of arrival. Times rise
   * strictly from frame to frame, over reconnects and jumps too.
   */
  frame(firstTick: number, spanTicks: number, arrivedS: number): FrameTime;
  /** Returns how far the device's clock turned out to have jumped, s; `null` if it ran on. */
  exchange(exchange: ClockExchange): number | null;
  /**
   * Session time of a sample taken before the latest frame, for samples fetched later: it fits between the live
   * samples around it. `null` if nothing is known of the clock as it ran then.
   */
  past(tick: number): number | null;
  /** The device says that its clock jumped, or that it was restarted: nothing known of it holds any more. */
  restart(): void;
  /** Drift of the device's clock, ppm (positive: it runs fast), and half the span between the bounds, s. */
  quality(): { readonly driftPpm: number; readonly errorS: number | null };
}

export const createClockFit = (overrides: Partial<ClockFitParams> = {}): ClockFit => {
  const params: ClockFitParams = { ...CLOCK_DEFAULTS, ...overrides };
  const ticks = createUnwrap(params.wrapTicks, params.tickS);
  const map = createTimeMap(params);
  let line: ClockLine = createClockLine(params);
  /** Device time of the first sample of the latest frame, s. */
  let latestS = -Infinity;

  const forget = (): void => {
    line = createClockLine(params);
    map.interrupt();
    latestS = -Infinity;
  };

  /** How far the device's clock is ahead of where it should be, if that is too far to be a delay or an error. */
  const jump = (deviceS: number, least: number, most: number): number | null => {
    const offsetS = line.offsetAt(deviceS);
    const tolerated = map.settling() ? params.settleStepS : params.stepS;
    if (offsetS > most + tolerated) return offsetS - most;
    return offsetS < least - tolerated ? offsetS - least : null;
  };

  return {
    frame: (firstTick, spanTicks, arrivedS) => {
      const expectedS = ticks.expectedAt(arrivedS);
      const firstS = ticks.unwrap(firstTick, arrivedS);
      const lastS = firstS + spanTicks * params.tickS;
      const fell = firstS <= latestS;
      const early = jump(lastS, -Infinity, arrivedS - lastS);
      const stepS = fell ? firstS - expectedS : early;
      if (stepS !== null) forget();
      latestS = firstS;
      line.atMost(lastS, arrivedS - lastS);
      return { ...map.extend(firstS, lastS, line), stepS };
    },
    exchange: ({ sentS, receivedTick, answeredTick, arrivedS }) => {
      const receivedS = ticks.unwrap(receivedTick, arrivedS);
      const answeredS = receivedS + ticks.since(receivedTick, answeredTick);
      const least = sentS - receivedS;
      const most = arrivedS - answeredS;
      const stepS = jump(answeredS, least, most);
      if (stepS !== null) forget();
      line.atLeast(receivedS, least);
      line.atMost(answeredS, most);
      return stepS;
    },
    past: (tick) => map.at(ticks.before(tick)),
    restart: forget,
    quality: () => ({ driftPpm: -line.drift * 1e6, errorS: line.errorS }),
  };
};
