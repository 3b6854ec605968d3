import { afterEach, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../../../../src/devices/link/radio-process/host.ts';
import type { HostParams } from '../../../../src/devices/link/radio-process/host-params.ts';
import type { FromHost } from '../../../../src/devices/link/radio-process/messages.ts';
import { createRadioWorld, type RadioWorld } from '../../../../src/simulator/radio/index.ts';
import { belt, freshNoble, NOBLES, QUICK, until } from './virtual-belt.ts';

describe.each(NOBLES)('host of %s', (name) => {
  let world: RadioWorld;
  let host: Host;
  let told: FromHost[];

  const start = async (params: Partial<HostParams> = {}): Promise<void> => {
    world = createRadioWorld();
    world.install();
    const heard: FromHost[] = (told = []);
    host = createHost(freshNoble(name), (message) => heard.push(message), { ...QUICK, ...params });
    await until(() => told.some((message) => message.type === 'adapter'));
  };
  afterEach(async () => {
    await host.close();
    world.close();
  });

  const count = (type: FromHost['type']): number => told.filter((message) => message.type === type).length;
  const scan = (on: boolean): void => host.handle({ type: 'scan', on });
  const connect = (request: number, deadlineMs = 500): void =>
    host.handle({ type: 'connect', request, id: 'c0ffee000001', deadlineMs });

  it('asks for a fresh process when noble makes no connection any more', async () => {
    await start();
    const peripheral = world.add(belt(1));
    scan(true);
    await until(() => count('advertisement') > 0);
    peripheral.advertise(false);
    connect(1, 100);
    await until(() => world.adapters[0].controller.isConnecting);
    // The controller forgets the attempt, noble does not.
    world.adapters[0].powerOff();
    world.adapters[0].powerOn();
    connect(2, 300);
    connect(3, 400);
    await until(() => count('worn-out') > 0);
    expect(told).toContainEqual(expect.objectContaining({ type: 'failed', request: 1, code: 'deadline' }));
  });

  it('asks for none after a device that was merely gone', async () => {
    await start();
    const peripheral = world.add(belt(1));
    scan(true);
    await until(() => count('advertisement') > 0);
    peripheral.advertise(false);
    connect(1, 50);
    await until(() => count('failed') > 0);
    peripheral.advertise(true);
    connect(2);
    await until(() => count('connected') > 0);
    expect(count('worn-out')).toBe(0);
  });

  it('asks for a fresh process when noble remembers too many devices, but not while one is connected', async () => {
    await start({ heardMost: 3 });
    world.add(belt(1));
    world.add(belt(2));
    scan(true);
    await until(() => count('advertisement') > 1);
    connect(1);
    await until(() => count('connected') > 0);
    world.add(belt(3));
    await until(() => told.some((m) => m.type === 'advertisement' && m.advertisement.name === 'Belt 3'));
    expect(count('worn-out')).toBe(0);
    host.handle({ type: 'disconnect', request: 2, link: 1, deadlineMs: 500 });
    await until(() => count('worn-out') > 0);
  });

  it('tells of a device at most so often', async () => {
    await start({ hearEveryMs: 60_000 });
    world.add(belt(1));
    scan(true);
    await until(() => count('advertisement') > 0);
    const heard = world.adapters[0].controller.counters.packetsToHost;
    await until(() => world.adapters[0].controller.counters.packetsToHost > heard + 6);
    expect(count('advertisement')).toBe(1);
  });

  it('starts a scan anew that ended without a word', async () => {
    await start({ quietMs: 60 });
    world.add(belt(1));
    scan(true);
    await until(() => count('advertisement') > 0);
    world.adapters[0].powerOff();
    world.adapters[0].powerOn();
    expect(world.adapters[0].controller.isScanning).toBe(false);
    // Either noble scans again, or it cannot and needs a fresh process.
    await until(() => world.adapters[0].controller.isScanning || count('worn-out') > 0);
  });

  it('scans again after another program ended the scan', async () => {
    await start();
    scan(true);
    const [adapter] = world.adapters;
    await until(() => adapter.controller.isScanning);
    // HCI command LE Set Scan Enable (0x200c): off.
    adapter.open('raw', () => {}).write(Buffer.from([0x01, 0x0c, 0x20, 0x02, 0x00, 0x00]));
    await until(() => !adapter.controller.isScanning);
    await until(() => adapter.controller.isScanning);
    expect(count('worn-out')).toBe(0);
  });

  it('fails what makes no sense', async () => {
    await start();
    connect(1);
    host.handle({
      type: 'read',
      request: 2,
      link: 9,
      service: '180a',
      characteristic: '2a25',
      deadlineMs: 100,
    });
    await until(() => count('failed') === 2);
    expect(told).toContainEqual(expect.objectContaining({ request: 1, code: 'radio' }));
    expect(told).toContainEqual(expect.objectContaining({ request: 2, code: 'not-connected' }));
  });
});
