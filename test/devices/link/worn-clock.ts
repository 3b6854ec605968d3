/** A device's clock and a radio between it and the session, with the truth kept: for tests of the clock fit. */
import type { ClockExchange } from '../../../src/devices/link/clock-fit.ts';

export interface WornClockOptions {
  readonly seed: number;
  readonly driftPpm: number;
  readonly intervalS?: number;
  /** Share of connection events that are lost. */
  readonly loss?: number;
  readonly batch?: number;
  readonly rateHz?: number;
  /** Device time at session time 0, s. */
  readonly startS?: number;
}

export interface WornFrame {
  readonly firstTick: number;
  readonly spanTicks: number;
  readonly arrivedS: number;
  /** When the first and the last sample were truly taken, session time. */
  readonly trueFirstS: number;
  readonly trueLastS: number;
}

const random = (seed: number) => (): number => {
  // mulberry32
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

export const wornClock = (options: WornClockOptions) => {
  const { driftPpm, intervalS = 0.015, loss = 0, batch = 10, rateHz = 208, startS = 1234.5 } = options;
  const next = random(options.seed);
  const phaseS = next() * intervalS;
  /** Radio and system: half a millisecond, now and then a stall. */
  const delayS = (): number => 0.0005 - 0.0003 * Math.log(1 - next()) + (next() < 0.01 ? 0.02 * next() : 0);
  let jumpedS = 0;
  let arrivedS = 0;

  const deviceS = (sessionS: number): number => startS + jumpedS + sessionS * (1 + driftPpm * 1e-6);
  const tick = (sessionS: number): number => Math.floor(deviceS(sessionS) * 1e6) % 2 ** 32;
  /** The connection event that carries what is ready at a time. */
  const event = (readyS: number): number => {
    let at = Math.ceil((readyS - phaseS) / intervalS) * intervalS + phaseS;
    while (next() < loss) at += intervalS;
    return at;
  };

  return {
    tick,
    jump: (byS: number): void => {
      jumpedS += byS;
    },
    /** The frame whose first sample is taken at a session time. */
    frame: (firstS: number): WornFrame => {
      const lastS = firstS + (batch - 1) / rateHz;
      // Delivery keeps the order, whatever was lost.
      arrivedS = Math.max(arrivedS + 1e-5, event(lastS + 0.001) + delayS());
      const firstTick = tick(firstS);
      return {
        firstTick,
        spanTicks: (deviceS(lastS) - deviceS(firstS)) * 1e6,
        arrivedS,
        trueFirstS: firstS,
        trueLastS: lastS,
      };
    },
    framesFrom: (fromS: number, toS: number): number[] =>
      Array.from(
        { length: Math.floor(((toS - fromS) * rateHz) / batch) },
        (_, i) => fromS + (i * batch) / rateHz,
      ),
    exchange: (sentS: number): ClockExchange => {
      const receivedS = event(sentS + 0.0005) + 0.0002;
      const answeredS = receivedS + 0.002;
      return {
        sentS,
        receivedTick: tick(receivedS),
        answeredTick: tick(answeredS),
        arrivedS: event(answeredS) + delayS(),
      };
    },
  };
};
