/**
 * How much a rise to standing and the lowering after it look like a lift from the floor.
 *
 * To a belt, a lift and the way from one errand to the next (stand up, stand, bend again) are alike. But a bar ties
 * the lifter to one place and one grip: it is let down where it was picked up, so the posture at the bottom, which
 * attitude tells without drift, is the same before and after, the heading too, and what went up comes down. Two bends for
 * two errands differ. No single cue is certain, so each gives a log-likelihood ratio and the sum decides.
 */
import { GRID_HZ } from '../motion/motion.ts';
import { angleBetween } from '../motion/up.ts';
import type { TrackedLeg } from './tracked-leg.ts';

/** A cue that is small in lifts: spread (1 SD) in lifts and in errands. */
export interface SmallCue {
  readonly lift: number;
  readonly errand: number;
  /** Some lifts are untidy: spread and share of those. Default none. */
  readonly untidy?: { readonly sd: number; readonly share: number };
}

/** A duration that varies in proportion: median, s, and standard deviation of its natural logarithm. */
export interface LogNormal {
  readonly medianS: number;
  readonly sd: number;
}

/** Tunable quantities of the evidence; angles rad, lengths m. */
export interface EvidenceParams {
  /** Log-odds before anything is seen. Default −4: people bend far more often than they lift [D]. */
  readonly prior: number;
  /** Angle between the postures at the bottom before and after. Default 3°, 8° in one lift of five, against 12° [D]. */
  readonly posture: SmallCue;
  /** Change of heading from bottom to bottom. Default 5° against 15° [D]. */
  readonly heading: SmallCue;
  /** Change of heading on the way up. Default 4° against 10° [D]. */
  readonly turn: SmallCue;
  /** What gyro bias may add to a change of heading, rad/s. Default 0.5 °/s [G]. */
  readonly headingDrift: number;
  /**
   * Duration of the rise, where it is long: a load makes slow. Default 1.2 s and 0.5 (science §4: 0.6 s to 5 s) against
   * 1.2 s and 0.27: standing up from a bend takes 0.8–1.8 s [D].
   */
  readonly labour: { readonly lift: LogNormal; readonly errand: LogNormal };
  /** Turn out of the bend without which slowness is only standing about, rad. Default 0.3 (17°) [D]. */
  readonly bend: number;
  /** The most it can tell. Default 2: somebody may linger in a bend [D]. */
  readonly labourMost: number;
  /** Difference between rise and fall of the sensor. Default 5 cm, 12 cm in one lift of four (drift), against 15 cm [D]. */
  readonly rise: SmallCue;
  /** No cue counts more than this against a lift: each can be spoilt by slip or loss. Default 5 [D]. */
  readonly floor: number;
  /** Shock at the end of the lowering that tells of plates, m/s². Default 1: plates give 0.5–3 g at the belt [G]. */
  readonly plates: number;
  /** Shock beyond which it is a seat that hit the pelvis, and says nothing, m/s². Default 30: plates give 3 g at most [G]. */
  readonly blow: number;
  /** What such a shock adds, and what silence takes away: soft floors are silent. Default 1.2 and 0.3 [D]. */
  readonly platesHeard: number;
  readonly platesSilent: number;
  /** What silence takes away where the last rep was heard on the same floor. Default 1.6 [D]. */
  readonly platesMissing: number;
  /** As `floor`, for posture and heading within a set: hips wander, a dropped bar shakes the gyroscope. Default 2.5 [D]. */
  readonly chainedFloor: number;
  /**
   * Log of how much faster the lift is than the last of this bar. Default 0.22, 0.5 in one of ten, against 0.7: velocity
   * repeats within 10 % (science §2), its edges less well; standing up without the bar is far faster than a grinder [D].
   */
  readonly faster: SmallCue;
  /** The same of a lift that is slower: fatigue, and the last rep that grinds. Default 0.35 against 0.7 [D]. */
  readonly slower: SmallCue;
  /** What sitting where the bar should be takes away, at either end. Default 3 [D]. */
  readonly seat: number;
  /** What starting where the last rep ended adds: the hands stayed on the bar. Default 2.2 [D]. */
  readonly chained: number;
  /**
   * Hold at the top: median, s, and spread of its logarithm, in lifts and between errands. Default 0.7 s (science §4:
   * 0.3–1 s) and 0.6 against 2 s and 0.9 [D].
   */
  readonly hold: { readonly lift: LogNormal; readonly errand: LogNormal };
}

const deg = Math.PI / 180;

export const EVIDENCE_DEFAULTS: EvidenceParams = {
  prior: -4,
  posture: { lift: 3 * deg, errand: 12 * deg, untidy: { sd: 8 * deg, share: 0.2 } },
  heading: { lift: 5 * deg, errand: 15 * deg },
  turn: { lift: 4 * deg, errand: 10 * deg },
  headingDrift: 0.5 * deg,
  labour: { lift: { medianS: 1.2, sd: 0.5 }, errand: { medianS: 1.2, sd: 0.27 } },
  bend: 0.3,
  labourMost: 2,
  rise: { lift: 0.05, errand: 0.15, untidy: { sd: 0.12, share: 0.25 } },
  floor: 5,
  plates: 1,
  blow: 30,
  platesHeard: 1.2,
  platesSilent: 0.3,
  platesMissing: 1.6,
  chainedFloor: 2.5,
  faster: { lift: 0.22, errand: 0.7, untidy: { sd: 0.5, share: 0.1 } },
  slower: { lift: 0.35, errand: 0.7 },
  seat: 3,
  chained: 2.2,
  hold: { lift: { medianS: 0.7, sd: 0.6 }, errand: { medianS: 2, sd: 0.9 } },
};

/** Log-likelihood ratio of a centred normal cue of `dimensions` dimensions. */
const small = (value: number, cue: SmallCue, dimensions: number, floor: number): number => {
  const density = (sd: number): number => Math.exp(-0.5 * (value / sd) ** 2) / sd ** dimensions;
  const share = cue.untidy?.share ?? 0;
  const lift =
    (1 - share) * density(cue.lift) + (cue.untidy === undefined ? 0 : share * density(cue.untidy.sd));
  return Math.max(-floor, Math.log(lift / density(cue.errand)));
};

/** The hold speaks no louder against a lift than this. [D] */
const HOLD_FLOOR = 3;
/** Shorter holds than this are alike, s: the turn at the top takes as long. */
const SHORTEST_HOLD_S = 0.05;

/** Log-likelihood ratio of a duration. */
const longer = (seconds: number, lift: LogNormal, errand: LogNormal): number => {
  const log = Math.log(Math.max(SHORTEST_HOLD_S, seconds));
  const a = (log - Math.log(lift.medianS)) / lift.sd;
  const b = (log - Math.log(errand.medianS)) / errand.sd;
  return Math.log(errand.sd / lift.sd) - 0.5 * (a * a - b * b);
};

const durationS = (leg: TrackedLeg): number => (leg.end - leg.start) / GRID_HZ;

/** Peak over mean velocity of an unhurried movement from rest to rest (minimal jerk: 1.875; Flash & Hogan 1985). */
const PEAKED = 1.875;

/** Duration of a rise as its fastest part has it, s: who lingers in a bend still stands up fast. */
const pacedS = (up: TrackedLeg, down: TrackedLeg): number =>
  Math.min(durationS(up), (PEAKED * Math.max(up.extent, down.extent)) / up.peakSpeed);

/** A load makes slow; to be fast proves nothing. */
const labour = (seconds: number, { labour: { lift, errand }, labourMost }: EvidenceParams): number =>
  seconds < errand.medianS ? 0 : Math.max(0, Math.min(labourMost, longer(seconds, lift, errand)));

/** What the pace of a lift tells against it, held against an earlier one of the same bar. */
const pace = (up: TrackedLeg, earlier: TrackedLeg, { faster, slower, floor }: EvidenceParams): number => {
  const ratio = Math.log(durationS(earlier) / durationS(up));
  return Math.min(0, small(ratio, ratio > 0 ? faster : slower, 1, floor));
};

/** Longest rise whose height acceleration still tells, s; slower ones are known by attitude alone. */
const TELLING_S = 1.5;

/** What was seen before the lift. */
export interface LiftContext {
  /** The leg that led to the bottom, if it did so within one stay there. */
  readonly before: TrackedLeg | null;
  /** The last lift of the set and its lowering, if the hands stayed on the bar since. */
  readonly last: EarlierLift | null;
  /** Otherwise the last lift before somebody stood up, if that was not long ago: the bar is the same. */
  readonly near: EarlierLift | null;
}

/** A lift and its lowering. */
export interface EarlierLift {
  readonly up: TrackedLeg;
  readonly down: TrackedLeg;
}

/** What ties a lift to one spot: posture and heading at the bottom, and little turning on the way up. */
const oneSpot = (
  up: TrackedLeg,
  down: TrackedLeg,
  { before, last }: LiftContext,
  params: EvidenceParams,
): number => {
  // Hips may sink or wander between gripping and pulling; the bar is put down to where it was gripped.
  let apart = angleBetween(up.lowUp, down.lowUp);
  if (before !== null) apart = Math.min(apart, angleBetween(before.lowUp, down.lowUp));
  if (last !== null) apart = Math.min(apart, angleBetween(last.down.lowUp, down.lowUp));
  /** Turn beyond what gyro bias explains. */
  const turned = (from: number, to: number, ticks: number): number =>
    Math.max(0, Math.abs(to - from) - (params.headingDrift * ticks) / GRID_HZ);
  const within = last === null ? params.floor : params.chainedFloor;
  const around = turned(up.startHeading, down.endHeading, down.end - up.start);
  const onTheWay = turned(up.startHeading, up.endHeading, up.end - up.start);
  return (
    small(apart, params.posture, 2, within) +
    small(around, params.heading, 1, within) +
    small(onTheWay, params.turn, 1, params.floor)
  );
};

/** What goes up comes down, and a load makes slow. A rise too slow for integration is known by its turn alone. */
const carried = (up: TrackedLeg, down: TrackedLeg, params: EvidenceParams): number => {
  const bent = up.lowTilt - up.highTilt > params.bend;
  const laboured = bent ? labour(pacedS(up, down), params) : 0;
  if (bent && durationS(up) >= TELLING_S) return laboured;
  return laboured + small(up.sensorRise - down.sensorRise, params.rise, 1, params.floor);
};

/** The reps of a set share depth and pace; and who grinds does not stand up fast with the same bar. */
const likeOthers = (
  up: TrackedLeg,
  down: TrackedLeg,
  { last, near }: LiftContext,
  params: EvidenceParams,
): number => {
  if (last === null) return near === null ? 0 : pace(up, near.up, params);
  const deeper = small(down.sensorRise - last.down.sensorRise, params.rise, 1, params.chainedFloor);
  return params.chained + Math.min(0, deeper) + pace(up, last.up, params);
};

/** Log-odds that `up` followed by `down` was a lift from the floor. */
export const liftEvidence = (
  up: TrackedLeg,
  down: TrackedLeg,
  context: LiftContext,
  params: EvidenceParams = EVIDENCE_DEFAULTS,
): number => {
  const { last } = context;
  let sum = params.prior + oneSpot(up, down, context, params) + carried(up, down, params);
  const silent =
    last !== null && last.down.endShock >= params.plates ? params.platesMissing : params.platesSilent;
  const heard = down.endShock >= params.blow ? 0 : params.platesHeard;
  sum += down.endShock >= params.plates ? heard : -silent;
  sum += likeOthers(up, down, context, params);
  if (up.fromSeat) sum -= params.seat;
  if (down.fromSeat) sum -= params.seat;
  const holdS = (down.start - up.end) / GRID_HZ;
  // A bar dropped from the top is heard while the lifter stands; how long he then stands says nothing.
  if (up.restShock >= params.plates) return sum + params.platesHeard;
  return sum + Math.max(-HOLD_FLOOR, longer(holdS, params.hold.lift, params.hold.errand));
};

/** Tunable quantities of the evidence for a lift from the top; angles rad. */
export interface CycleParams {
  /** Angle between the postures at the top before and after. Default 4° against 9° [D]. */
  readonly top: SmallCue;
  /** Change of heading from top to top. Default 6° against 20° [D]. */
  readonly heading: SmallCue;
  /** Angle between the postures at the bottom of this rep and the last. Default 6° against 14° [D]. */
  readonly bottom: SmallCue;
  /** Log of the ratio of their extents. Default 0.25 against 0.6 [D]. */
  readonly extent: SmallCue;
  /** Difference of their rises of the sensor, m. Default 4 cm against 12 cm: setting the bell down bends the knees [D]. */
  readonly rise: SmallCue;
  /** Added to both spreads, as a share of the last rise: depth varies. Default 0.25 [D]. */
  readonly riseShare: number;
  /** Log of the ratio of their peak speeds, in a swing. Default 0.15 against 0.5 [D]. */
  readonly beat: SmallCue;
  /** What following another rep adds. Default 0.5 [D]. */
  readonly chained: number;
  /** No cue counts more than this against a rep. Default 3 [D]. */
  readonly floor: number;
}

export const CYCLE_DEFAULTS: CycleParams = {
  top: { lift: 4 * deg, errand: 9 * deg },
  heading: { lift: 6 * deg, errand: 20 * deg },
  bottom: { lift: 6 * deg, errand: 14 * deg },
  extent: { lift: 0.25, errand: 0.6 },
  rise: { lift: 0.04, errand: 0.12 },
  riseShare: 0.25,
  beat: { lift: 0.15, errand: 0.5 },
  chained: 0.5,
  floor: 3,
};

/**
 * Log-odds that `down` and then `up` was a rep of a lift from the top.
 * @param last the rep before it in the set, if there was one
 * @param prior log-odds before anything is seen
 */
export const cycleEvidence = (
  up: TrackedLeg,
  down: TrackedLeg,
  last: EarlierLift | null,
  prior: number,
  params: CycleParams = CYCLE_DEFAULTS,
): number => {
  const { floor } = params;
  let sum = prior;
  sum += small(angleBetween(up.highUp, down.highUp), params.top, 2, floor);
  sum += small(up.endHeading - down.startHeading, params.heading, 1, floor);
  if (last === null) return sum;
  const slack = params.riseShare * Math.abs(last.up.sensorRise);
  const rise = { lift: params.rise.lift + slack, errand: params.rise.errand + slack };
  sum += small(up.sensorRise - last.up.sensorRise, rise, 1, floor);
  sum += params.chained + small(angleBetween(up.lowUp, last.up.lowUp), params.bottom, 2, floor);
  return sum + small(Math.log(up.extent / last.up.extent), params.extent, 1, floor);
};

/**
 * What the pace of a swing tells against it: the bell is a pendulum and sets the beat; setting it down and standing up
 * does not keep it.
 */
export const beatEvidence = (
  up: TrackedLeg,
  last: TrackedLeg,
  { beat, floor }: CycleParams = CYCLE_DEFAULTS,
): number => Math.min(0, small(Math.log(up.peakSpeed / last.peakSpeed), beat, 1, floor));
