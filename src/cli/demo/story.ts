/** Which recordings a demo is made of. */
import { BeltlineError } from '../../domain/error.ts';
import {
  makeLifter,
  SCENARIOS,
  type ScenarioName,
  simulate,
  type VirtualSession,
} from '../../simulator/index.ts';

/** One recording of the demo. */
export interface Part {
  /** Name of its files. */
  readonly name: string;
  readonly title: string;
  readonly session: VirtualSession;
  /** Whether the parts before it serve as baseline of the lower back. */
  readonly comparesWithEarlier: boolean;
}

export interface StoryOptions {
  readonly scenario?: string;
  readonly seed?: number;
  readonly twoSensors?: true;
}

/** What `--scenario` may be, and what each shows. */
export const SCENARIO_WORDS: Readonly<Record<ScenarioName, string>> = {
  'deadlift-dead-stop': 'every rep from a dead stop',
  'deadlift-touch-and-go': 'the bar only touches the floor',
  'deadlift-rolling-start': 'hips drop and rise before the pull: a false start',
  sumo: 'wide stance, upright trunk',
  rdl: 'Romanian deadlifts, from the top',
  'good-morning': 'the bar on the back',
  squat: 'lift-off is the turn at the bottom',
  'kettlebell-swing': 'fast and light',
  'back-extension': 'on the bench, no bar',
  'grinder-singles': 'singles of three to five seconds',
  rounding: 'the lower back gives way in some reps',
  'hips-first': 'the hips shoot up in some reps',
  asymmetry: 'leans or twists in some reps',
  slip: 'the clip moves on the belt',
  'missed-pull': 'pulls that never reach lockout: no reps',
  drops: 'the bar is dropped from lockout',
  lossy: 'a bad radio link: samples are lost',
  'daily-life': 'walking, sitting, shoelaces: not a single rep',
  'training-session': 'warm-up to work sets with life between, several minutes',
};

/** Chosen because this lifter shows what the demo is about; help and README say so. */
const STORY_SEED = 105;

const isScenario = (name: string): name is ScenarioName => SCENARIOS.some((known) => known === name);

const single = (scenario: string, seed: number, thoracic: boolean): Part[] => {
  if (!isScenario(scenario)) {
    throw new BeltlineError('usage', `there is no scenario "${scenario}".`, {
      cure: `Choose one of ${SCENARIOS.join(', ')}.`,
    });
  }
  return [
    {
      name: scenario,
      title: `${scenario}: ${SCENARIO_WORDS[scenario]}`,
      session: simulate({ lifter: makeLifter(seed), scenario, seed, thoracic }),
      comparesWithEarlier: false,
    },
  ];
};

/** The same lifter twice, the belt taken off between: a clean warm-up, then a work set held against it. */
const story = (seed: number, thoracic: boolean): Part[] => {
  const lifter = makeLifter(seed);
  const common = { lifter, seed, thoracic, quietStart: true };
  return [
    {
      name: 'warm-up',
      title: 'Warm-up: clean reps at 60 % of the maximum',
      session: simulate({ ...common, scenario: 'deadlift-dead-stop', reps: 5, loadFraction: 0.6 }),
      comparesWithEarlier: false,
    },
    {
      name: 'work-set',
      title: 'Work set: 80 % of the maximum, and the lower back does not always hold',
      session: simulate({ ...common, scenario: 'rounding', reps: 5, loadFraction: 0.8 }),
      comparesWithEarlier: true,
    },
  ];
};

/** The recordings of a demo, in order of time. Same options, same recordings. */
export const partsOf = (options: StoryOptions): readonly Part[] => {
  const seed = options.seed ?? STORY_SEED;
  const thoracic = options.twoSensors === true;
  return options.scenario === undefined ? story(seed, thoracic) : single(options.scenario, seed, thoracic);
};
