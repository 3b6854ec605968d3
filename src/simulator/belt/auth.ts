/** Who may change what outlives a session (SPEC 6). */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { authMac } from '../../devices/protocol/index.ts';

const CHALLENGE_BYTES = 16;
const CHALLENGE_MS = 10_000;
const LOCK_MS = 60_000;
const MOST_WRONG = 3;

/** The claim key lies in flash; all zero it opens nothing. */
export interface ClaimKey {
  key: Uint8Array;
}

export class Authenticator {
  readonly #claim: ClaimKey;
  readonly #deviceId: bigint;
  #challenge: { readonly bytes: Buffer; readonly atMs: number } | null = null;
  #wrong = 0;
  #lockedUntilMs = -Infinity;
  #isAuthorised = false;

  constructor(claim: ClaimKey, deviceId: bigint) {
    this.#claim = claim;
    this.#deviceId = deviceId;
  }

  /** In this connection. */
  get isAuthorised(): boolean {
    return this.#isAuthorised;
  }

  /** A link ended: the next host starts anew, the count of wrong answers stays. */
  disconnected(): void {
    this.#isAuthorised = false;
    this.#challenge = null;
  }

  /** Sixteen fresh random bytes; `null` while locked after wrong answers. */
  challenge(nowMs: number): Buffer | null {
    if (nowMs < this.#lockedUntilMs) return null;
    const bytes = randomBytes(CHALLENGE_BYTES);
    this.#challenge = { bytes, atMs: nowMs };
    return bytes;
  }

  /** Checks an answer; a challenge is good for one, within ten seconds. */
  answer(mac: Uint8Array, nowMs: number): 'right' | 'wrong' | 'no-challenge' {
    const challenge = this.#challenge;
    this.#challenge = null;
    if (challenge === null || nowMs - challenge.atMs > CHALLENGE_MS) return 'no-challenge';
    const { key } = this.#claim;
    const isRight = timingSafeEqual(authMac(key, this.#deviceId, challenge.bytes), mac);
    const isClaimed = key.some((byte) => byte !== 0);
    this.#isAuthorised = isRight && isClaimed;
    if (this.#isAuthorised) this.#wrong = 0;
    else this.#countWrong(nowMs);
    return this.#isAuthorised ? 'right' : 'wrong';
  }

  claim(key: Uint8Array): void {
    this.#claim.key = key.slice();
  }

  #countWrong(nowMs: number): void {
    this.#wrong++;
    if (this.#wrong < MOST_WRONG) return;
    this.#wrong = 0;
    this.#lockedUntilMs = nowMs + LOCK_MS;
  }
}
