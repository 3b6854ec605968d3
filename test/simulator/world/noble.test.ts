/** The virtual belt through the real nobles. */
import { afterEach, describe, expect, test } from 'vitest';
import {
  BATTERY,
  BELT_CHARACTERISTICS,
  BELT_SERVICE,
  type ControlReply,
  type ControlRequest,
  createBlockAssembler,
  CUE,
  decodeAdvertisement,
  decodeBackfill,
  decodeControlReply,
  decodeInfo,
  decodeStreamFrame,
  DEVICE_INFORMATION,
  encodeBackfill,
  encodeControlRequest,
  encodeHaptic,
  HAPTIC_MODE,
} from '../../../src/devices/protocol/index.ts';
import { createVirtualWorld, type VirtualWorld, type WornBelt } from '../../../src/simulator/world/index.ts';
import {
  connect,
  type Connected,
  createNoble,
  discover,
  type Noble,
  NOBLES,
  until,
  within,
} from '../radio/noble.ts';
import { isReply, unwrap } from '../belt/fake-host.ts';

type Channel = keyof typeof BELT_CHARACTERISTICS;

/** What was heard on one link. */
interface Host {
  readonly heard: { readonly channel: Channel; readonly bytes: Buffer }[];
  write(channel: Channel, bytes: Uint8Array, withoutResponse?: boolean): Promise<void>;
  ask<M extends ControlReply['message']>(
    message: M,
    request: ControlRequest,
  ): Promise<Extract<ControlReply, { message: M }>>;
}

const CHANNELS = ['control', 'events', 'timeSync', 'backfill', 'stream'] as const;

const listen = async ({ get }: Connected): Promise<Host> => {
  const heard: Host['heard'] = [];
  for (const channel of CHANNELS) {
    const characteristic = get(BELT_CHARACTERISTICS[channel]);
    characteristic.on('data', (bytes: Buffer) => heard.push({ channel, bytes }));
    await within(characteristic.subscribeAsync());
  }
  const write = (channel: Channel, bytes: Uint8Array, withoutResponse = false): Promise<void> =>
    within(get(BELT_CHARACTERISTICS[channel]).writeAsync(Buffer.from(bytes), withoutResponse));
  return {
    heard,
    write,
    ask: async (message, request) => {
      const replies = () =>
        heard.flatMap(({ channel, bytes }) =>
          channel === 'control' && bytes[2] === request.tag ? [unwrap(decodeControlReply(bytes))] : [],
        );
      await write('control', encodeControlRequest(request));
      await until(() => replies().length > 0);
      const [reply] = replies();
      if (!isReply(reply, message)) throw new Error(JSON.stringify(reply));
      return reply;
    },
  };
};

const frames = ({ heard }: Host) =>
  heard.flatMap(({ channel, bytes }) => (channel === 'stream' ? [unwrap(decodeStreamFrame(bytes))] : []));

const hello = { message: 'hello-request', tag: 1, minMajor: 1, maxMajor: 1 } as const;

describe.each(NOBLES)('%s', (name) => {
  let world: VirtualWorld;
  let noble: Noble;
  let anna: WornBelt;

  const start = async (maxMtu = 247): Promise<void> => {
    world = createVirtualWorld({
      lifters: [{ seed: 1, name: 'anna', belt: { maxMtu, startIndex: 65_500 } }],
      air: { intervalMs: 0, advertisingIntervalMs: 2 },
    });
    world.radio.install();
    noble = createNoble(name, {});
    const on = new Promise<void>((resolve) => {
      noble.on('stateChange', (state) => state === 'poweredOn' && resolve());
    });
    await within(on);
    const found = world.belts.get('anna');
    if (found === undefined) throw new Error('no anna');
    anna = found;
  };
  afterEach(() => {
    noble.stop?.();
    world.close();
  });

  test('finds it by its advertisement, and the same serial number everywhere', async () => {
    await start();
    const { advertisement } = await discover(noble, anna.address);
    expect(advertisement.serviceUuids).toEqual([BELT_SERVICE.replaceAll('-', '')]);
    expect(advertisement.localName).toBe(`Beltline-${anna.serial.slice(-4)}`);
    const told = unwrap(decodeAdvertisement(advertisement.manufacturerData ?? Buffer.alloc(0)));
    expect(told.deviceId).toBe(anna.deviceId);
    const { get, services } = await connect(noble, anna.address);
    expect(services).toEqual(expect.arrayContaining([DEVICE_INFORMATION.service, BATTERY.service]));
    const info = unwrap(decodeInfo(await within(get(BELT_CHARACTERISTICS.info).readAsync())));
    expect(info.deviceId).toBe(anna.deviceId);
    expect(String(await within(get(DEVICE_INFORMATION.serial).readAsync()))).toBe(anna.serial);
    expect(await within(get(BATTERY.level).readAsync())).toEqual(Buffer.from([90]));
  });

  test.each([247, 23])('at MTU %i nothing is missing after a lost link and a back-fill', async (mtu) => {
    await start(mtu);
    const first = await listen(await connect(noble, anna.address));
    await first.ask('hello-reply', hello);
    await first.ask('start-reply', { message: 'start-request', tag: 2, nonce: 7 });
    await until(() => frames(first).length > 3);
    world.act({ do: 'drop-link', belt: 'anna' });
    const taken = anna.belt.truth.samples?.count ?? 0;
    await until(() => (anna.belt.truth.samples?.count ?? 0) > taken + 20);

    const second = await listen(await connect(noble, anna.address));
    await second.ask('hello-reply', hello);
    await until(() => frames(second).length > 1);
    expect(frames(second)[0]).toMatchObject({ message: 'anchor', stream: 7 });
    const { index } = await second.ask('state-reply', { message: 'state-request', tag: 3 });
    const read = { message: 'read-request', tag: 4, stream: 7, first: 0, count: index, credit: 64 } as const;
    const { transfer } = await second.ask('read-reply', read);
    const messages = () =>
      second.heard.flatMap(({ channel, bytes }) =>
        channel === 'backfill' ? [unwrap(decodeBackfill(bytes))] : [],
      );
    await until(() => messages().some(({ message }) => message === 'backfill-end'));
    const next = messages().length;
    await second.write(
      'backfill',
      encodeBackfill({ message: 'backfill-ack', transfer, next, credit: 64, resend: 0 }),
      true,
    );
    const assembler = createBlockAssembler();
    const blocks = messages()
      .flatMap((message) => (message.message === 'backfill-data' ? assembler.push(message.payload) : []))
      .map(unwrap);
    const indices = blocks.flatMap((block) => Array.from({ length: block.count }, (_, k) => block.index + k));
    const { samples } = anna.belt.truth;
    const wanted = Array.from({ length: index - 65_500 }, (_, n) => samples?.index(n));
    expect(indices.slice(0, wanted.length)).toEqual(wanted);
    expect(blocks[1].samples.slice(0, 6)).toEqual(samples?.raw(blocks[0].count));
  });

  test('a buzz arrives, is told, and shakes the sensor', async () => {
    await start();
    const host = await listen(await connect(noble, anna.address));
    await host.ask('hello-reply', hello);
    await host.ask('start-reply', { message: 'start-request', tag: 2, nonce: 7 });
    const cue = {
      message: 'haptic',
      mode: HAPTIC_MODE.cue,
      seq: 5,
      options: 0,
      expiry: 500,
      n: CUE.ready,
    } as const;
    const sentMs = world.nowMs();
    await host.write('haptic', encodeHaptic(cue), true);
    await until(() => anna.belt.truth.hapticEnds.length === 1);
    const [arrival] = anna.belt.truth.arrivals;
    expect(arrival.atMs).toBeGreaterThanOrEqual(sentMs);
    expect(arrival.atMs - sentMs).toBeLessThan(100);
    expect(anna.belt.truth.hapticEnds[0]).toMatchObject({ command: 5, outcome: 0, onMs: 100 });
    await until(() => host.heard.some(({ channel, bytes }) => channel === 'events' && bytes[0] === 6));
  });
});
