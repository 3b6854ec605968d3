/** `[influx]` of `beltline.toml`: where points go. The token is named here, never written here. */
import { z } from 'zod';
import { serverFault, VARIABLE } from './address.ts';

const text = (max: number) =>
  z.string().min(1, 'must not be empty').max(max, `must be at most ${max} characters`);

/** What is wrong with an address, `null` if nothing is. */
const fault = (address: string): string | null => {
  const wrong = serverFault(address, 'http://localhost:8086');
  if (wrong !== null) return wrong;
  return /\/(api|write|query)(\/|$)/.test(new URL(address).pathname)
    ? 'must be the address of InfluxDB itself, without /api/v2 and the like'
    : null;
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
    .regex(VARIABLE, 'must be the name of an environment variable')
    .default('INFLUX_TOKEN'),
  /** Relative to this file. It goes before the variable. */
  token_file: text(4096).optional(),
  token: never(NO_TOKEN),
  password: never(NO_TOKEN),
});
