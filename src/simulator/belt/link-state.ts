/** What a firmware knows of the link that stands. */
import { CalibrationUpload } from './calibration.ts';
import { type Central, Outbox, type OutboxSources } from './outbox.ts';

export class LinkState {
  readonly central: Central;
  readonly outbox: Outbox;
  readonly upload = new CalibrationUpload();

  constructor(central: Central, sources: OutboxSources, onRoom: () => void) {
    this.central = central;
    this.outbox = new Outbox(central, sources, onRoom);
  }

  /** Longest value, bytes. */
  get valueBytes(): number {
    return this.central.mtu - 3;
  }
}
