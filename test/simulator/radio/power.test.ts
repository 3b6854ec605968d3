import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addClip, INFO } from './clip.ts';
import { connect, NOBLES, startRadio, until, within, type TestRadio } from './noble.ts';

describe.each(NOBLES)('%s', (name) => {
  let radio: TestRadio;
  // noble looks once a second whether its adapter is on; nobody wants to wait for that.
  beforeEach(() => {
    const plan = globalThis.setTimeout;
    const sooner = (action: () => void, delayMs?: number) => plan(action, delayMs === 1000 ? 5 : delayMs);
    vi.stubGlobal('setTimeout', Object.assign(sooner, plan));
  });
  afterEach(() => {
    radio.close();
    vi.unstubAllGlobals();
  });

  test('an adapter switched off and on again', async () => {
    radio = await startRadio(name);
    const { world, noble } = radio;
    const before = addClip(world);
    const { device } = await connect(noble, before.peripheral.address);
    let disconnects = 0;
    device.on('disconnect', () => disconnects++);
    world.adapters[0].powerOff();
    await until(() => noble.state === 'poweredOff');
    expect(before.log).toEqual(['up', 'down 8']);
    // @abandonware believes in its link for ever.
    expect([device.state, disconnects]).toEqual(
      name === '@abandonware/noble' ? ['connected', 0] : ['disconnected', 1],
    );
    world.adapters[0].powerOn();
    await until(() => noble.state === 'poweredOn');
    const after = addClip(world);
    const { get } = await connect(noble, after.peripheral.address);
    expect(await within(get(INFO).readAsync())).toEqual(Buffer.from('maker'));
  });

  test('the second adapter, on the user channel', async () => {
    vi.stubEnv('HCI_CHANNEL_USER', '1');
    radio = await startRadio(name, { adapters: [{}, { poweredOn: false }] }, { deviceId: 1 });
    vi.unstubAllEnvs();
    expect(radio.world.adapters.map(({ controller }) => controller.counters.packetsToHost > 0)).toEqual([
      false,
      true,
    ]);
  });
});
