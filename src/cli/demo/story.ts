/** Which recordings a demo is made of. */
import { BeltlineError } from '../../domain/error.ts';
import {
  makeLifter,
  SCENARIOS,
  type ScenarioName,
  simulate,
  type SimulateOptions,
  type VirtualSession,
} from '../../simulator/index.ts';
import { USUAL } from '../virtual/lifter.ts';

/** One recording of the demo. */
export interface Part {
  /** Name of its files. */
  readonly name: string;
  readonly title: string;
  /** What was asked of the simulator. */
  readonly recipe: SimulateOptions;
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

const isScenario = (name: string): name is ScenarioName => SCENARIOS.some((known) => known === name);

const part = (name: string, title: string, recipe: SimulateOptions, comparesWithEarlier = false): Part => ({
  name,
  title,
  recipe,
  session: simulate(recipe),
  comparesWithEarlier,
});

const single = (scenario: string, seed: number, thoracic: boolean): Part[] => {
  if (!isScenario(scenario)) {
    throw new BeltlineError('usage', `there is no scenario "${scenario}".`, {
      cure: `Choose one of ${SCENARIOS.join(', ')}.`,
    });
  }
  const recipe = { lifter: makeLifter(seed), scenario, seed, thoracic };
  return [part(scenario, `${scenario}: ${SCENARIO_WORDS[scenario]}`, recipe)];
};

/** The same lifter twice, the belt taken off between: a clean warm-up, then a work set held against it. */
const story = (seed: number, thoracic: boolean): Part[] => {
  const common = { lifter: makeLifter(seed), seed, thoracic, quietStart: true, reps: 5 };
  return [
    part('warm-up', 'Warm-up: clean reps at 60 % of the maximum', {
      ...common,
      scenario: 'deadlift-dead-stop',
      loadFraction: 0.6,
    }),
    part(
      'work-set',
      'Work set: 80 % of the maximum, and the lower back does not always hold',
      { ...common, scenario: 'rounding', loadFraction: 0.8 },
      true,
    ),
  ];
};

/** The recordings of a demo, in order of time. Same options, same recordings. */
export const partsOf = (options: StoryOptions): readonly Part[] => {
  const seed = options.seed ?? USUAL.seed;
  const thoracic = options.twoSensors === true;
  return options.scenario === undefined ? story(seed, thoracic) : single(options.scenario, seed, thoracic);
};
