/** Commands for the motor (SPEC 12). */
import { flags8, reserved, u16, u8 } from './bytes.ts';
import { type Decoded, decoded, malformed, unsendable } from './decoded.ts';
import { shape } from './shape.ts';

export const HAPTIC_MODE = { stop: 0, cue: 1, segments: 2, effect: 3 } as const;

/** Built-in cues (SPEC 12.1). */
export const CUE = { ready: 1, amber: 2, red: 3, slow: 4, rack: 5, blind: 6, identify: 7 } as const;

/** Most segments of one command; a value of 20 bytes holds 7. */
export const MAX_SEGMENTS = 16;
/** Most effects of the motor driver. */
const MAX_EFFECT = 123;
/** Unit of an absolute expiry, µs: bits 10 … 25 of the belt's clock. */
export const EXPIRY_UNIT_US = 1024;
/** Unit of the duration of a segment, ms. */
export const SEGMENT_UNIT_MS = 10;

const PRIORITY_BITS = 0x03;
const ABSOLUTE_BIT = 0x80;
const N_AT = 5;
const SEGMENT_BYTES = 2;

const HEAD_SHAPE = shape({
  mode: u8(),
  seq: u8(),
  options: flags8(PRIORITY_BITS | ABSOLUTE_BIT),
  expiry: u16(),
  _n: reserved(1),
});
/** Bytes in front of the segments. */
const HEAD_BYTES = HEAD_SHAPE.size;

export interface HapticSegment {
  /** 0 is a pause, 255 the strongest. */
  readonly amplitude: number;
  /** In units of 10 ms, 1 … 255. */
  readonly duration: number;
}

interface Head {
  readonly message: 'haptic';
  /** Number of this command, told in the events. */
  readonly seq: number;
  /** See {@link hapticOptions}. */
  readonly options: number;
  /** ms from arrival, or bits 10 … 25 of the belt's clock, as `options` says. */
  readonly expiry: number;
}

export type Haptic =
  | (Head & { readonly mode: typeof HAPTIC_MODE.stop })
  /** `n`: the cue or effect. */
  | (Head & { readonly mode: typeof HAPTIC_MODE.cue | typeof HAPTIC_MODE.effect; readonly n: number })
  | (Head & { readonly mode: typeof HAPTIC_MODE.segments; readonly segments: readonly HapticSegment[] });

/** A command of a later version, to be ignored. */
export interface UnknownHaptic {
  readonly message: 'unknown-haptic';
  readonly mode: number;
  readonly seq: number;
}

/** Priority 0 … 3; whether `expiry` is a time of the belt's clock. */
export const hapticOptions = (priority: number, absolute: boolean): number =>
  priority | (absolute ? ABSOLUTE_BIT : 0);

export const priorityOf = (options: number): number => options & PRIORITY_BITS;

export const isAbsolute = (options: number): boolean => (options & ABSOLUTE_BIT) !== 0;

const nFits = (mode: number, n: number): boolean =>
  n >= 1 &&
  (mode === HAPTIC_MODE.segments ? n <= MAX_SEGMENTS : mode !== HAPTIC_MODE.effect || n <= MAX_EFFECT);

const decodeSegments = (bytes: Uint8Array, count: number): Decoded<readonly HapticSegment[]> => {
  if (bytes.length < HEAD_BYTES + count * SEGMENT_BYTES) return malformed('short', bytes.length);
  const segments: HapticSegment[] = [];
  for (let i = 0, at = HEAD_BYTES; i < count; i += 1, at += SEGMENT_BYTES) {
    if (bytes[at + 1] === 0) return malformed('range', at + 1);
    segments.push({ amplitude: bytes[at], duration: bytes[at + 1] });
  }
  return decoded(segments);
};

export const decodeHaptic = (bytes: Uint8Array): Decoded<Haptic | UnknownHaptic> => {
  const read = HEAD_SHAPE.decode(bytes, 0);
  if (!read.ok) return read;
  const { mode, ...head } = read.value;
  const { stop, cue, effect, segments: bySegments } = HAPTIC_MODE;
  if (mode === stop) return decoded({ message: 'haptic', mode, ...head });
  if (mode !== cue && mode !== effect && mode !== bySegments) {
    return decoded({ message: 'unknown-haptic', mode, seq: head.seq });
  }
  const n = bytes[N_AT];
  if (!nFits(mode, n)) return malformed('range', N_AT);
  if (mode !== bySegments) return decoded({ message: 'haptic', mode, ...head, n });
  const segments = decodeSegments(bytes, n);
  return segments.ok ? decoded({ message: 'haptic', mode, ...head, segments: segments.value }) : segments;
};

const encodedN = (command: Haptic): number => {
  if (command.mode === HAPTIC_MODE.stop) return 0;
  const n = command.mode === HAPTIC_MODE.segments ? command.segments.length : command.n;
  if (!Number.isInteger(n) || !nFits(command.mode, n) || n > 0xff) throw unsendable('n', n);
  return n;
};

const encodeSegment = (segment: HapticSegment): readonly [number, number] => {
  const amplitude = u8();
  const duration = u8(1);
  if (amplitude.fault(segment.amplitude) !== null) throw unsendable('amplitude', segment.amplitude);
  if (duration.fault(segment.duration) !== null) throw unsendable('duration', segment.duration);
  return [segment.amplitude, segment.duration];
};

export const encodeHaptic = (command: Haptic): Uint8Array => {
  const head = HEAD_SHAPE.encode(command, 0);
  head[N_AT] = encodedN(command);
  const segments = command.mode === HAPTIC_MODE.segments ? command.segments : [];
  return Uint8Array.from([...head, ...segments.flatMap(encodeSegment)]);
};
