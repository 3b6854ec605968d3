/** What a link of a device tells the session. */
import type { DeviceInput } from '../../domain/device.ts';
import type { DecoderOutput, DeviceInfo } from '../driver.ts';
import type { LinkState, Trouble } from './link-state.ts';

export interface LinkReport {
  readonly atS: number;
  readonly state: LinkState['value'];
  /** Why it is not streaming; `null` while it streams and before anything went wrong. */
  readonly trouble: Trouble | null;
  /** The device as it was started last; `null` before. */
  readonly device: DeviceInfo | null;
  /** Strength of the advertisement it was connected through last, dBm; `null` before. */
  readonly rssiDbm: number | null;
}

/** In the order in which things happened: an input comes before what the decoder made of it. */
export type LinkItem =
  /** For the recording: what came, before anything is understood. */
  | { readonly type: 'input'; readonly input: DeviceInput }
  /** For the session. */
  | { readonly type: 'output'; readonly output: Exclude<DecoderOutput, { type: 'write' }> }
  | { readonly type: 'state'; readonly report: LinkReport };
