/** The scenarios by name: what the lifter is asked to do. */
import type { Exercise } from '../domain/exercise.ts';
import { tugBelt } from './behaviours/clip.ts';
import { hingePose, squatPose } from './behaviours/cycle.ts';
import { fidget, loadPlate, pickUp, sit, tieShoe } from './behaviours/daily.ts';
import { cycleSet, pullSet, type PullSet } from './behaviours/sets.ts';
import { walk } from './behaviours/walk.ts';
import type { Stage } from './stage.ts';
import { meanVelocity } from './velocity.ts';

/** What the caller fixed; `null` is left to chance. */
export interface Wishes {
  readonly reps: number | null;
  readonly loadFraction: number | null;
  readonly softFloor: boolean;
}

export interface Script {
  readonly exercise: Exercise;
  /** The bar starts on the floor, so its travel can be taped. */
  readonly fromFloor: boolean;
  /** Never begins with quiet standing. */
  readonly alwaysMoving: boolean;
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
  alwaysMoving: false,
  perform: (stage, wishes) => {
    const { random, lifter } = stage;
    if (random.chance(0.4)) walk(stage, random.uniform(2, 5));
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

const squat: Script = {
  exercise: 'squat',
  fromFloor: false,
  alwaysMoving: false,
  perform: (stage, wishes) => {
    const { random, lifter, track } = stage;
    const loadFraction = wishes.loadFraction ?? random.uniform(0.5, 0.9);
    const pose = squatPose(stage);
    track.add(0.5, (_tau, posture) => pose(0, posture));
    cycleSet(stage, pose, {
      reps: wishes.reps ?? random.int(3, 10),
      loadFraction,
      downS: [0.9, 2],
      upS: lifter.squat.depthM / meanVelocity('squat', loadFraction, lifter.velocityOffsetMps),
      depthSpread: 0.05,
      pauseS: [0.1, 1],
      topS: [0.3, 1.8],
    });
  },
};

const hinge = (exercise: Exercise, load: 'hanging' | 'back'): Script => ({
  exercise,
  fromFloor: false,
  alwaysMoving: false,
  perform: (stage, wishes) => {
    const { random, track } = stage;
    const pose = hingePose(stage, load);
    track.add(0.5, (_tau, posture) => pose(0, posture));
    cycleSet(stage, pose, {
      reps: wishes.reps ?? random.int(4, 10),
      loadFraction: wishes.loadFraction ?? random.uniform(0.4, 0.75),
      downS: [1.2, 2.5],
      upS: random.uniform(0.8, 1.5),
      depthSpread: 0.04,
      pauseS: [0.1, 0.6],
      topS: [0.3, 1.5],
    });
  },
});

export const SCRIPTS = {
  'deadlift-dead-stop': deadlift('conventional-deadlift', () => ({})),
  'deadlift-touch-and-go': deadlift(
    'conventional-deadlift',
    () => ({ tempo: 'touch-and-go' }),
    [0.5, 0.8],
    [4, 12],
  ),
  'deadlift-rolling-start': deadlift('conventional-deadlift', () => ({ tempo: 'rolling' })),
  squat,
  rdl: hinge('romanian-deadlift', 'hanging'),
  'good-morning': hinge('good-morning', 'back'),
  lossy: deadlift('conventional-deadlift', () => ({})),
  'daily-life': {
    exercise: 'conventional-deadlift',
    fromFloor: true,
    alwaysMoving: false,
    perform: (stage) => dailyLife(stage, stage.random.int(7, 11)),
  } satisfies Script,
} as const satisfies Record<string, Script>;

export type ScenarioName = keyof typeof SCRIPTS;
const isScenario = (name: string): name is ScenarioName => Object.hasOwn(SCRIPTS, name);
/** Every scenario by name. */
export const SCENARIOS: readonly ScenarioName[] = Object.keys(SCRIPTS).filter(isScenario);
