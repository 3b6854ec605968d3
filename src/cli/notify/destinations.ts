/** From `[[notify]]` to where notices go, addresses and tokens read. */
import { type Destination, type Wanted } from '../../alerts/phone/destination.ts';
import { BeltlineError } from '../../domain/error.ts';
import { type Secret, secret, tokenIn } from '../../domain/secret.ts';
import type { LoadedConfig } from '../config/load.ts';
import { destinationFault, type NotifyConfig, PUBLIC_NTFY } from '../config/notify-schema.ts';

export interface PlannedDestination {
  /** In words, without anything secret: `ntfy at ntfy.sh`. */
  readonly name: string;
  readonly destination: Destination;
  readonly wanted: Wanted;
}

/** What a variable that the configuration names holds; it has to hold something. */
const readVariable = (name: string, env: NodeJS.ProcessEnv): Secret => {
  const value = tokenIn(env[name] ?? '', `the environment variable ${name}`);
  if (value !== null) return value;
  throw new BeltlineError('usage', `the environment variable ${name} is not set.`, {
    cure: 'Set it before the session, or correct [[notify]].',
  });
};

const addressOf = (
  { service, url, url_env: name }: NotifyConfig,
  env: NodeJS.ProcessEnv,
): Destination['url'] => {
  if (name === undefined) return secret((url ?? PUBLIC_NTFY).replace(service === 'ntfy' ? /\/+$/ : /$^/, ''));
  const address = readVariable(name, env);
  const fault = destinationFault(service, address.reveal());
  if (fault === null) return address;
  throw new BeltlineError('usage', `the address in ${name} ${fault}.`);
};

/** Reads what one table names; throws a {@link BeltlineError} where that fails. */
const plannedDestination = (one: NotifyConfig, env: NodeJS.ProcessEnv): PlannedDestination => {
  const url = addressOf(one, env);
  const token = one.token_env === undefined ? null : readVariable(one.token_env, env);
  const { service, topic = '', kinds, severity, athlete = null } = one;
  return {
    name: `${service === 'ntfy' ? service : 'the webhook'} at ${new URL(url.reveal()).host}`,
    destination: service === 'ntfy' ? { service, url, topic, token } : { service, url, token },
    wanted: { kinds, severity, athlete },
  };
};

/** All that can be used; what is wrong with another is said and stops nothing. */
export const destinationsOf = (
  { config }: LoadedConfig,
  note: (text: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): readonly PlannedDestination[] =>
  config.notify.flatMap((one) => {
    try {
      return [plannedDestination(one, env)];
    } catch (error) {
      if (!(error instanceof BeltlineError)) throw error;
      note(`Nothing is sent to ${one.service}: ${error.describe()}`);
      return [];
    }
  });
