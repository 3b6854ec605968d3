/** What operations work on. */
import type { Authenticator } from '../auth.ts';
import type { Battery } from '../battery.ts';
import type { CalibrationStore, CalibrationUpload } from '../calibration.ts';
import type { HapticPlayer } from '../haptics/player.ts';
import type { Recorder } from '../recorder.ts';
import type { BackfillServer } from '../ring/backfill.ts';
import type { Ring } from '../ring/ring.ts';
import type { Settings } from '../settings.ts';
import type { LiveStream } from '../stream/live.ts';
import type { BeltTime } from '../time.ts';

export interface Context {
  readonly time: BeltTime;
  /** The belt's clock, µs since boot. */
  readonly clockUs: () => number;
  readonly bootId: number;
  /** Index the first sample of a stream gets: 0 but for tests of the wrap. */
  readonly startIndex: number;
  readonly ring: Ring | null;
  readonly recorder: Recorder;
  readonly live: LiveStream;
  readonly backfill: BackfillServer | null;
  readonly calibration: CalibrationStore;
  readonly auth: Authenticator;
  readonly player: HapticPlayer;
  readonly battery: Battery;
  /** Longest value of the connection, bytes. */
  readonly valueBytes: () => number;
  /** Of this connection. */
  readonly upload: () => CalibrationUpload;
  readonly settings: () => Settings;
  readonly configure: (settings: Settings) => void;
  /** The button was held long enough and not long ago. */
  readonly isClaimable: () => boolean;
}
