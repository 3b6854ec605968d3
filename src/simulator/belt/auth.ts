/** Who may change what outlives a session (SPEC 6). */
import { createCipheriv, randomBytes, timingSafeEqual } from 'node:crypto';

const BLOCK = 16;
/** The polynomial of RFC 4493. */
const RB = 0x87;
const CHALLENGE_MS = 10_000;
const LOCK_MS = 60_000;
const MOST_WRONG = 3;
const HEADER = Buffer.from('BLT1');

const cbc = (key: Uint8Array, data: Uint8Array): Buffer => {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(BLOCK)).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

const doubled = (block: Uint8Array): Buffer => {
  const out = Buffer.alloc(BLOCK);
  for (let i = 0; i < BLOCK; i++) out[i] = (block[i] << 1) | (i + 1 < BLOCK ? block[i + 1] >> 7 : 0);
  if ((block[0] & 0x80) !== 0) out[BLOCK - 1] ^= RB;
  return out;
};

/** AES-128-CMAC (RFC 4493). */
export const aesCmac = (key: Uint8Array, message: Uint8Array): Buffer => {
  const whole = message.length > 0 && message.length % BLOCK === 0;
  const k1 = doubled(cbc(key, Buffer.alloc(BLOCK)));
  const last = whole ? k1 : doubled(k1);
  const padded = Buffer.alloc(Math.max(1, Math.ceil(message.length / BLOCK)) * BLOCK);
  padded.set(message);
  if (!whole) padded[message.length] = 0x80;
  for (let i = 0; i < BLOCK; i++) padded[padded.length - BLOCK + i] ^= last[i];
  return cbc(key, padded).subarray(-BLOCK);
};

/** What a host has to answer to a challenge. */
export const authMac = (key: Uint8Array, deviceId: bigint, challenge: Uint8Array): Buffer => {
  const id = Buffer.alloc(8);
  id.writeBigUInt64LE(deviceId);
  return aesCmac(key, Buffer.concat([HEADER, id, challenge]));
};

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
    const bytes = randomBytes(BLOCK);
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
