/** `[influx]` of `beltline.toml`: where points go. The token is named here, never written here. */
import { z } from 'zod';

const text = (max: number) =>
  z.string().min(1, 'must not be empty').max(max, `must be at most ${max} characters`);

const parsed = (address: string): URL | null => {
  try {
    return new URL(address);
  } catch {
    return null;
  }
};

/** What is wrong with an address, `null` if nothing is. It may hold a password, so it is never repeated. */
const fault = (address: string): string | null => {
  const url = parsed(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return 'must be an address that begins with http:// or https://, for example http://localhost:8086';
  if (url.username !== '' || url.password !== '')
    return 'must hold no user and password: put "user:password" where the token goes';
  if (url.search !== '' || url.hash !== '') return 'must end before "?" and "#"';
  if (/\/(api|write|query)(\/|$)/.test(url.pathname))
    return 'must be the address of InfluxDB itself, without /api/v2 and the like';
  return null;
};

/** Only known so that it can be refused; zod repeats no value. */
const never = (message: string) => z.never(message).optional();
const NO_TOKEN =
  'a token does not belong into this file: put it into an environment variable (token_env) or a file of its own (token_file)';

export const influx = z.strictObject({
  url: text(2048).superRefine((address, context) => {
    const message = fault(address);
    if (message !== null) context.addIssue({ code: 'custom', message });
  }),
  /** Empty for InfluxDB 1.x and 3 Core, which have none. */
  org: z.string().max(256, 'must be at most 256 characters').default(''),
  /** InfluxDB 1.8: `database/policy`; 3 Core: the database. */
  bucket: text(256),
  token_env: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of an environment variable')
    .default('INFLUX_TOKEN'),
  /** Relative to this file. It goes before the variable. */
  token_file: text(4096).optional(),
  token: never(NO_TOKEN),
  password: never(NO_TOKEN),
});
