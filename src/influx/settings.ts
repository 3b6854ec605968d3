/** Which InfluxDB, and the token for it. */
import { readFileSync } from 'node:fs';
import { BeltlineError } from '../domain/error.ts';
import { type Secret, tokenIn } from '../domain/secret.ts';

export interface InfluxSettings {
  /** Without a slash at its end. */
  readonly url: string;
  /** Empty for InfluxDB 1.x and 3 Core. */
  readonly org: string;
  /** InfluxDB 1.8: `db/rp`; 3 Core: the database. */
  readonly bucket: string;
  /** `null`: the server wants none, or will say so. */
  readonly token: Secret | null;
  /** Where the token comes from, in words. */
  readonly tokenFrom: string;
}

/** Where to find the token. A file goes before the variable. */
export interface TokenPlace {
  /** Name of an environment variable. */
  readonly env: string;
  /** A path, or `null`. */
  readonly file: string | null;
}

const readTokenFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BeltlineError('unreadable', 'cannot read this file with the token for InfluxDB.', {
      place: { file },
      cure: 'Correct token_file in [influx], or let the user that runs Beltline read it.',
      cause,
    });
  }
};

/** The settings with the token read; throws a {@link BeltlineError} where the file cannot be read. */
export const readSettings = (
  { url, org, bucket }: Pick<InfluxSettings, 'url' | 'org' | 'bucket'>,
  { env, file }: TokenPlace,
  environment: NodeJS.ProcessEnv = process.env,
): InfluxSettings => {
  const tokenFrom = file === null ? `the environment variable ${env}` : `the file ${file}`;
  const text = file === null ? (environment[env] ?? '') : readTokenFile(file);
  return { url: url.replace(/\/+$/, ''), org, bucket, token: tokenIn(text, tokenFrom), tokenFrom };
};
