/** The answer to a challenge (SPEC 6): AES-128-CMAC, RFC 4493. Node has AES but not this mode. */
import { createCipheriv } from 'node:crypto';
import { viewOf } from './bytes.ts';
import { unsendable } from './decoded.ts';

const BLOCK = 16;
/** `BLT1`, so that the key signs nothing but these answers. */
const LABEL = Uint8Array.of(0x42, 0x4c, 0x54, 0x31);
/** What stands for x^128 in the field of CMAC (RFC 4493, 2.3). */
const REDUCTION = 0x87;

const encrypt = (key: Uint8Array, block: Uint8Array): Uint8Array =>
  Uint8Array.from(createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block));

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ b[i]);

/** Multiplies by x. */
const doubled = (block: Uint8Array): Uint8Array => {
  const shifted = block.map((byte, i) => (byte << 1) | (i + 1 < BLOCK ? block[i + 1] >> 7 : 0));
  if (block[0] & 0x80) shifted[BLOCK - 1] ^= REDUCTION;
  return shifted;
};

/** The last block, filled up if it is not whole, with the subkey that tells the two cases apart. */
const lastBlock = (key: Uint8Array, rest: Uint8Array): Uint8Array => {
  const whole = doubled(encrypt(key, new Uint8Array(BLOCK)));
  if (rest.length === BLOCK) return xor(rest, whole);
  const filled = new Uint8Array(BLOCK);
  filled.set(rest);
  filled[rest.length] = 0x80;
  return xor(filled, doubled(whole));
};

/** AES-128-CMAC of a message of any length; the key has 16 bytes. */
export const aesCmac = (key: Uint8Array, message: Uint8Array): Uint8Array => {
  if (key.length !== BLOCK) throw unsendable('key', `${key.length} bytes`);
  const lastAt = Math.max(0, Math.ceil(message.length / BLOCK) - 1) * BLOCK;
  let state: Uint8Array = new Uint8Array(BLOCK);
  for (let at = 0; at < lastAt; at += BLOCK) {
    state = encrypt(key, xor(state, message.subarray(at, at + BLOCK)));
  }
  return encrypt(key, xor(state, lastBlock(key, message.subarray(lastAt))));
};

/** What AUTH sends for the challenge of this device. */
export const authMac = (key: Uint8Array, deviceId: bigint, challenge: Uint8Array): Uint8Array => {
  if (challenge.length !== BLOCK) throw unsendable('challenge', `${challenge.length} bytes`);
  const message = new Uint8Array(LABEL.length + 8 + BLOCK);
  message.set(LABEL);
  viewOf(message).setBigUint64(LABEL.length, deviceId, true);
  message.set(challenge, LABEL.length + 8);
  return aesCmac(key, message);
};
