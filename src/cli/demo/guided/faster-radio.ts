/** A radio whose clock runs as fast as that of a virtual world: what a faster demo hears with. */
import { map } from 'rxjs';
import type { Radio, RadioConnection } from '../../../devices/link/radio.ts';

const fasterConnection = (
  connection: RadioConnection,
  toPlayedMs: (systemMs: number) => number,
): RadioConnection => ({
  mtu: connection.mtu,
  characteristics: connection.characteristics,
  closed: connection.closed,
  notifications: connection.notifications.pipe(map((one) => ({ ...one, atMs: toPlayedMs(one.atMs) }))),
  subscribe: (where, deadlineMs) => connection.subscribe(where, deadlineMs),
  read: (where, deadlineMs) => connection.read(where, deadlineMs),
  write: (where, bytes, how, deadlineMs) => connection.write(where, bytes, how, deadlineMs),
  disconnect: (deadlineMs) => connection.disconnect(deadlineMs),
});

/** @param toPlayedMs from the system's monotonic clock to that of the world; deadlines stay those of the system */
export const fasterRadio = (radio: Radio, toPlayedMs: (systemMs: number) => number): Radio => ({
  adapter: radio.adapter,
  advertisements: radio.advertisements.pipe(map((one) => ({ ...one, atMs: toPlayedMs(one.atMs) }))),
  connect: async (id, deadlineMs) => fasterConnection(await radio.connect(id, deadlineMs), toPlayedMs),
  nowMs: () => toPlayedMs(radio.nowMs()),
  close: () => radio.close(),
});
