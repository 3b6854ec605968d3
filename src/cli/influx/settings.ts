/** From `[influx]` to the settings of the writer. */
import { BeltlineError } from '../../domain/error.ts';
import { type InfluxSettings, readSettings } from '../../influx/settings.ts';
import type { LoadedConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';

/** `null` without `[influx]`. Reads the token; throws a {@link BeltlineError} where that fails. */
export const influxSettings = (loaded: LoadedConfig, env = process.env): InfluxSettings | null => {
  const { influx } = loaded.config;
  if (influx === undefined) return null;
  const { token_env: name, token_file: file } = influx;
  return readSettings(
    influx,
    { env: name, file: file === undefined ? null : besideConfig(loaded, file) },
    env,
  );
};

/** For commands that are about InfluxDB. @param loaded `null`: there is no configuration */
export const neededSettings = (loaded: LoadedConfig | null): InfluxSettings => {
  const settings = loaded === null ? null : influxSettings(loaded);
  if (settings !== null) return settings;
  throw new BeltlineError('usage', 'no InfluxDB is configured.', {
    ...(loaded === null ? {} : { place: { file: loaded.file } }),
    cure: `Add [influx] with url and bucket to ${loaded?.file ?? 'a beltline.toml'}, as in docs/beltline.example.toml.`,
  });
};
