import { u16, u8 } from '../hci/packets.ts';
import { ATT } from './opcodes.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Characteristic } from './table.ts';

export interface QueueSizes {
  /** Notifications that may wait for the radio. */
  readonly notifications: number;
  /** Indications that may wait for a confirmation, the one under way included. */
  readonly indications: number;
}

/** Sends one ATT packet; `onSent` once the central's controller has it, never if the link ends first. */
export type SendAtt = (payload: Buffer, onSent: () => void) => void;

/** What a peripheral sends by itself. Queues are bounded as a firmware's are: what does not fit is not taken. */
export interface Outgoing {
  notify(characteristic: Characteristic, bytes: Uint8Array, onSent: () => void): boolean;
  indicate(characteristic: Characteristic, bytes: Uint8Array, onConfirmed: () => void): boolean;
  /** The central confirmed the indication under way. */
  confirmed(): void;
  readonly notificationsWaiting: () => number;
}

interface Indication {
  readonly payload: Buffer;
  readonly onConfirmed: () => void;
}

export const createOutgoing = (
  sizes: QueueSizes,
  subscriptions: Subscriptions,
  mtu: () => number,
  send: SendAtt,
): Outgoing => {
  let waiting = 0;
  const indications: Indication[] = [];

  /** A value longer than the packet is a fault of the firmware that the real stacks refuse too. */
  const payload = (opcode: number, { uuid, valueHandle }: Characteristic, bytes: Uint8Array): Buffer => {
    const longest = mtu() - 3;
    if (bytes.length > longest) {
      throw new RangeError(`${bytes.length} bytes of ${uuid} do not fit; at MTU ${mtu()} it is ${longest}.`);
    }
    return Buffer.concat([u8(opcode), u16(valueHandle), bytes]);
  };

  const sendIndication = (): void => {
    if (indications.length > 0) send(indications[0].payload, () => undefined);
  };

  return {
    notify: (characteristic, bytes, onSent) => {
      if (!subscriptions.wants(characteristic, 'notify') || waiting >= sizes.notifications) return false;
      const packet = payload(ATT.notification, characteristic, bytes);
      waiting++;
      send(packet, () => {
        waiting--;
        onSent();
      });
      return true;
    },
    indicate: (characteristic, bytes, onConfirmed) => {
      if (!subscriptions.wants(characteristic, 'indicate') || indications.length >= sizes.indications)
        return false;
      indications.push({ payload: payload(ATT.indication, characteristic, bytes), onConfirmed });
      // One at a time: the next goes out when this one is confirmed (Core Spec Vol 3 Part F 3.3.2).
      if (indications.length === 1) sendIndication();
      return true;
    },
    confirmed: () => {
      const done = indications.shift();
      sendIndication();
      done?.onConfirmed();
    },
    notificationsWaiting: () => waiting,
  };
};
