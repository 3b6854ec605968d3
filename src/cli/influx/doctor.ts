/** What `beltline doctor` finds about InfluxDB: nothing where none is configured. */
import { existsSync } from 'node:fs';
import type { Finding } from '../../devices/link/doctor.ts';
import { isBeltlineError } from '../../domain/error.ts';
import { openStore } from '../../store/store.ts';
import { findConfig, loadConfig } from '../config/load.ts';
import { storeFile } from './open.ts';
import { influxSettings } from './settings.ts';
import { influxFindings } from './status.ts';

const look = async (file: string): Promise<Finding[]> => {
  const loaded = await loadConfig(file);
  const settings = influxSettings(loaded);
  if (settings === null) return [];
  const kept = storeFile(loaded, undefined);
  const store = kept === null || !existsSync(kept) ? null : openStore(kept);
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
