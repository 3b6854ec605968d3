/**
 * A mend of `@abandonware/noble` 1.9.2-26 (`lib/hci-socket/hci.js`, `flushAcl`): something that is still written to a link that
 * has just ended makes it throw where nobody can catch it, and the whole radio process ends with all its links. Such a
 * packet has nowhere to go, so it is dropped before noble sees it. Other noble packages, and other systems than Linux,
 * have no such part and are left alone.
 */

/** The part of noble's HCI layer that this is about. */
interface AclWriter {
  readonly _aclConnections: ReadonlyMap<number, unknown>;
  writeAclDataPkt(handle: number, cid: number, data: Buffer): unknown;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;

const isAclWriter = (value: unknown): value is AclWriter =>
  typeof fieldOf(value, 'writeAclDataPkt') === 'function' && fieldOf(value, '_aclConnections') instanceof Map;

/** @param noble as it was loaded; returns whether there was something to mend */
export const dropWritesToEndedLinks = (noble: unknown): boolean => {
  const hci = fieldOf(fieldOf(noble, '_bindings'), '_hci');
  if (!isAclWriter(hci)) return false;
  const write = hci.writeAclDataPkt.bind(hci);
  hci.writeAclDataPkt = (handle, cid, data) =>
    hci._aclConnections.has(handle) ? write(handle, cid, data) : undefined;
  return true;
};
