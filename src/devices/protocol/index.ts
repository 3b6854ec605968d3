/**
 * Codec of `firmware-protocol/SPEC.md`. `decode…` never throws, whatever the bytes; `encode…` throws a `BeltlineError`
 * `internal` for values that our own code got wrong.
 */
export * from './assembler.ts';
export * from './auth.ts';
export * from './backfill.ts';
export * from './block.ts';
export * from './calibration.ts';
export * from './control/codes.ts';
export * from './control/replies.ts';
export * from './control/requests.ts';
export * from './crc.ts';
export { type Decoded, decoded, type Malformed, malformed, type MalformedCode } from './decoded.ts';
export * from './events.ts';
export * from './frame.ts';
export * from './haptic.ts';
export * from './info.ts';
export * from './samples.ts';
export * from './time-sync.ts';
export * from './unwrap.ts';
export * from './uuids.ts';
