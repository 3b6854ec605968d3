/**
 * Evens out a coarse clock. A sensor that samples every 5 ms and stamps whole milliseconds gives spacings of 4, 5 and
 * 6: read as they stand they are 20 % of speed noise. A second-order phase-locked loop follows the stamps instead
 * (Gardner, Phaselock Techniques, 3rd ed., ch. 2). Pure and causal: what it says depends on its calls alone.
 */
export interface EvenClockParams {
  /** Sampling periods the sensor can have, ticks; which one it has shows in the stamps. */
  readonly periods: readonly number[];
  /** The tick counter starts anew after so many. Default 2^32. */
  readonly wrapTicks: number;
  /** Share of an error of phase that is mended with one sample; more follows faster, less is smoother. Default 0.1. */
  readonly phaseShare: number;
  /** Share of it that goes into the period; the loop is critically damped at phaseShare² / 4. Default 0.0025. */
  readonly periodShare: number;
  /** Farthest a real period may be from the nominal one, as a share: crystals of sensors are poor. Default 0.05. */
  readonly tolerance: number;
  /** Up to so many periods are lost samples, and the phase goes on; more is a gap, and it starts anew. Default 4. */
  readonly gapPeriods: number;
}

export interface EvenClock {
  /** Stamp of the next sample, evened out; it rises with every sample unless the sensor's clock fell. */
  next(tick: number): number;
  /** What comes next has nothing to do with what came before. */
  restart(): void;
}

const DEFAULTS = {
  wrapTicks: 2 ** 32,
  phaseShare: 0.1,
  periodShare: 0.0025,
  tolerance: 0.05,
  gapPeriods: 4,
};

/** Least step for a sample that came too early, as a share of the period. */
const EARLY_STEP = 0.25;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const modulo = (value: number, of: number): number => ((value % of) + of) % of;

export const createEvenClock = (
  options: Pick<EvenClockParams, 'periods'> & Partial<EvenClockParams>,
): EvenClock => {
  const { periods, wrapTicks, phaseShare, periodShare, tolerance, gapPeriods } = { ...DEFAULTS, ...options };
  /** The latest stamp, counted on over the turns of the counter, and where the loop puts that sample. */
  let stamp: number | null = null;
  let at = 0;
  let nominal: number | null = null;
  let period = 0;

  /** The period that a spacing is nearest to, as a ratio. */
  const chooseBy = (spacing: number): void => {
    const off = (one: number): number => Math.abs(Math.log(one / Math.max(spacing, 1e-3)));
    nominal = periods.reduce((best, one) => (off(one) < off(best) ? one : best));
    period = nominal;
  };

  const begin = (value: number): number => {
    stamp = value;
    at = value;
    return modulo(at, wrapTicks);
  };

  /** Signed distance from the stamp before. */
  const spacingOf = (tick: number, before: number): number =>
    modulo(tick - before + wrapTicks / 2, wrapTicks) - wrapTicks / 2;

  /** Moves the phase on by so many periods and towards the stamp. */
  const follow = (steps: number, value: number, of: number): void => {
    const error = value - (at + steps * period);
    at += steps * period + phaseShare * error;
    period = clamp(period + (periodShare * error) / steps, of * (1 - tolerance), of * (1 + tolerance));
  };

  return {
    next: (tick) => {
      if (stamp === null) return begin(tick);
      const spacing = spacingOf(tick, modulo(stamp, wrapTicks));
      const value = stamp + spacing;
      if (nominal === null && spacing > 0) chooseBy(spacing);
      const of = nominal ?? Math.min(...periods);
      if (nominal === null) period = of;
      const away = value - at;
      if (away > (gapPeriods + 0.5) * period || spacing < -gapPeriods * period) return begin(value);
      stamp = value;
      const steps = Math.round(away / period);
      if (steps >= 1) follow(steps, value, of);
      else {
        // Sooner than its period allows: the sensor is faster than was thought.
        chooseBy(spacing);
        at = Math.max(value, at + EARLY_STEP * period);
      }
      return modulo(at, wrapTicks);
    },
    restart: () => {
      stamp = null;
      nominal = null;
    },
  };
};
