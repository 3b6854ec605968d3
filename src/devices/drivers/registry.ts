/** Every driver by its name in the configuration. To add one: write it, add a line here. */
import type { Driver } from '../driver.ts';
import { beltlineDriver } from './beltline/index.ts';

export const DRIVERS: readonly Driver[] = [beltlineDriver];

/** `undefined` for a name that no driver has. */
export const driverNamed = (name: string): Driver | undefined =>
  DRIVERS.find((driver) => driver.name === name);
