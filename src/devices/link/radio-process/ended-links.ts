/**
 * A mend of `@abandonware/noble` 1.9.2-26 (`lib/hci-socket/hci.js`, `flushAcl`): something that is still written to a link that
 * has just ended makes it throw where nobody can catch it, and the whole radio process ends with all its links. Such a
 * packet has nowhere to go, so it is dropped before noble sees it. Other noble packages, and other systems than Linux,
 * have no such part and are left alone.
 */

type Write = (handle: number, cid: number, data: Buffer) => unknown;

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isWrite = (value: unknown): value is Write => typeof value === 'function';

/** @param noble as it was loaded; returns whether there was something to mend */
export const dropWritesToEndedLinks = (noble: unknown): boolean => {
  const hci = fieldOf(fieldOf(noble, '_bindings'), '_hci');
  const links = fieldOf(hci, '_aclConnections');
  const write = fieldOf(hci, 'writeAclDataPkt');
  if (typeof hci !== 'object' || hci === null || !(links instanceof Map) || !isWrite(write)) return false;
  const guarded: Write = (handle, cid, data) =>
    links.has(handle) ? Reflect.apply(write, hci, [handle, cid, data]) : undefined;
  Reflect.set(hci, 'writeAclDataPkt', guarded);
  return true;
};
