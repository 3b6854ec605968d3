/**
 * What travels between a device and the session, as it came and before anything is understood. A recording keeps
 * exactly this, so that every later fix of a decoder can be replayed on old sessions.
 */

/** Why a link ended. */
export type LinkLoss =
  /** The radio reported the end of the link. */
  | 'disconnected'
  /** The link stood, but no sample came for longer than the watchdog allows. */
  | 'silent'
  /** Samples came, but the device took nothing that it was told: it could no longer warn. */
  | 'deaf'
  /** The adapter was switched off, or the radio process died. */
  | 'radio'
  /** The session closed the link itself. */
  | 'closed';

/** One thing that happened on the link of one device, in order of arrival. */
export type DeviceInput =
  /** The link stands; what follows, the replies while it is configured first, comes from a fresh connection. */
  | { readonly type: 'up'; readonly atS: number }
  /** One notification, indication or value read. `channel` is the driver's short name of the characteristic. */
  | { readonly type: 'bytes'; readonly atS: number; readonly channel: string; readonly bytes: Uint8Array }
  | { readonly type: 'down'; readonly atS: number; readonly reason: LinkLoss };

/** A stretch of a vibration: motor strength 0 … 1 (0 is a pause) for so many seconds. */
export interface VibrationSegment {
  readonly amplitude: number;
  readonly seconds: number;
}

/** What a buzz feels like: segments one after the other. */
export type Vibration = readonly VibrationSegment[];

/** What a device tells of itself besides samples. Times are session time, s. */
export type DeviceEvent =
  | {
      readonly type: 'battery';
      readonly atS: number;
      readonly percent: number | null;
      readonly volts: number | null;
    }
  | { readonly type: 'button'; readonly atS: number; readonly pressS: number }
  /** The motor shakes the sensor from here until `'motor-off'`. */
  | { readonly type: 'motor-on'; readonly atS: number }
  | { readonly type: 'motor-off'; readonly atS: number }
  /** The device dropped samples by itself: its queue or its flash was full. */
  | { readonly type: 'overflow'; readonly atS: number; readonly samples: number }
  | { readonly type: 'clipped'; readonly atS: number; readonly sensor: 'acc' | 'gyr' }
  | { readonly type: 'clock-step'; readonly atS: number; readonly stepS: number }
  | { readonly type: 'fault'; readonly atS: number; readonly code: number; readonly text: string }
  /** Bytes that no rule of the protocol explains; they were dropped, the stream goes on. */
  | {
      readonly type: 'malformed';
      readonly atS: number;
      readonly channel: string;
      readonly code: string;
      readonly offset: number;
    };
