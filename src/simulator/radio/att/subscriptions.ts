import { AttError } from './errors.ts';
import { ATT_ERROR } from './opcodes.ts';
import type { Subscription } from './services.ts';
import { hasProperty, type Characteristic } from './table.ts';

/** Bits of the client characteristic configuration (Core Spec Vol 3 Part G 3.3.3.3). */
const BIT = { notify: 1, indicate: 2 } as const;
/** "Client Characteristic Configuration improperly configured" (Core Spec Supplement Part B 1.2). */
const IMPROPER = 0xfd;

const NAMES: readonly Subscription[] = ['none', 'notify', 'indicate', 'both'];

/** What one central subscribed to while its link stands; nobody is bonded, so nothing outlasts it. */
export interface Subscriptions {
  of(characteristic: Characteristic): Subscription;
  wants(characteristic: Characteristic, what: keyof typeof BIT): boolean;
  /** The configuration as the central reads it. */
  bytes(characteristic: Characteristic): Buffer;
  /** The central writes the configuration; throws an {@link AttError} where it asks for what there is not. */
  write(characteristic: Characteristic, bytes: Uint8Array): void;
}

export const createSubscriptions = (): Subscriptions => {
  const bits = new Map<Characteristic, number>();
  const bitsOf = (characteristic: Characteristic): number => bits.get(characteristic) ?? 0;
  const of = (characteristic: Characteristic): Subscription => NAMES[bitsOf(characteristic)];
  return {
    of,
    wants: (characteristic, what) => (bitsOf(characteristic) & BIT[what]) !== 0,
    bytes: (characteristic) => Buffer.from([bitsOf(characteristic), 0]),
    write: (characteristic, bytes) => {
      if (bytes.length !== 2) throw new AttError(ATT_ERROR.invalidLength);
      const possible =
        (hasProperty(characteristic, 'notify') ? BIT.notify : 0) |
        (hasProperty(characteristic, 'indicate') ? BIT.indicate : 0);
      const wanted = bytes[0] | (bytes[1] << 8);
      if ((wanted & ~possible) !== 0) throw new AttError(IMPROPER);
      const before = of(characteristic);
      bits.set(characteristic, wanted);
      const after = of(characteristic);
      if (after !== before) characteristic.spec.onSubscribe?.(after);
    },
  };
};
