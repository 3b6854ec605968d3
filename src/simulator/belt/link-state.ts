/** What a firmware knows of the link that stands. */
import { CalibrationUpload } from './calibration.ts';
import { wantParameters } from './link-parameters.ts';
import { type Central, Outbox, type OutboxSources } from './outbox.ts';
import type { BeltTime, Cancel } from './time.ts';

export class LinkState {
  readonly central: Central;
  readonly outbox: Outbox;
  readonly upload = new CalibrationUpload();
  readonly #asking: Cancel;

  /** `onRoom`: the radio has room again. */
  constructor(central: Central, sources: OutboxSources, time: BeltTime, onRoom: () => void) {
    this.central = central;
    this.outbox = new Outbox(central, sources, onRoom);
    this.#asking = wantParameters(central, time);
  }

  /** Longest value, bytes. */
  get valueBytes(): number {
    return this.central.mtu - 3;
  }

  close(): void {
    this.outbox.close();
    this.#asking();
  }
}
