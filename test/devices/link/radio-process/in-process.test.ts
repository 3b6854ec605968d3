import { firstValueFrom, filter, take, toArray } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import type { HostParams } from '../../../../src/devices/link/radio-process/host-params.ts';
import type { Advertisement, Radio, RadioConnection } from '../../../../src/devices/link/radio.ts';
import { ATT_ERROR, type RadioWorldOptions } from '../../../../src/simulator/radio/index.ts';
import {
  belt,
  CONTROL,
  NOBLES,
  SERIAL,
  SERVICE,
  STREAM,
  streamFrom,
  until,
  virtualRadio,
} from './virtual-belt.ts';

const hear = (radio: Radio, name: string): Promise<Advertisement> =>
  firstValueFrom(radio.advertisements.pipe(filter((ad) => ad.name === name)));

const connect = async (radio: Radio, name = 'Belt 1', deadlineMs = 1000): Promise<RadioConnection> =>
  radio.connect((await hear(radio, name)).id, deadlineMs);

const on = (radio: Radio) => firstValueFrom(radio.adapter.pipe(filter((state) => state === 'on')));

describe.each(NOBLES)('radio on %s', (name) => {
  const ends: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const start = (options: RadioWorldOptions = {}, params: Partial<HostParams> = {}) => {
    const made = virtualRadio(name, options, params);
    ends.push(made.close);
    return made;
  };

  it('hears a device', async () => {
    const { world, radio } = start();
    world.add(belt(1, { scanResponse: { name: 'Belt 1', manufacturerData: Buffer.from([0xff, 0xff, 7]) } }));
    const ad = await hear(radio, 'Belt 1');
    expect(ad).toMatchObject({
      address: 'c0:ff:ee:00:00:01',
      name: 'Belt 1',
      rssiDbm: -55,
      services: [SERVICE],
      manufacturerData: Uint8Array.of(0xff, 0xff, 7),
    });
    expect(Math.abs(radio.nowMs() - ad.atMs)).toBeLessThan(100);
  });

  it('connects, reads, writes, and hears notifications in order', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    expect(connection.mtu).toBe(247);
    expect(connection.characteristics).toEqual(expect.arrayContaining([STREAM, CONTROL, SERIAL]));
    expect(await connection.read(SERIAL, 500)).toEqual(new TextEncoder().encode('B1'));
    await connection.write(CONTROL, Uint8Array.of(1, 2), { response: true }, 500);
    await connection.write(CONTROL, Uint8Array.of(3), { response: false }, 500);
    const heard = firstValueFrom(connection.notifications.pipe(take(50), toArray()));
    await connection.subscribe(STREAM, 500);
    ends.push(streamFrom(peripheral));
    const counts = (await heard).map(({ bytes }) => bytes[0]);
    expect(counts).toEqual(Array.from({ length: 50 }, (_, i) => i));
    await connection.disconnect(500);
    expect(await connection.closed).toEqual(expect.any(String));
    expect(peripheral.isConnected).toBe(false);
    await expect(connection.read(SERIAL, 500)).rejects.toMatchObject({ code: 'not-connected' });
  });

  it('asks for the connection the belt needs', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    await connect(radio);
    expect(peripheral.linkParameters).toMatchObject({
      intervalMs: 15,
      latency: 0,
      supervisionTimeoutMs: 4000,
    });
  });

  it.each([
    [23, 23],
    [185, 185],
    [517, 247],
  ])('with a device of MTU %i has %i', async (maxMtu, mtu) => {
    const { world, radio } = start();
    world.add(belt(1, { maxMtu }));
    const connection = await connect(radio);
    expect(connection.mtu).toBe(mtu);
    const tooLong = new Uint8Array(mtu - 2);
    await expect(connection.write(CONTROL, tooLong, { response: false }, 100)).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('settles what noble never does: a refused write, a hung device, a missing characteristic', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    peripheral.faults.refuses = ({ characteristic }) =>
      characteristic === CONTROL.characteristic ? ATT_ERROR.writeNotPermitted : null;
    await expect(connection.write(CONTROL, Uint8Array.of(1), { response: true }, 100)).rejects.toMatchObject({
      code: expect.stringMatching(/deadline|refused/),
    });
    peripheral.faults.ignores = () => true;
    await expect(connection.read(SERIAL, 100)).rejects.toMatchObject({ code: 'deadline' });
    await expect(connection.subscribe(STREAM, 100)).rejects.toMatchObject({ code: 'deadline' });
    // Nothing gets past the request that hangs, so what needs no answer is not done either.
    await expect(connection.write(CONTROL, Uint8Array.of(1), { response: false }, 100)).rejects.toMatchObject(
      { code: 'deadline' },
    );
    await expect(connection.read({ service: SERVICE, characteristic: '2a00' }, 100)).rejects.toMatchObject({
      code: 'no-characteristic',
    });
  });

  it('fails what is under way when the link is lost, and says so', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    peripheral.faults.ignores = () => true;
    const read = connection.read(SERIAL, 2000);
    peripheral.drop();
    await expect(read).rejects.toMatchObject({ code: 'not-connected' });
    expect(await connection.closed).toContain('ended');
  });

  it('connects again after a lost link and hears the new characteristics', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    ends.push(streamFrom(peripheral));
    for (let round = 0; round < 3; round++) {
      const connection = await connect(radio);
      const heard = firstValueFrom(connection.notifications.pipe(take(3), toArray()));
      await connection.subscribe(STREAM, 500);
      expect(await heard).toHaveLength(3);
      peripheral.drop();
      await connection.closed;
    }
  });

  it('gives up a device that is gone by the deadline, and has another one after it', async () => {
    const { world, radio } = start();
    const gone = world.add(belt(1));
    world.add(belt(2));
    const { id } = await hear(radio, 'Belt 1');
    gone.remove();
    const fromMs = performance.now();
    await expect(radio.connect(id, 150)).rejects.toMatchObject({ code: 'deadline' });
    expect(performance.now() - fromMs).toBeLessThan(600);
    expect((await connect(radio, 'Belt 2')).mtu).toBe(247);
  });

  it('gives up a device that connects but hangs', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    peripheral.faults.ignores = () => true;
    await expect(connect(radio, 'Belt 1', 200)).rejects.toMatchObject({ code: 'deadline' });
    expect(peripheral.isConnected).toBe(false);
    peripheral.faults.ignores = () => false;
    expect((await connect(radio)).mtu).toBe(247);
  });

  it('holds eight connections', async () => {
    const { world, radio } = start();
    for (let i = 1; i <= 8; i++) ends.push(streamFrom(world.add(belt(i))));
    const counts = [];
    for (let i = 1; i <= 8; i++) {
      const connection = await connect(radio, `Belt ${i}`);
      const heard = firstValueFrom(connection.notifications.pipe(take(10), toArray()));
      await connection.subscribe(STREAM, 500);
      counts.push(heard.then((list) => list.length));
    }
    expect(await Promise.all(counts)).toEqual(Array.from({ length: 8 }, () => 10));
  });

  it('scans while somebody listens, and pauses while it connects', async () => {
    const { world, radio } = start();
    world.add(belt(1));
    await on(radio);
    const first = radio.advertisements.subscribe();
    const second = radio.advertisements.subscribe();
    const heard = await hear(radio, 'Belt 1');
    expect(world.adapters[0].controller.isScanning).toBe(true);
    first.unsubscribe();
    const connecting = radio.connect(heard.id, 1000);
    await until(() => !world.adapters[0].controller.isScanning);
    await connecting;
    await until(() => world.adapters[0].controller.isScanning);
    second.unsubscribe();
    await until(() => !world.adapters[0].controller.isScanning);
  });

  it('takes over a link that the kernel made again by itself', async () => {
    const { world, radio } = start({ adapters: [{ kernelReconnectsAfterMs: 20 }] });
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    peripheral.drop();
    await connection.closed;
    await until(() => peripheral.isConnected);
    // It does not advertise now, and is heard all the same.
    const again = await connect(radio);
    expect(await again.read(SERIAL, 500)).toHaveLength(2);
    await again.disconnect(500);
    expect(peripheral.isConnected).toBe(false);
  });

  it('ends a link that came by itself and that nobody wants', async () => {
    const { world, radio } = start({ adapters: [{ kernelReconnectsAfterMs: 20 }] }, { orphanMs: 60 });
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    peripheral.drop();
    await connection.closed;
    await until(() => peripheral.isConnected);
    await until(() => !peripheral.isConnected);
  });

  it('survives the adapter being switched off and on', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    world.adapters[0].powerOff();
    // noble looks once a second.
    await firstValueFrom(radio.adapter.pipe(filter((state) => state === 'off')));
    expect(await connection.closed).toEqual(expect.any(String));
    world.adapters[0].powerOn();
    await on(radio);
    expect((await connect(radio)).mtu).toBe(247);
    expect(peripheral.isConnected).toBe(true);
  });

  it('survives a power cycle that noble does not notice', async () => {
    const { world, radio } = start();
    const peripheral = world.add(belt(1));
    const connection = await connect(radio);
    world.adapters[0].powerOff();
    world.adapters[0].powerOn();
    // The watchdog on the samples finds out; noble never answers the disconnect that follows.
    await connection.disconnect(100);
    expect(await connection.closed).toEqual(expect.any(String));
    const again = await connect(radio);
    expect(peripheral.isConnected).toBe(true);
    expect(await again.read(SERIAL, 500)).toHaveLength(2);
  });

  it('says that there is no adapter', async () => {
    const { radio } = start({ adapters: [] });
    expect(await firstValueFrom(radio.adapter.pipe(filter((state) => state !== 'unknown')))).toBe('absent');
  });
});
