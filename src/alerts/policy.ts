/**
 * Which facts of a session become alerts. Pure: events in, alerts out, time taken from the events.
 */
import type { Alert } from '../domain/alert.ts';
import type { SessionEvent } from '../domain/event.ts';
import type { Rep } from '../domain/rep.ts';

/** The thresholds of alerts that are not about the lower back; those are in `signal/lumbar/parameters.ts`. */
export interface AlertParams {
  /** Drop of bar velocity in a sticking region, per cent, for amber and red. Defaults 40 and 70 [D]. */
  readonly speedDropAmberPct: number;
  readonly speedDropRedPct: number;
  /**
   * Velocity loss in the set, per cent, for amber and red. Defaults 15 and 25: losses up to 25 % serve strength
   * better than more (Hickmott 2022) [V]; deadlifts lose little before failure (Beck 2020) [V].
   */
  readonly lossAmberPct: number;
  readonly lossRedPct: number;
  /** Side bend or twist beyond the set-up, degrees, for amber. Default 7 [G]. */
  readonly asymmetryDeg: number;
}

export const ALERT_DEFAULTS: AlertParams = {
  speedDropAmberPct: 40,
  speedDropRedPct: 70,
  lossAmberPct: 15,
  lossRedPct: 25,
  asymmetryDeg: 7,
};

export interface AlertPolicy {
  /** Alerts that follow from an event; the event itself is not repeated. */
  step(event: SessionEvent): Alert[];
}

type Finding = Pick<Alert, 'kind' | 'severity' | 'atS'>;

const grade = (value: number, amber: number, red: number): Alert['severity'] | null =>
  value >= red ? 'red' : value >= amber ? 'amber' : null;

const lumbar = (rep: Rep): Finding[] =>
  rep.lumbar.severity === 'none'
    ? []
    : [{ kind: 'lumbar', severity: rep.lumbar.severity, atS: rep.lumbar.onsetS ?? rep.liftOffS }];

const asymmetry = (rep: Rep, params: AlertParams): Finding[] =>
  Math.max(Math.abs(rep.lateralDeg ?? 0), Math.abs(rep.twistDeg ?? 0)) >= params.asymmetryDeg
    ? [{ kind: 'asymmetry', severity: 'amber', atS: rep.lockoutS }]
    : [];

const speedDrop = (rep: Rep, params: AlertParams): Finding[] => {
  const region = rep.stickingRegion;
  // A dip that the band could explain is no finding.
  if (region === null || region.minVelocityMps + rep.velocityErrorMps > rep.peakVelocityMps) return [];
  const severity = grade(region.dropPct, params.speedDropAmberPct, params.speedDropRedPct);
  return severity === null ? [] : [{ kind: 'speed-drop', severity, atS: region.endS }];
};

/**
 * True where the bands of two reps of a set could explain why the second is slower. Travel is common to the reps of a
 * set, so only half of the band separates two of them.
 */
export const lossIsWithinBand = (fastest: Rep, rep: Rep): boolean =>
  fastest.meanVelocityMps - rep.meanVelocityMps < (fastest.velocityErrorMps + rep.velocityErrorMps) / 4;

export const createAlertPolicy = (params: AlertParams = ALERT_DEFAULTS): AlertPolicy => {
  /** Fastest rep of the running set, with its band. */
  let fastest: Rep | null = null;
  let set = 0;

  const velocityLoss = (rep: Rep): Finding[] => {
    if (fastest === null || rep.meanVelocityMps > fastest.meanVelocityMps) {
      fastest = rep;
      return [];
    }
    if (lossIsWithinBand(fastest, rep)) return [];
    const severity = grade(rep.velocityLossPct, params.lossAmberPct, params.lossRedPct);
    return severity === null ? [] : [{ kind: 'velocity-loss', severity, atS: rep.lockoutS }];
  };

  return {
    step: (event) => {
      if (event.type === 'monitoring' && event.state === 'not-monitoring') {
        return [{ atS: event.atS, kind: 'not-monitoring', severity: 'red', set: null, rep: null }];
      }
      if (event.type !== 'rep') return [];
      if (event.set !== set) {
        set = event.set;
        fastest = null;
      }
      const { rep } = event;
      const hipsFirst: Finding[] = rep.hipsFirst
        ? [{ kind: 'hips-first', severity: 'amber', atS: rep.liftOffS }]
        : [];
      return [
        ...lumbar(rep),
        ...hipsFirst,
        ...asymmetry(rep, params),
        ...speedDrop(rep, params),
        ...velocityLoss(rep),
      ].map((finding) => ({ ...finding, set: event.set, rep: rep.index }));
    },
  };
};
