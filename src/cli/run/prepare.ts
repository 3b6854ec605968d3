/** Everything that is decided before a session begins: who wears what, with which rules, on which radio. */
import { type CompiledRule } from '../../alerts/rules/judge.ts';
import { loadRules } from '../../alerts/rules.ts';
import { BeltlineError } from '../../domain/error.ts';
import { createProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import { learnFromFiles } from '../analysis/baseline.ts';
import { type LoadedConfig, loadNamedConfig } from '../config/load.ts';
import { type LivePlan, makePlan } from '../session/make-plan.ts';
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

const baselineOf =
  (loaded: LoadedConfig): Parameters<typeof makePlan>[2] =>
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
}

/** Throws for whatever is wrong with configuration, rules or drivers, before any radio is touched. */
export const prepare = async (stage: Stage, options: RunOptions): Promise<Prepared> => {
  const loaded = withAthlete(stage.loaded, options.athlete);
  const overrides = {
    ...(options.exercise === undefined ? {} : { exercise: options.exercise }),
    ...(options.load === undefined ? {} : { loadKg: options.load }),
  };
  const livePlan = await makePlan(loaded, overrides, baselineOf(loaded));
  livePlan.plan.slots.forEach(driverOf);
  const rules = await loadRules(livePlan.plan.rules);
  livePlan.buzzers.forEach(({ buzzer }) => buzzerDriverOf(buzzer));
  return { loaded, livePlan, rules };
};
