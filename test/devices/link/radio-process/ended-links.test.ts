import { afterEach, describe, expect, it, vi } from 'vitest';
import { dropWritesToEndedLinks } from '../../../../src/devices/link/radio-process/ended-links.ts';
import { createRadioWorld } from '../../../../src/simulator/radio/index.ts';
import { freshNoble } from './virtual-belt.ts';

/** The part of the real noble that is mended; it has no types. */
const aclOf = (noble: object): object => Reflect.get(Reflect.get(noble, '_bindings'), '_hci');

describe('writing to a link that has ended', () => {
  const world = createRadioWorld();
  afterEach(() => world.close());

  const load = () => {
    world.install();
    const noble = freshNoble('@abandonware/noble');
    expect(dropWritesToEndedLinks(noble)).toBe(true);
    const acl = aclOf(noble);
    Reflect.set(acl, 'getAclBuffers', () => Promise.resolve({ length: 27, num: 4 }));
    const write = async (handle: number): Promise<unknown> =>
      Reflect.apply(Reflect.get(acl, 'writeAclDataPkt'), acl, [handle, 4, Buffer.of(1, 2, 3)]);
    return { acl, write };
  };

  it('is dropped, where noble would end its process', async () => {
    const { acl, write } = load();
    await write(99);
    expect(Reflect.get(acl, '_aclQueue')).toEqual([]);
  });

  it('is dropped too where the link ends while it is being put in', async () => {
    const { acl, write } = load();
    const links = Reflect.get(acl, '_aclConnections');
    links.set(7, { pending: 0 });
    const written = write(7);
    links.delete(7);
    await written;
    expect(Reflect.get(acl, '_aclQueue')).toEqual([]);
  });

  it('leaves links that stand as they are', async () => {
    const { acl, write } = load();
    const connection = { pending: 0 };
    Reflect.get(acl, '_aclConnections').set(7, connection);
    await write(7);
    await vi.waitFor(() => expect(connection.pending).toBe(1));
  });

  it('is nothing of other packages', () => {
    expect(dropWritesToEndedLinks({})).toBe(false);
    expect(dropWritesToEndedLinks(null)).toBe(false);
  });
});
