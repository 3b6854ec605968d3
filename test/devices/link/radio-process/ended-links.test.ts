import { afterEach, describe, expect, it, vi } from 'vitest';
import { dropWritesToEndedLinks } from '../../../../src/devices/link/radio-process/ended-links.ts';
import { createRadioWorld } from '../../../../src/simulator/radio/index.ts';
import { freshNoble } from './virtual-belt.ts';

interface Acl {
  readonly _aclConnections: Map<number, unknown>;
  _aclQueue: unknown[];
  getAclBuffers: () => Promise<{ length: number; num: number }>;
  writeAclDataPkt(handle: number, cid: number, data: Buffer): Promise<void> | undefined;
}

const aclOf = (noble: unknown): Acl => (noble as { _bindings: { _hci: Acl } })._bindings._hci;

describe('writing to a link that has ended', () => {
  const world = createRadioWorld();
  afterEach(() => world.close());

  const load = (): Acl => {
    world.install();
    const noble = freshNoble('@abandonware/noble');
    expect(dropWritesToEndedLinks(noble)).toBe(true);
    const acl = aclOf(noble);
    acl.getAclBuffers = () => Promise.resolve({ length: 27, num: 4 });
    return acl;
  };

  it('is dropped, where noble would end its process', async () => {
    const acl = load();
    await acl.writeAclDataPkt(99, 4, Buffer.of(1, 2, 3));
    expect(acl._aclQueue).toEqual([]);
  });

  it('leaves links that stand as they are', async () => {
    const acl = load();
    const connection = { pending: 0 };
    acl._aclConnections.set(7, connection);
    await acl.writeAclDataPkt(7, 4, Buffer.of(1, 2, 3));
    await vi.waitFor(() => expect(connection.pending).toBe(1));
  });

  it('is nothing of other packages', () => {
    expect(dropWritesToEndedLinks({})).toBe(false);
    expect(dropWritesToEndedLinks(null)).toBe(false);
  });
});
