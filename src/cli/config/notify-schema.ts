/** `[[notify]]` of `beltline.toml`: which cues go to which phone or webhook. Secrets are named here, never written here. */
import { z } from 'zod';
import { PHONE_KINDS } from '../../alerts/phone/destination.ts';
import { addressFault, serverFault, VARIABLE } from './address.ts';

/** Where ntfy is when nothing else is said. */
export const PUBLIC_NTFY = 'https://ntfy.sh';

const variable = z.string().regex(VARIABLE, 'must be the name of an environment variable');
const SECRET = 'a secret does not belong into this file: put it into an environment variable (token_env)';

export const notify = z.strictObject({
  service: z.enum(['ntfy', 'webhook'], 'must be "ntfy" or "webhook"'),
  /** Root of an ntfy server, by default the public one; address of a webhook. */
  url: z.string().max(2048, 'must be at most 2048 characters').optional(),
  /** Variable with the address instead: those of many webhooks are secrets. */
  url_env: variable.optional(),
  /** For ntfy: its own rule for names of topics. */
  topic: z
    .string()
    .regex(/^[-_A-Za-z0-9]{1,64}$/, 'must be 1 to 64 letters, digits, "-" and "_"')
    .optional(),
  token_env: variable.optional(),
  kinds: z
    .array(z.enum(PHONE_KINDS, `must be among ${PHONE_KINDS.join(', ')}`))
    .min(1, 'name at least one kind, or leave it out for all')
    .default([...PHONE_KINDS]),
  /** The least grave that is sent. */
  severity: z.enum(['amber', 'red'], 'must be "amber" or "red"').default('amber'),
  /** Whose; everybody's without it. */
  athlete: z.string().optional(),
  token: z.never(SECRET).optional(),
  password: z.never(SECRET).optional(),
});

export type NotifyConfig = z.infer<typeof notify>;

/** What no single key can tell: where the two services differ. Key and words, or `null`. */
export const notifyFault = ({
  service,
  url,
  url_env: urlEnv,
  topic,
}: NotifyConfig): readonly [key: string, message: string] | null => {
  if (url !== undefined && urlEnv !== undefined) return ['url', 'is named by url_env, too: keep one of them'];
  if (service === 'ntfy' && topic === undefined)
    return ['topic', 'is missing: choose a name that nobody guesses'];
  if (service === 'webhook' && topic !== undefined) return ['topic', 'is for ntfy only'];
  if (service === 'webhook' && url === undefined && urlEnv === undefined)
    return ['url', 'is missing: the address of the webhook, or url_env'];
  const fault = url === undefined ? null : destinationFault(service, url);
  return fault === null ? null : ['url', fault];
};

/** What is wrong with the address of a destination, `null` if nothing is. */
export const destinationFault = (service: NotifyConfig['service'], url: string): string | null => {
  if (service === 'webhook') return addressFault(url, 'https://example.org/hook');
  const fault = serverFault(url, PUBLIC_NTFY);
  if (fault !== null) return fault;
  return new URL(url).pathname === '/'
    ? null
    : 'must be the address of the server alone: the topic has a key of its own';
};
