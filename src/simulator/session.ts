/** One recording: a lifter, a scenario, a day. */
import type { Exercise } from '../domain/exercise.ts';
import type { SampleBatch } from '../domain/sample.ts';
import { fidget } from './behaviours/daily.ts';
import { hold, uprightBody, moveTo } from './behaviours/move.ts';
import { drawChip, readSensor, type Delivery } from './imu.ts';
import type { VirtualLifter } from './lifter.ts';
import { enliven } from './liveliness.ts';
import { sensorMotion, type SensorMotion } from './motion.ts';
import { standing } from './posture.ts';
import { restMoment } from './behaviours/pull-scene.ts';
import { barTravelM, pullPosture } from './pull-style.ts';
import { createRandom, type Random } from './random.ts';
import { SCRIPTS, type ScenarioName, type Script } from './scenario.ts';
import type { Stage } from './stage.ts';
import { createTrack, type FinishedTrack } from './track.ts';
import { measureSession, type SessionTruth } from './truth.ts';
import { wear, type Worn } from './wear.ts';

/** What to simulate. Everything not given is drawn from `seed`. */
export interface SimulateOptions {
  readonly lifter: VirtualLifter;
  readonly scenario: ScenarioName;
  /** The day: new mounting, new chip bias, new chance; the same lifter. */
  readonly seed: number;
  /** The recording for which the sensors were put on, if not for this one: they sit as they did then. */
  readonly worn?: Pick<SimulateOptions, 'seed' | 'scenario'>;
  /** Nominal rate, Hz; default 208. The chip's own clock is up to 1.6 % off. */
  readonly sampleRateHz?: number;
  /** Also wear a sensor at T12; default false. */
  readonly thoracic?: boolean;
  /** Reps of the (working) set; default drawn by the scenario. */
  readonly reps?: number;
  /** Share of 1RM; default drawn by the scenario. */
  readonly loadFraction?: number;
  /** Begin with two or more seconds of quiet standing; default true on four days of five. */
  readonly quietStart?: boolean;
  /** Floor that returns no impact; default by chance. */
  readonly softFloor?: boolean;
  /** Standard deviation of time-stamp jitter, s; default by scenario. */
  readonly jitterS?: number;
  /** Sensor without bias, noise and clock error, screwed to the body; default false. */
  readonly idealSensor?: boolean;
  /** 1 a living body, 0 a mannequin without sway, breath and roughness. */
  readonly liveliness?: number;
}

export interface VirtualSession {
  readonly exercise: Exercise;
  /** What an estimator may know: height, and the bar travel taped with an error of SD 0.5 cm. */
  readonly athlete: { readonly heightM: number; readonly barTravelM: number };
  /** Nominal rate, Hz. */
  readonly sampleRateHz: number;
  readonly belt: SampleBatch;
  readonly thoracic: SampleBatch | null;
  readonly truth: SessionTruth;
}

/** The inside of a session, for tests and plots: the film and the true motion of the belt sensor. */
export interface SessionFilm {
  readonly session: VirtualSession;
  readonly track: FinishedTrack;
  readonly beltMotion: SensorMotion;
  readonly thoracicMotion: SensorMotion | null;
  readonly belt: Worn;
  readonly thoracic: Worn | null;
}

const drawDelivery = (random: Random, options: SimulateOptions, seconds: number): Delivery => {
  const lossy = options.scenario === 'lossy';
  const gaps: { startS: number; durationS: number }[] = [];
  const count = lossy
    ? Math.max(3, Math.round(seconds / 7))
    : !options.idealSensor && random.chance(0.15)
      ? 1
      : 0;
  for (let i = 0; i < count; i++) {
    gaps.push({
      startS: random.uniform(1, Math.max(2, seconds - 1)),
      durationS: lossy && random.chance(0.4) ? random.uniform(0.2, 0.8) : random.uniform(0.02, 0.15),
    });
  }
  return { jitterS: options.jitterS ?? (lossy ? random.uniform(0.0005, 0.002) : 0), gaps };
};

/** How the recording begins; returns the quiet stretch if there is one. */
const open = (stage: Stage, quiet: boolean, bent: boolean): SessionTruth['standing'] => {
  const { random, track } = stage;
  if (bent) return null;
  if (!quiet) {
    // Recording starts in the middle of things: fidgeting, or not at all.
    if (random.chance(0.6)) fidget(stage, random.uniform(0.5, 2));
    return null;
  }
  hold(stage, random.uniform(2, 4));
  const endS = track.nowS();
  moveTo(stage, uprightBody(stage), 0.6);
  return { startS: 0, endS };
};

/** What chance brings on a day; nothing of it depends on what was drawn before. */
const chanceOf = (
  lifter: VirtualLifter,
  { seed, scenario }: Pick<SimulateOptions, 'seed' | 'scenario'>,
): Random => createRandom(lifter.seed).fork(`day ${seed}`).fork(scenario);

/** Simulates and keeps the inside. */
export const film = (options: SimulateOptions): SessionFilm => {
  const { lifter, scenario } = options;
  const script: Script = SCRIPTS[scenario];
  const random = chanceOf(lifter, options);
  const start = standing(lifter.body);
  if (script.startPose !== null) {
    const top = { ...start };
    script.startPose(lifter)(0, top);
    start.bar = top.bar;
  }
  const quiet = options.quietStart ?? random.chance(0.8);
  const bent = !quiet && script.style !== null && random.chance(0.4);
  if (bent && script.style !== null) pullPosture(lifter.body, script.style(lifter), restMoment, start);
  const track = createTrack({ ...start, heading: random.uniform(-3, 3) });
  const stage: Stage = {
    lifter,
    track,
    random: random.fork('body'),
    log: { sets: [], missed: [], slips: [], activities: [] },
  };
  const still = open(stage, quiet, bent);
  script.perform(stage, {
    reps: options.reps ?? null,
    loadFraction: options.loadFraction ?? null,
    softFloor: options.softFloor ?? random.chance(0.25),
    bent,
  });
  hold(stage, random.uniform(0.5, 2));
  const finished = track.finish();
  enliven(finished, lifter.liveliness, random.fork('life'), options.liveliness ?? 1);

  const sensor = (role: 'belt' | 'thoracic'): { worn: Worn; motion: SensorMotion; batch: SampleBatch } => {
    const chance = random.fork(role);
    const habits = lifter.wear;
    const putOn = options.worn === undefined ? chance : chanceOf(lifter, options.worn).fork(role);
    const worn =
      role === 'belt'
        ? wear(putOn, habits.belt, habits.beltCase)
        : wear(putOn, habits.thoracic, habits.thoracicCase);
    const ideal = options.idealSensor ?? false;
    const wobble = ideal
      ? null
      : {
          hz: habits.wobbleHz,
          damping: habits.wobbleDamping,
          gain: habits.wobbleGain * (role === 'belt' ? 1 : 0.6),
        };
    const motion = sensorMotion(lifter.body, finished, worn.seat, wobble, role === 'belt');
    const delivery = drawDelivery(chance, options, finished.count / 1000);
    const hz = options.sampleRateHz ?? 208;
    const batch = readSensor(motion, role, hz, worn.mounting, drawChip(chance, ideal), delivery, chance);
    return { worn, motion, batch };
  };
  const belt = sensor('belt');
  const thoracic = options.thoracic === true ? sensor('thoracic') : null;
  const style = script.exercise === 'sumo-deadlift' ? lifter.sumo : lifter.conventional;
  const shares = {
    belt: belt.worn.seat.share,
    thoracic: thoracic === null ? lifter.wear.thoracic.share : thoracic.worn.seat.share,
  };
  const tape = random.fork('tape').bounded(0, 0.005);
  const truth = measureSession(finished, stage.log, shares, still);
  const lifted = truth.sets.flatMap((set) => set.reps);
  const travel = script.fromFloor
    ? barTravelM(lifter.body, style)
    : Math.max(0.2, ...lifted.map((rep) => rep.romM));
  return {
    session: {
      exercise: script.exercise,
      athlete: { heightM: Math.round(lifter.heightM * 100) / 100, barTravelM: travel + tape },
      sampleRateHz: options.sampleRateHz ?? 208,
      belt: belt.batch,
      thoracic: thoracic?.batch ?? null,
      truth,
    },
    track: finished,
    beltMotion: belt.motion,
    thoracicMotion: thoracic?.motion ?? null,
    belt: belt.worn,
    thoracic: thoracic?.worn ?? null,
  };
};

/** Simulates a recording and its truth. Same lifter, scenario and seed: same numbers, bit for bit. */
export const simulate = (options: SimulateOptions): VirtualSession => film(options).session;
