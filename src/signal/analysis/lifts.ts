/**
 * Everything between the motion of one or two sensors and the events of a session: reps, sets, slips, live values.
 * A stepper: its output depends on the ticks it was given, not on how they were batched.
 */
import type { SessionEvent } from '../../domain/event.ts';
import { type Rep, velocityLossPct } from '../../domain/rep.ts';
import type { SensorRole } from '../../domain/sample.ts';
import { createMounting, type Mounting, type SegmentAngles } from '../mounting/mounting.ts';
import { createMotionHistory, type MotionHistory } from '../motion/history.ts';
import { GRID_HZ, GRID_S, type MotionBatch, sliceMotion } from '../motion/motion.ts';
import { unrestOf } from '../motion/unrest.ts';
import { containsWalking } from '../reps/gait.ts';
import { createRepGrammar, type GrammarEvent, type RepSpan } from '../reps/grammar.ts';
import { createLegTracker } from '../reps/leg-tracker.ts';
import { repPattern, ridesOnBar } from '../reps/pattern.ts';
import { barTravel } from '../velocity/travel.ts';
import { trunkPrior } from '../velocity/trunk.ts';
import { createBackJudge } from './back.ts';
import { createLiveBack } from './live-back.ts';
import { createLivePullWatch } from './live-pull.ts';
import { createLiveWatch, type LiveNews } from './live.ts';
import type { LiftOptions } from './options.ts';
import { lookAtPull } from './pull.ts';
import { finishRep } from './rep.ts';
import { findSetUp, SET_UP_DEFAULTS } from './set-up.ts';
import { createSlipWatch } from './slip.ts';
import { traceOf } from './trace.ts';

/** Motion of one of the sensors. */
export interface SensorMotionBatch {
  readonly sensor: SensorRole;
  readonly motion: MotionBatch;
}

export interface LiftAnalyser {
  step(batch: SensorMotionBatch): SessionEvent[];
  /** Closes what is open at the end of the session. */
  finish(): SessionEvent[];
}

/** Motion kept for looking back, s: a grinding rep with long pauses before and after it. */
const HISTORY_S = 90;
/** Hip rise of a deadlift over standing height, before the lifter's own is known: 0.28 m at 1.78 m. [D] */
const HIP_RISE_SHARE = 0.157;
/** The history takes motion in pieces, s: one that is longer than itself would push out what is still to be read. */
const PIECE_S = 1;
/** How long the belt waits for the second sensor before it goes on without, s. */
const PATIENCE_S = 1;
const DEG = 180 / Math.PI;

/** Pitch of a segment at one tick, rad; `null` where nothing is held or the hinge axis is not known yet. */
const pitchAt = (source: MotionHistory, mounting: Mounting, tick: number): number | null => {
  const up = new Float64Array(3);
  if (!mounting.certain() || !source.readUp(tick, up)) return null;
  const angles: SegmentAngles = { pitch: 0, lateral: 0 };
  mounting.angles(up[0], up[1], up[2], angles);
  return angles.pitch;
};

const piecesOf = (motion: MotionBatch): MotionBatch[] => {
  const pieces: MotionBatch[] = [];
  const length = PIECE_S * GRID_HZ;
  for (let from = 0; from < motion.count; from += length)
    pieces.push(sliceMotion(motion, from, Math.min(motion.count, from + length)));
  return pieces;
};

export const createLiftAnalyser = (options: LiftOptions): LiftAnalyser => {
  const { exercise, placement, athlete } = options;
  const pattern = repPattern(exercise, placement);
  const trunk = trunkPrior(placement, athlete.heightM, exercise);
  const history = createMotionHistory(HISTORY_S * GRID_HZ);
  const mounting = createMounting();
  const upper = options.thoracic
    ? { history: createMotionHistory(HISTORY_S * GRID_HZ), mounting: createMounting() }
    : null;
  const onBody = !ridesOnBar(placement);
  const back = createBackJudge(options.baseline, upper, onBody);
  const tracker = createLegTracker(history, mounting, pattern, trunk);
  const walking = (from: number, to: number): boolean => {
    const window = history.window(from, to);
    return containsWalking(window, (i) =>
      mounting.tilt(window.up[i * 3], window.up[i * 3 + 1], window.up[i * 3 + 2]),
    );
  };
  const grammar = createRepGrammar(pattern, onBody ? walking : () => false);
  const live = createLiveWatch(
    pattern,
    pattern.startsAt === 'bottom' && onBody ? barTravel(athlete, exercise).metres : null,
  );

  /** Ticks from one motion that is told to the next. */
  const motionTicks = options.motionHz === undefined ? Infinity : Math.ceil(GRID_HZ / options.motionHz);
  const slips = createSlipWatch();
  const liveBack = createLiveBack();
  const livePull = createLivePullWatch({ mounting, pattern, trunk, onBody });

  let waiting: MotionBatch[] = [];
  let usualRiseM = HIP_RISE_SHARE * athlete.heightM;
  let now = 0;
  /** Causal sensor height of the last seconds, by tick. */
  const heights = new Float64Array(4 * GRID_HZ);
  let setIndex = 0;
  let reps: Rep[] = [];

  const closeRep = (span: RepSpan): SessionEvent[] => {
    const events: SessionEvent[] = [];
    const pull = lookAtPull(span, history, mounting, trunk, options, now);
    const slip = onBody ? slips.step(pull.postures) : null;
    if (slip !== null) events.push({ type: 'slip', atS: now * GRID_S, angleDeg: slip });
    const rise = pull.sensor.height[pull.lockout] - pull.sensor.height[pull.setUp];
    if (rise > 0.05) usualRiseM += 0.5 * (rise - usualRiseM);
    const finding = back.judge(pull);
    const rep = finishRep(pull, span, onBody ? finding : { ...finding, flags: [] }, options, {
      index: reps.length + 1,
      fastestMps: reps.length === 0 ? null : Math.max(...reps.map((r) => r.meanVelocityMps)),
      slipped: slip !== null,
      mountingCertain: !onBody || mounting.certain(),
    });
    reps.push(rep);
    livePull.learn(pull);
    const trace = traceOf(pull, span, finding.excursion);
    events.push({ type: 'rep', atS: now * GRID_S, set: setIndex, rep, curve: finding.curve, trace });
    return events;
  };

  const closeSet = (): SessionEvent[] => {
    if (reps.length === 0) return [];
    const [first] = reps;
    const last = reps[reps.length - 1];
    const best = Math.max(...reps.map((rep) => rep.meanVelocityMps));
    const set = {
      index: setIndex,
      startS: first.liftOffS,
      endS: last.touchdownS ?? last.lockoutS,
      exercise,
      velocityLossPct: velocityLossPct(best, last.meanVelocityMps),
      reps,
    };
    reps = [];
    return [{ type: 'set', atS: now * GRID_S, set }];
  };

  const digest = (found: readonly GrammarEvent[]): SessionEvent[] =>
    found.flatMap((event) => {
      if (event.type === 'set-end') return closeSet();
      const before = event.newSet ? closeSet() : [];
      if (event.newSet) setIndex += 1;
      return [...before, ...closeRep(event.span)];
    });

  /** The set-up before a lift-off just seen is the reference for the back in this rep. */
  const startBack = (liftOffTick: number): void => {
    const from = liftOffTick - Math.round(SET_UP_DEFAULTS.reachS * GRID_HZ);
    const window = history.window(from, liftOffTick + 1);
    const found = findSetUp(unrestOf(window.rate, window.vertical), window.count - 1);
    // One sensor needs a braced set-up to compare with; plates that bounce are none.
    if (upper === null && !found.braced) return;
    const setUp = window.firstTick + found.tick;
    const pitch = pitchAt(history, mounting, setUp);
    if (pitch === null) return;
    liveBack.start(liftOffTick, {
      height: heights[setUp % heights.length],
      pitch,
      upperPitch: upper === null ? null : pitchAt(upper.history, upper.mounting, setUp),
      riseM: usualRiseM,
      corridor: back.corridor(),
    });
  };

  const watchBack = (): SessionEvent[] => {
    const pitch = pitchAt(history, mounting, now);
    if (pitch === null) return [];
    const upperPitch = upper === null ? null : pitchAt(upper.history, upper.mounting, now);
    const warning = liveBack.step(now, tracker.sensorHeight(), pitch, upperPitch);
    return warning === null ? [] : [{ type: 'warning', atS: now * GRID_S, kind: 'lumbar', ...warning }];
  };

  /** As seen after everything else of the tick. */
  const motionNow = (): SessionEvent => {
    const pitch = pitchAt(history, mounting, now);
    const motion = {
      pitchDeg: pitch === null ? null : pitch * DEG,
      velocityMps: livePull.velocity() ?? tracker.velocity(),
      excursionDeg: liveBack.excursionDeg(),
    };
    return { type: 'motion', atS: now * GRID_S, motion };
  };

  const tell = (news: LiveNews): SessionEvent =>
    news.type === 'lift-off'
      ? { type: 'lift-off', atS: now * GRID_S, liftOffS: news.liftOffTick * GRID_S }
      : { type: 'rep-live', atS: now * GRID_S, rep: news.rep };

  const advance = (batch: MotionBatch): SessionEvent[] => {
    const events: SessionEvent[] = [];
    history.push(batch);
    for (let i = 0; i < batch.count; i += 1) {
      now = batch.firstTick + i;
      const look = tracker.step(batch, i);
      const news = live.step(now, tracker.height(), tracker.velocity());
      heights[now % heights.length] = tracker.sensorHeight();
      if (news !== null) {
        events.push(tell(news));
        if (news.type === 'lift-off' && onBody) startBack(news.liftOffTick);
      }
      if (liveBack.watching()) events.push(...watchBack());
      events.push(...livePull.step(batch, i, tracker.unrest(), news?.type === 'lift-off'));
      if (look !== null) events.push(...digest(grammar.step(look)));
      if (now % GRID_HZ === 0) events.push(...digest(grammar.tick(now)));
      if (now % motionTicks === 0) events.push(motionNow());
    }
    return events;
  };

  /** Lets the belt go on as far as the second sensor has come, or as its patience lasts. */
  const catchUp = (all: boolean): SessionEvent[] => {
    const events: SessionEvent[] = [];
    while (waiting.length > 0) {
      const [next] = waiting;
      const newest = waiting[waiting.length - 1];
      const end = next.firstTick + next.count;
      const lag = newest.firstTick + newest.count - end;
      if (!all && upper !== null && upper.history.end() < end && lag < PATIENCE_S * GRID_HZ) break;
      waiting.shift();
      events.push(...advance(next));
    }
    return events;
  };

  return {
    step: ({ sensor, motion }) => {
      if (sensor === 'thoracic') {
        upper?.history.push(motion);
      } else {
        waiting = [...waiting, ...piecesOf(motion)];
      }
      return catchUp(false);
    },
    finish: () => {
      const events = catchUp(true);
      const look = tracker.finish();
      if (look !== null) events.push(...digest(grammar.step(look)));
      events.push(...digest(grammar.finish(now)), ...closeSet());
      return events;
    },
  };
};
