/** Tokens of the page from one run to the next: a small file beside the store that only its owner may read. */
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { BeltlineError } from '../../domain/error.ts';
import { createTokens, type GivenToken, type Tokens } from '../../web/server/tokens.ts';

const given = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{6}$/),
  role: z.enum(['lifter', 'viewer']),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  madeMs: z.number(),
}) satisfies z.ZodType<GivenToken>;

const fileSchema = z.strictObject({ tokens: z.array(given) });

/** Each run gives a new one; older than this many and they are forgotten. */
const MOST_TOKENS = 50;

const read = (file: string): readonly GivenToken[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new BeltlineError('unreadable', 'cannot read the tokens of the page.', { place: { file }, cause });
  }
  try {
    return fileSchema.parse(JSON.parse(text)).tokens;
  } catch (cause) {
    throw new BeltlineError('bad-input', 'this is no file of tokens.', {
      place: { file },
      cure: 'Delete it; everybody then needs a new link.',
      cause,
    });
  }
};

const write = (file: string, tokens: readonly GivenToken[]): void => {
  const text = JSON.stringify({ tokens: tokens.slice(-MOST_TOKENS) });
  try {
    // Whole or not at all, and never readable for others in between.
    writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new BeltlineError('unwritable', 'cannot keep the tokens of the page.', { place: { file }, cause });
  }
};

/** When the file was changed last, ms; 0 where there is none. */
const changedMs = (file: string): number => {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
};

/** Tokens that a file holds; what another process changes in it (a revocation) counts at once. */
export const fileTokens = (file: string): Tokens => {
  let readMs = changedMs(file);
  const open = (): Tokens =>
    createTokens(read(file), (all) => {
      write(file, all);
      readMs = changedMs(file);
    });
  let tokens = open();
  const fresh = (): Tokens => {
    const nowMs = changedMs(file);
    if (nowMs !== readMs) {
      readMs = nowMs;
      tokens = open();
    }
    return tokens;
  };
  return {
    give: (role, nowMs) => fresh().give(role, nowMs),
    roleOf: (token) => fresh().roleOf(token),
    revoke: (id) => fresh().revoke(id),
    all: () => fresh().all(),
  };
};

/** Where the tokens of a store are. */
export const tokenFile = (store: string): string => `${store.replace(/\.db$/, '')}.tokens.json`;
