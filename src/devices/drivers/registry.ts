/** Every driver by its name in the configuration. To add one: write it, add a line here. */
import type { Driver } from '../driver.ts';
import { bangleDriver } from './bangle.ts';
import { beltlineDriver } from './beltline/index.ts';
import { movellaDotDriver } from './movella-dot.ts';
import { witmotionDriver } from './witmotion.ts';

export const DRIVERS: readonly Driver[] = [beltlineDriver, witmotionDriver, movellaDotDriver, bangleDriver];

/** `undefined` for a name that no driver has. */
export const driverNamed = (name: string): Driver | undefined =>
  DRIVERS.find((driver) => driver.name === name);
