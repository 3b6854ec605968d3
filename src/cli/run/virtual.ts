/**
 * `--virtual`: a virtual lifter wears a virtual belt. Only body and radio are virtual: noble in its own process, the link,
 * the driver, the recording and the analysis are those of a real session.
 */
import { BeltlineError } from '../../domain/error.ts';
import { SCENARIOS, type ScenarioName } from '../../simulator/index.ts';
import { loadConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';
import type { Config } from '../config/schema.ts';
import { configOf, USUAL, worldOf } from '../virtual/lifter.ts';
import { serveVirtual } from '../virtual/serve.ts';
import type { RunOptions, Stage } from './options.ts';

const isScenario = (name: string): name is ScenarioName => SCENARIOS.some((known) => known === name);

const scenarioOf = (wish: string | true | undefined): ScenarioName => {
  if (wish === undefined || wish === true) return USUAL.scenario;
  if (isScenario(wish)) return wish;
  throw new BeltlineError('usage', `there is no scenario "${wish}".`, {
    cure: `Choose one of ${SCENARIOS.join(', ')}.`,
  });
};

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
  const config = await configOf(world, seed === USUAL.seed ? 'virtual' : `virtual-${seed}`);
  const served = await serveVirtual(world, '@abandonware/noble');
  return {
    radio: served.radio,
    loaded: { file: 'virtual', config: { ...config, ...servers } },
    close: () => served.close(),
  };
};
