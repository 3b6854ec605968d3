/**
 * Who may look, and who may change. A token is a secret of 128 random bits that travels in the fragment of an address,
 * which browsers send to nobody. Kept are only its digests, so that a file that is read tells nothing.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { WebRole } from '../contract.ts';

/** A token that was given out. */
export interface GivenToken {
  /** Short name to revoke it by; not secret. */
  readonly id: string;
  readonly role: WebRole;
  /** SHA-256 of the token, hexadecimal. A token is random, so nothing slower is needed. */
  readonly digest: string;
  /** Unix ms. */
  readonly madeMs: number;
}

export interface Tokens {
  /** Gives out a new token; it cannot be told again. */
  give(role: WebRole, nowMs: number): { readonly token: string; readonly given: GivenToken };
  /** What a token allows; `null` for none of ours. Takes the same time whatever is wrong with it. */
  roleOf(token: string): WebRole | null;
  /** Returns whether there was one with that id. Whoever used it is out. */
  revoke(id: string): boolean;
  all(): readonly GivenToken[];
}

const TOKEN_BYTES = 16;
const ID_BYTES = 3;
/** Longer ones are none of ours; their digest is not even made. */
const LONGEST = 64;

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** @param known tokens of earlier runs @param onChange to keep them */
export const createTokens = (
  known: readonly GivenToken[] = [],
  onChange: (all: readonly GivenToken[]) => void = () => {},
): Tokens => {
  let all = [...known];
  return {
    give: (role, nowMs) => {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const id = randomBytes(ID_BYTES).toString('hex');
      const given = { id, role, digest: digestOf(token).toString('hex'), madeMs: nowMs };
      all = [...all, given];
      onChange(all);
      return { token, given };
    },
    roleOf: (token) => {
      const digest = digestOf(token.length <= LONGEST ? token : '');
      let role: WebRole | null = null;
      // All are compared, so that time does not tell which one it nearly was.
      for (const given of all)
        if (timingSafeEqual(Buffer.from(given.digest, 'hex'), digest)) ({ role } = given);
      return role;
    },
    revoke: (id) => {
      const left = all.filter((given) => given.id !== id);
      const found = left.length < all.length;
      all = left;
      if (found) onChange(all);
      return found;
    },
    all: () => all,
  };
};
