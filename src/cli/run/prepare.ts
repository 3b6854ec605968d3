/** Everything that is decided before a session begins: who wears what, with which rules, on which radio. */
import { existsSync } from 'node:fs';
import { type CompiledRule } from '../../alerts/rules/judge.ts';
import { loadRules } from '../../alerts/rules.ts';
import { BeltlineError, isBeltlineError } from '../../domain/error.ts';
import { createProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import { learnFromFiles } from '../analysis/baseline.ts';
import { type LoadedConfig, loadNamedConfig } from '../config/load.ts';
import { earlierCorridor } from '../keep/corridor.ts';
import { keptIn } from '../keep/file.ts';
import {
  asksEarlier,
  type CorridorSources,
  type LearnBaseline,
  type LivePlan,
  makePlan,
  type PlanOverrides,
} from '../session/make-plan.ts';
import { lifters } from '../session/plan.ts';
import { openStore, type Store } from '../../store/store.ts';
import { buzzerDriverOf, driverOf } from './driver-of.ts';
import type { RunOptions, Stage } from './options.ts';
import { openVirtual } from './virtual.ts';

const realStage = async (options: RunOptions): Promise<Stage> => {
  const loaded = await loadNamedConfig(options.config, ', or try `beltline run --virtual`');
  const { library } = loaded.config.radio;
  const radio = createProcessRadio({ noble: library });
  return { radio, loaded, close: () => radio.close() };
};

/** `--athlete` over the configuration. */
const withAthlete = ({ file, config }: LoadedConfig, name: string | undefined): LoadedConfig => {
  if (name === undefined) return { file, config };
  if (config.athlete[name] === undefined) {
    throw new BeltlineError('usage', `there is no athlete "${name}".`, {
      place: { file },
      cure: `There is: ${Object.keys(config.athlete).join(', ')}.`,
    });
  }
  return { file, config: { ...config, session: { ...config.session, athlete: name } } };
};

const learnFor =
  (loaded: LoadedConfig): LearnBaseline =>
  (files, athlete, exercise) => {
    const { height_m: heightM } = loaded.config.athlete[athlete];
    const input = {
      exercise,
      placement: 'lumbar',
      heightM,
      heightAssumed: false,
      barTravelM: null,
      loadKg: null,
      thoracic: false,
      baseline: false,
    } as const;
    return learnFromFiles(files, input, athlete);
  };

/** The radio, with real devices around it or with a virtual one. */
export const openStage = (options: RunOptions): Promise<Stage> =>
  options.virtual === undefined ? realStage(options) : openVirtual(options);

export interface Prepared {
  readonly loaded: LoadedConfig;
  readonly livePlan: LivePlan;
  readonly rules: readonly CompiledRule[];
  /** What there is to say as the session begins. */
  readonly notes: readonly string[];
}

/** Corridors of earlier sessions out of a store. What is wrong with one of them stops no session. */
const earlierIn =
  (store: Store, simulated: boolean, notes: string[]): CorridorSources['earlier'] =>
  (athlete, exercise) => {
    try {
      return earlierCorridor(store, { athlete, exercise, simulated, nowUs: Date.now() * 1000 });
    } catch (error) {
      if (!isBeltlineError(error)) throw error;
      notes.push(`${exercise} of ${athlete} is not compared with earlier sessions: ${error.describe()}`);
      return null;
    }
  };

/** Which lifters are compared with earlier sessions in the lift that they begin with. */
const earlierNotes = (loaded: LoadedConfig, { plan }: LivePlan): readonly string[] => {
  const everybody = lifters(plan);
  return everybody.flatMap((name) => {
    const corridor = plan.athletes[name].baseline[plan.exercise];
    if (corridor === undefined || !asksEarlier(loaded, name, plan.exercise)) return [];
    const whose = everybody.length === 1 ? 'The lower back' : `The lower back of ${name}`;
    return [`${whose} is compared with ${corridor.reps} clean reps of earlier sessions.`];
  });
};

/** Plans with the corridors of earlier sessions, where any are kept. */
const planned = async (
  loaded: LoadedConfig,
  overrides: PlanOverrides,
  options: RunOptions,
): Promise<Pick<Prepared, 'livePlan' | 'notes'>> => {
  const learn = learnFor(loaded);
  const file = keptIn(options, loaded);
  // Opening what is not there would make it, for a session that may never begin.
  const store = file === null || !existsSync(file) ? null : openStore(file);
  try {
    const notes: string[] = [];
    const earlier = store === null ? () => null : earlierIn(store, options.virtual !== undefined, notes);
    const livePlan = await makePlan(loaded, overrides, { learn, earlier });
    return { livePlan, notes: [...notes, ...earlierNotes(loaded, livePlan)] };
  } finally {
    store?.close();
  }
};

/** Throws for whatever is wrong with configuration, rules or drivers, before any radio is touched. */
export const prepare = async (stage: Stage, options: RunOptions): Promise<Prepared> => {
  const loaded = withAthlete(stage.loaded, options.athlete);
  const overrides = {
    ...(options.exercise === undefined ? {} : { exercise: options.exercise }),
    ...(options.load === undefined ? {} : { loadKg: options.load }),
  };
  const { livePlan, notes } = await planned(loaded, overrides, options);
  livePlan.plan.slots.forEach(driverOf);
  const rules = await loadRules(livePlan.plan.rules);
  livePlan.buzzers.forEach(({ buzzer }) => buzzerDriverOf(buzzer));
  return { loaded, livePlan, rules, notes };
};
