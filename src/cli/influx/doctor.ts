/** What `beltline doctor` finds about InfluxDB: nothing where none is configured. */
import { existsSync } from 'node:fs';
import type { Finding } from '../../devices/link/doctor.ts';
import { isBeltlineError } from '../../domain/error.ts';
import { openStore } from '../../store/store.ts';
import { findConfig } from '../config/load.ts';
import { locateStore } from '../history/locate.ts';
import { influxSettings } from './settings.ts';
import { influxFindings } from './status.ts';

const look = async (config: string): Promise<Finding[]> => {
  const { file, loaded } = await locateStore({ config });
  const settings = loaded === null ? null : influxSettings(loaded);
  if (settings === null) return [];
  const store = existsSync(file) ? openStore(file) : null;
  try {
    return await influxFindings(settings, store?.outbox ?? null);
  } finally {
    store?.close();
  }
};

/** @param config the one that is named; without it the one that is found. Faults in it are findings, too. */
export const diagnoseInflux = async (config: string | undefined): Promise<Finding[]> => {
  const file = config ?? findConfig();
  if (file === null) return [];
  try {
    return await look(file);
  } catch (error) {
    if (!isBeltlineError(error)) throw error;
    return [{ severity: 'problem', what: error.message, where: error.place.file ?? file, cure: error.cure }];
  }
};
