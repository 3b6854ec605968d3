/**
 * `--virtual`: a virtual lifter wears a virtual belt. Only body and radio are virtual: noble in its own process, the link,
 * the driver, the recording and the analysis are those of a real session.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BeltlineError } from '../../domain/error.ts';
import { serialOf } from '../../devices/protocol/index.ts';
import type { NobleName } from '../../devices/link/radio-process/noble.ts';
import { createProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import { makeLifter, SCENARIOS, type ScenarioName } from '../../simulator/index.ts';
import { createTrainingWorld, type TrainingWorld } from '../../simulator/world/world.ts';
import { radioProcess } from '../../simulator/radio/index.ts';
import { loadConfig, parseConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';
import type { Config } from '../config/schema.ts';
import type { OpenRadio } from '../radio/open.ts';
import type { RunOptions, Stage } from './options.ts';

/** The lifter of the demo; other seeds are others. */
const USUAL = { scenario: 'rounding', seed: 105 } as const;

const isScenario = (name: string): name is ScenarioName => SCENARIOS.some((known) => known === name);

const scenarioOf = (wish: string | true | undefined): ScenarioName => {
  if (wish === undefined || wish === true) return USUAL.scenario;
  if (isScenario(wish)) return wish;
  throw new BeltlineError('usage', `there is no scenario "${wish}".`, {
    cure: `Choose one of ${SCENARIOS.join(', ')}.`,
  });
};

/** The configuration of somebody with this body, as it would stand in a file. */
const configText = (world: TrainingWorld, name: string): string => {
  const { session } = world.lifters[0].film;
  const { heightM, barTravelM } = session.athlete;
  return [
    '[session]',
    `exercise = "${session.exercise}"`,
    `[athlete.${name}]`,
    `height_m = ${heightM}`,
    `[athlete.${name}.bar_travel_m]`,
    `${session.exercise} = ${barTravelM.toFixed(3)}`,
    '[[sensor]]',
    `id = "${serialOf(world.lifters[0].belt.belt.deviceId)}"`,
  ].join('\n');
};

/** A radio on this world: its adapters are served to the process of noble. */
export const serveVirtual = async (world: TrainingWorld, noble: NobleName): Promise<OpenRadio> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-virtual-'));
  const path = join(folder, 'radio');
  const server = await world.radio.serve({ path });
  const radio = createProcessRadio({
    noble,
    lookForAdapter: false,
    ...radioProcess(`unix:${path}`),
  });
  return {
    radio,
    close: async () => {
      await radio.close();
      await server.close();
      world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const worldOf = (scenario: ScenarioName, seed: number): TrainingWorld =>
  createTrainingWorld({
    lifters: [{ lifter: makeLifter(seed), scenario, seed, quietStart: true }],
    radio: { intervalMs: 'requested' },
  });

/** The lifter of the demo with a belt. */
export const usualWorld = (): TrainingWorld => worldOf(USUAL.scenario, USUAL.seed);

/** Servers of a configuration that is named beside `--virtual`: how dashboards and phones are tried without a lifter. */
const serversOf = async (file: string | undefined): Promise<Partial<Pick<Config, 'influx' | 'notify'>>> => {
  if (file === undefined) return {};
  const loaded = await loadConfig(file);
  const { influx, notify } = loaded.config;
  if (influx?.token_file === undefined) return { influx, notify };
  return { influx: { ...influx, token_file: besideConfig(loaded, influx.token_file) }, notify };
};

/** A virtual radio in this process, served to noble's, and a lifter within its reach. */
export const openVirtual = async (options: RunOptions): Promise<Stage> => {
  const servers = await serversOf(options.config);
  const { seed = USUAL.seed } = options;
  const world = worldOf(scenarioOf(options.virtual), seed);
  // Somebody else has another name: bodies differ, and what is kept of one is no measure for another.
  const name = seed === USUAL.seed ? 'virtual' : `virtual-${seed}`;
  const config = await parseConfig('virtual', configText(world, name));
  const loaded = { file: 'virtual', config: { ...config, ...servers } };
  const served = await serveVirtual(world, '@abandonware/noble');
  return { ...served, loaded: options.record === undefined ? withoutRecording(loaded) : loaded };
};

/** A virtual session is recorded only where somebody says so: it is nobody's training. */
const withoutRecording = (loaded: Stage['loaded']): Stage['loaded'] => ({
  ...loaded,
  config: { ...loaded.config, session: { ...loaded.config.session, record: false } },
});
