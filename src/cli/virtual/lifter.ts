/** A virtual lifter who wears a virtual belt, and what would stand of both in a configuration. */
import type { ScenarioName } from '../../simulator/index.ts';
import { createVirtualWorld, type VirtualWorld } from '../../simulator/world/index.ts';
import { parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';

/**
 * The lifter of the demos and of `--virtual`, and what is lifted there. Chosen because this lifter shows what Beltline is
 * about; help and README say so. Other seeds are others.
 */
export const USUAL = { scenario: 'rounding', seed: 105 } as const satisfies {
  scenario: ScenarioName;
  seed: number;
};

/** One recording, begun with the first sample. */
export const worldOf = (scenario: ScenarioName, seed: number): VirtualWorld =>
  createVirtualWorld({
    lifters: [{ name: 'virtual', seed, startAfterS: 0, recordings: [{ scenario, seed }] }],
  });

export const usualWorld = (): VirtualWorld => worldOf(USUAL.scenario, USUAL.seed);

/** Body and sensors of the first lifter of a world, as they would stand in a file. @param athlete the name to go by */
export const configOf = (world: VirtualWorld, athlete: string): Promise<Config> => {
  const belts = [...world.belts.values()];
  const { session } = belts[0].programme.parts[0];
  const { heightM, barTravelM } = session.athlete;
  const lines = [
    '[session]',
    'record = false',
    `exercise = "${session.exercise}"`,
    `[athlete.${athlete}]`,
    `height_m = ${heightM}`,
    `[athlete.${athlete}.bar_travel_m]`,
    `${session.exercise} = ${barTravelM.toFixed(3)}`,
    ...belts.flatMap(({ serial, role }) => ['[[sensor]]', `id = "${serial}"`, `role = "${role}"`]),
  ];
  return parseConfig('virtual', lines.join('\n'));
};
