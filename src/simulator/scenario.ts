/** The scenarios by name: what the lifter is asked to do. */
import type { Exercise } from '../domain/exercise.ts';
import { slip, tugBelt } from './behaviours/clip.ts';
import { benchPose, hingePose, squatPose, type CyclePose } from './behaviours/cycle.ts';
import { fidget, loadPlate, pickUp, sit, tieShoe } from './behaviours/daily.ts';
import { hold, standUp } from './behaviours/move.ts';
import { cycleSet, pullSet, type CycleSet, type PullSet } from './behaviours/sets.ts';
import { swingSet } from './behaviours/swing.ts';
import { walk } from './behaviours/walk.ts';
import { DEG } from './ease.ts';
import type { LifterSpec } from './lifter.ts';
import type { PullStyle } from './pull-style.ts';
import type { Stage } from './stage.ts';
import { meanVelocity } from './velocity.ts';

/** What the caller fixed; `null` is left to chance. */
export interface Wishes {
  readonly reps: number | null;
  readonly loadFraction: number | null;
  readonly softFloor: boolean;
  /** The recording starts with the lifter already bent at the bar. */
  readonly bent: boolean;
}

export interface Script {
  readonly exercise: Exercise;
  /** The bar starts on the floor, so its travel can be taped. */
  readonly fromFloor: boolean;
  /** Where the bar is when the recording starts, if not on the floor. */
  readonly startPose: ((lifter: LifterSpec) => CyclePose) | null;
  /** The style of a single set from the floor, which a recording may join when the lifter is at the bar already. */
  readonly style: ((lifter: LifterSpec) => PullStyle) | null;
  readonly perform: (stage: Stage, wishes: Wishes) => void;
}

const plainSet: PullSet = {
  reps: 5,
  loadFraction: 0.75,
  tempo: 'dead-stop',
  lowering: 'mixed',
  fault: null,
  softFloor: false,
  singles: false,
  grinder: false,
  slips: false,
  missFirst: false,
  missLast: false,
};

const FAULTS = ['rounded', 'hips-first', 'asymmetric'] as const;

/** Something from daily life, at random. */
const something = (stage: Stage): void => {
  const { random } = stage;
  random.pick([
    () => walk(stage, random.uniform(3, 10)),
    () => walk(stage, random.uniform(3, 10)),
    () => sit(stage, random.uniform(2, 8)),
    () => tieShoe(stage),
    () => pickUp(stage),
    () => loadPlate(stage),
    () => fidget(stage, random.uniform(2, 6)),
    () => tugBelt(stage),
  ])();
};

const dailyLife = (stage: Stage, pieces: number): void => {
  for (let i = 0; i < pieces; i++) something(stage);
};

type Deadlift = 'conventional-deadlift' | 'sumo-deadlift';

/** A single working set with a little life before and after. */
const deadlift = (
  exercise: Deadlift,
  choose: (stage: Stage) => Partial<PullSet>,
  loads: readonly [number, number] = [0.55, 0.88],
  reps: readonly [number, number] = [3, 8],
): Script => ({
  exercise,
  fromFloor: true,
  startPose: null,
  style: (lifter) => (exercise === 'sumo-deadlift' ? lifter.sumo : lifter.conventional),
  perform: (stage, wishes) => {
    const { random, lifter } = stage;
    if (!wishes.bent && random.chance(0.4)) walk(stage, random.uniform(2, 5));
    pullSet(stage, exercise === 'sumo-deadlift' ? lifter.sumo : lifter.conventional, {
      ...plainSet,
      reps: wishes.reps ?? random.int(reps[0], reps[1]),
      loadFraction: wishes.loadFraction ?? random.uniform(loads[0], loads[1]),
      softFloor: wishes.softFloor,
      ...choose(stage),
    });
    if (random.chance(0.5)) walk(stage, random.uniform(2, 5));
  },
});

/** A lift that starts at the top with the bar already on the lifter. */
interface TopStart {
  readonly exercise: Exercise;
  readonly pose: (lifter: LifterSpec) => CyclePose;
  readonly loads: readonly [number, number];
  readonly reps: readonly [number, number];
  readonly set: (stage: Stage, loadFraction: number) => Omit<CycleSet, 'reps' | 'loadFraction'>;
}

const topStart = ({ exercise, pose, loads, reps, set }: TopStart): Script => ({
  exercise,
  fromFloor: false,
  startPose: pose,
  style: null,
  perform: (stage, wishes) => {
    const { random, track, lifter } = stage;
    const loadFraction = wishes.loadFraction ?? random.uniform(loads[0], loads[1]);
    const move = pose(lifter);
    // Onto the bench, or just into line under the bar.
    const intoS = exercise === 'back-extension' ? random.uniform(1.2, 2.2) : 0.6;
    track.add(intoS, (_tau, posture) => move(0, posture), intoS);
    hold(stage, random.uniform(0.2, 1.5));
    cycleSet(stage, move, {
      ...set(stage, loadFraction),
      loadFraction,
      reps: wishes.reps ?? random.int(reps[0], reps[1]),
    });
    standUp(stage, exercise === 'back-extension' ? 1.5 : 0.6, random.uniform(0.3, 1));
  },
});

const squat = topStart({
  exercise: 'squat',
  pose: squatPose,
  loads: [0.5, 0.92],
  reps: [3, 10],
  set: ({ lifter, random }, loadFraction) => ({
    downS: [0.9, 2],
    // Not every set is done as fast as it could be.
    upS:
      lifter.squat.depthM /
      (meanVelocity('squat', loadFraction, lifter.velocityOffsetMps) * random.uniform(0.65, 1)),
    depthSpread: 0.05,
    pauseS: [0.1, 1],
    topS: [0.3, 1.8],
  }),
});

const hinge = (exercise: Exercise, pose: TopStart['pose']): Script =>
  topStart({
    exercise,
    pose,
    loads: [0.4, 0.75],
    reps: [4, 10],
    set: ({ random }) => ({
      downS: [1.2, 2.5],
      upS: random.uniform(0.75, 1.3),
      depthSpread: 0.04,
      pauseS: [0.1, 0.6],
      topS: [0.3, 1.5],
    }),
  });

const swing: Script = {
  exercise: 'kettlebell-swing',
  fromFloor: false,
  startPose: null,
  style: null,
  perform: (stage, wishes) => swingSet(stage, wishes.reps ?? stage.random.int(6, 12)),
};

/** Warm-up to working sets, rest, plates, life between. */
const trainingSession: Script = {
  exercise: 'conventional-deadlift',
  fromFloor: true,
  startPose: null,
  style: null,
  perform: (stage, wishes) => {
    const { random, lifter } = stage;
    const top = wishes.loadFraction ?? random.uniform(0.78, 0.9);
    const plan = [
      { loadFraction: 0.45, reps: random.int(4, 6) },
      { loadFraction: (0.45 + top) / 2, reps: random.int(3, 5) },
      ...Array.from({ length: random.int(1, 3) }, () => ({
        loadFraction: top,
        reps: wishes.reps ?? random.int(2, 6),
      })),
    ];
    const tempo = random.pick(['dead-stop', 'dead-stop', 'touch-and-go', 'rolling'] as const);
    plan.forEach(({ loadFraction, reps }, i) => {
      const working = i >= 2;
      if (i > 0) {
        something(stage);
        loadPlate(stage);
        if (random.chance(0.6)) walk(stage, random.uniform(2, 4));
        loadPlate(stage);
        dailyLife(stage, random.int(1, 4));
        if (random.chance(0.15)) slip(stage, random.uniform(3, 10) * DEG);
      }
      walk(stage, random.uniform(2, 4));
      pullSet(stage, lifter.conventional, {
        ...plainSet,
        reps,
        loadFraction,
        tempo,
        softFloor: wishes.softFloor,
        fault: working && random.chance(0.7) ? { kind: random.pick(FAULTS), chance: 0.35 } : null,
        missLast: working && random.chance(0.1),
      });
    });
    walk(stage, random.uniform(2, 6));
  },
};

const conventional = 'conventional-deadlift';

export const SCRIPTS = {
  'deadlift-dead-stop': deadlift(conventional, () => ({})),
  'deadlift-touch-and-go': deadlift(conventional, () => ({ tempo: 'touch-and-go' }), [0.5, 0.8], [4, 12]),
  'deadlift-rolling-start': deadlift(conventional, () => ({ tempo: 'rolling' })),
  sumo: deadlift('sumo-deadlift', ({ random }) => ({
    tempo: random.pick(['dead-stop', 'dead-stop', 'touch-and-go'] as const),
  })),
  rdl: hinge('romanian-deadlift', (lifter) => hingePose(lifter, 'hanging')),
  'good-morning': hinge('good-morning', (lifter) => hingePose(lifter, 'back')),
  squat,
  'kettlebell-swing': swing,
  'back-extension': hinge('back-extension', benchPose),
  'grinder-singles': deadlift(conventional, () => ({ singles: true, grinder: true }), [0.95, 1], [2, 4]),
  rounding: deadlift(conventional, () => ({ fault: { kind: 'rounded', chance: 0.45 } }), [0.6, 0.88], [5, 8]),
  'hips-first': deadlift(
    conventional,
    () => ({ fault: { kind: 'hips-first', chance: 0.45 } }),
    [0.6, 0.88],
    [5, 8],
  ),
  asymmetry: deadlift(
    conventional,
    () => ({ fault: { kind: 'asymmetric', chance: 0.45 } }),
    [0.6, 0.88],
    [5, 8],
  ),
  slip: deadlift(conventional, () => ({ slips: true }), [0.55, 0.85], [5, 8]),
  'missed-pull': deadlift(
    conventional,
    ({ random }) => {
      const first = random.chance(0.4);
      return { missFirst: first, missLast: !first || random.chance(0.5) };
    },
    [0.8, 0.92],
    [1, 4],
  ),
  drops: deadlift(conventional, ({ random }) => ({
    lowering: random.pick(['dropped', 'released', 'dropped'] as const),
  })),
  lossy: deadlift(conventional, ({ random }) => ({
    tempo: random.pick(['dead-stop', 'touch-and-go', 'rolling'] as const),
  })),
  'daily-life': {
    exercise: conventional,
    fromFloor: true,
    startPose: null,
    style: null,
    perform: (stage) => dailyLife(stage, stage.random.int(7, 11)),
  } satisfies Script,
  'training-session': trainingSession,
} as const satisfies Record<string, Script>;

export type ScenarioName = keyof typeof SCRIPTS;
const isScenario = (name: string): name is ScenarioName => Object.hasOwn(SCRIPTS, name);
/** Every scenario by name. */
export const SCENARIOS: readonly ScenarioName[] = Object.keys(SCRIPTS).filter(isScenario);
