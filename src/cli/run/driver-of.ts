/** The drivers that a session's configuration names. */
import { BeltlineError } from '../../domain/error.ts';
import type { Driver } from '../../devices/driver.ts';
import { DRIVERS, driverNamed } from '../../devices/drivers/registry.ts';
import type { Buzzer, Slot } from '../session/plan.ts';

const names = (drivers: readonly Driver[]): string => drivers.map(({ name }) => name).join(', ');

const named = ({ driver: name }: Pick<Slot, 'driver'>): Driver => {
  const driver = driverNamed(name);
  if (driver !== undefined) return driver;
  throw new BeltlineError('usage', `there is no driver "${name}".`, { cure: `There is: ${names(DRIVERS)}.` });
};

/** Throws for a driver that is not there or sends no samples, before any radio is touched. */
export const driverOf = (slot: Pick<Slot, 'driver'>): Driver => {
  const driver = named(slot);
  if (driver.sendsSamples !== false) return driver;
  throw new BeltlineError('usage', `a "${driver.name}" is no sensor.`, {
    cure: 'Put it under [[buzzer]] in the configuration.',
  });
};

/** Throws for a driver that is not there or whose devices have no motor. */
export const buzzerDriverOf = (buzzer: Pick<Buzzer, 'driver'>): Driver => {
  const driver = named(buzzer);
  if (driver.vibrate !== null) return driver;
  throw new BeltlineError('usage', `a "${driver.name}" has no motor and cannot be a buzzer.`, {
    cure: `These can: ${names(DRIVERS.filter(({ vibrate }) => vibrate !== null))}.`,
  });
};
