/**
 * A mend of `@abandonware/noble` 1.9.2-26 (`lib/hci-socket/hci.js`, `flushAcl`): something that is still written to a link that
 * has just ended makes it throw where nobody can catch it, and the whole radio process ends with all its links. Such a
 * packet has nowhere to go, so it is dropped before noble sees it. Other noble packages, and other systems than Linux,
 * have no such part and are left alone.
 */

type Flush = () => unknown;

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isFlush = (value: unknown): value is Flush => typeof value === 'function';

/** @param noble as it was loaded; returns whether there was something to mend */
export const dropWritesToEndedLinks = (noble: unknown): boolean => {
  const hci = fieldOf(fieldOf(noble, '_bindings'), '_hci');
  const links = fieldOf(hci, '_aclConnections');
  const flush = fieldOf(hci, 'flushAcl');
  if (typeof hci !== 'object' || hci === null || !(links instanceof Map) || !isFlush(flush)) return false;
  // Noble empties the queue of a link that ends, but what was being put in just then comes after that.
  const guarded: Flush = () => {
    const queue = fieldOf(hci, '_aclQueue');
    if (Array.isArray(queue)) {
      const standing = queue.filter((packet: unknown) => links.has(fieldOf(packet, 'handle')));
      Reflect.set(hci, '_aclQueue', standing);
    }
    return Reflect.apply(flush, hci, []);
  };
  Reflect.set(hci, 'flushAcl', guarded);
  return true;
};
