/** Which InfluxDB, and the token for it. */
import { readFileSync } from 'node:fs';
import { BeltlineError } from '../domain/error.ts';
import { type Secret, secret } from './secret.ts';

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

/** What a header may hold (RFC 9110 §5.5); everything else would be sent as something else, or not at all. */
const HEADER_VALUE = /^[\t\u{20}-\u{7E}\u{80}-\u{FF}]+$/u;

const checked = (text: string, from: string): Secret | null => {
  const token = text.trim();
  if (token === '') return null;
  if (HEADER_VALUE.test(token)) return secret(token);
  throw new BeltlineError('bad-input', `the token in ${from} holds characters that no token has.`, {
    cure: 'It must be one line of plain text.',
  });
};

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
  return { url: url.replace(/\/+$/, ''), org, bucket, token: checked(text, tokenFrom), tokenFrom };
};
