/** Which belts there are in a world, by name, serial number and address. */
import { BeltlineError } from '../../domain/error.ts';
import { serialOf } from '../../devices/protocol/index.ts';
import type { BeltConfig, WorldConfig } from './config.ts';

export interface RosterEntry {
  /** The lifter's name; that of a thoracic belt ends in `/thoracic`. */
  readonly name: string;
  /** Number of its lifter in the configuration. */
  readonly lifter: number;
  readonly role: 'belt' | 'thoracic';
  readonly deviceId: bigint;
  readonly serial: string;
  readonly address: string;
  readonly config: BeltConfig;
}

/** Serial numbers and addresses of virtual belts that were given none count from here. */
const FIRST_DEVICE_ID = 0xbe17_0000_0000_0000n;

/** Static random, as SPEC 4 wants: the two highest bits are set. */
const addressOf = (number: number): string => `c0:be:17:00:00:${number.toString(16).padStart(2, '0')}`;

const entryOf = (
  name: string,
  lifter: number,
  role: RosterEntry['role'],
  config: BeltConfig,
): RosterEntry => {
  const number = 2 * lifter + (role === 'belt' ? 1 : 2);
  const deviceId =
    config.serial === undefined ? FIRST_DEVICE_ID + BigInt(number) : BigInt(`0x${config.serial}`);
  const address = config.address ?? addressOf(number);
  return { name, lifter, role, deviceId, serial: serialOf(deviceId), address, config };
};

const wrong = (message: string, cure: string): BeltlineError =>
  new BeltlineError('bad-input', `This is no virtual world: ${message}`, { cure });

const checkUnique = (entries: readonly RosterEntry[], key: 'name' | 'serial' | 'address'): void => {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry[key])) throw wrong(`two belts have the ${key} ${entry[key]}.`, `Give each its own.`);
    seen.add(entry[key]);
  }
};

const checkFaults = (entries: readonly RosterEntry[], { faults }: WorldConfig): void => {
  const names = entries.map(({ name }) => name);
  for (const { action } of faults) {
    if (!('belt' in action) || names.includes(action.belt)) continue;
    throw wrong(`a fault names the belt "${action.belt}".`, `There are: ${names.join(', ')}.`);
  }
};

/** Everybody's belts; throws a `BeltlineError` when two are alike or a fault names none of them. */
export const rosterOf = (config: WorldConfig): readonly RosterEntry[] => {
  const entries = config.lifters.flatMap(({ name, belt, thoracic }, lifter): RosterEntry[] => {
    const called = name ?? `lifter${lifter + 1}`;
    const lower = entryOf(called, lifter, 'belt', belt);
    return thoracic === null ? [lower] : [lower, entryOf(`${called}/thoracic`, lifter, 'thoracic', thoracic)];
  });
  for (const key of ['name', 'serial', 'address'] as const) checkUnique(entries, key);
  checkFaults(entries, config);
  return entries;
};
