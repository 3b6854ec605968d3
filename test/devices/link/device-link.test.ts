import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Driver } from '../../../src/devices/driver.ts';
import { openDeviceLink, type DeviceLink } from '../../../src/devices/link/device-link.ts';
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import { shareRadio } from '../../../src/devices/link/shared-radio.ts';
import type { DeviceMatch } from '../../../src/devices/link/wanted.ts';
import type { SensorRole } from '../../../src/domain/sample.ts';
import { bangleDriver } from '../../../src/devices/drivers/bangle.ts';
import { CONTROL, fakeRadio, STREAM } from './fake-radio.ts';
import { OP, tinyDriver } from './tiny-driver.ts';

const beating = () => bangleDriver.createDecoder('belt');

interface Opened extends DeviceLink {
  readonly heard: LinkItem[];
  readonly completed: () => boolean;
}

const SETTINGS = { role: 'belt' as SensorRole, rateHz: 100, maxBatchMs: 50 };

const open = (
  shared: ReturnType<typeof shareRadio>,
  match: DeviceMatch = 'any',
  driver: Driver = tinyDriver(),
): Opened => {
  const link = openDeviceLink(shared, { driver, match, settings: SETTINGS });
  const heard: LinkItem[] = [];
  let completed = false;
  link.items.subscribe({ next: (item) => heard.push(item), complete: () => (completed = true) });
  return { ...link, heard, completed: () => completed };
};

const states = ({ heard }: Opened): string[] =>
  heard.flatMap((item) => (item.type === 'state' ? [item.report.state] : []));
const lastState = ({ heard }: Opened) =>
  heard.flatMap((item) => (item.type === 'state' ? [item.report] : [])).at(-1);
const inputs = ({ heard }: Opened): string[] =>
  heard.flatMap((item) => (item.type === 'input' ? [item.input.type] : []));
const samples = ({ heard }: Opened): number =>
  heard.filter((item) => item.type === 'output' && item.output.type === 'samples').length;

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('device link', () => {
  let fake: ReturnType<typeof fakeRadio>;
  let shared: ReturnType<typeof shareRadio>;

  beforeEach(() => {
    vi.useFakeTimers();
    fake = fakeRadio();
    shared = shareRadio(fake.radio);
  });
  afterEach(() => vi.useRealTimers());

  it('finds, connects and starts a device, and passes on what it sends', async () => {
    const belt = fake.add('a', 'A');
    const link = open(shared);
    await pass(1000);
    expect(states(link)).toEqual(['scanning', 'waiting', 'connecting', 'starting', 'streaming']);
    expect(lastState(link)).toMatchObject({ trouble: null, device: { serial: 'A', rateHz: 100 } });
    expect(belt.written.slice(0, 2)).toEqual([[OP.who], [OP.start]]);
    // The raw input comes before what was made of it, and configuration replies are inputs too.
    expect(inputs(link).slice(0, 2)).toEqual(['up', 'bytes']);
    const first = link.heard.findIndex((item) => item.type === 'output');
    expect(link.heard[first - 1]).toMatchObject({ type: 'input', input: { channel: 'stream' } });
    expect(link.heard[first]).toMatchObject({ output: { batch: { sensor: 'belt' } } });
    expect(samples(link)).toBeGreaterThan(5);
  });

  it('stamps inputs with session time', async () => {
    await pass(500);
    shared = shareRadio(fake.radio);
    fake.add('a');
    const link = open(shared);
    await pass(600);
    const stamps = link.heard.flatMap((item) => (item.type === 'input' ? [item.input.atS] : []));
    expect(stamps[0]).toBeGreaterThanOrEqual(0.4);
    expect(stamps.at(-1)).toBeLessThanOrEqual(0.6);
  });

  it('scans while it looks for the device and not longer', async () => {
    const belt = fake.add('a');
    belt.present = false;
    open(shared);
    await pass(100);
    expect(fake.listeners).toBe(1);
    belt.present = true;
    await pass(1000);
    expect(fake.listeners).toBe(0);
  });

  it('is not troubled by the silence of a device that sends no samples', async () => {
    const watch = fake.add('a');
    watch.mute = true;
    const link = open(shared, 'any', tinyDriver({ sendsSamples: false }));
    await pass(60_000);
    expect(states(link)).toEqual(['scanning', 'waiting', 'connecting', 'starting', 'streaming']);
    watch.lose();
    await pass(2000);
    expect(states(link).slice(-2)).toEqual(['starting', 'streaming']);
  });

  it('finds out by the heartbeat of a watch that it takes nothing any more', async () => {
    const watch = fake.add('a');
    const channels = { control: CONTROL, stream: STREAM, in: CONTROL };
    const link = open(shared, 'any', tinyDriver({ sendsSamples: false, createDecoder: beating, channels }));
    await pass(1000);
    expect(lastState(link)?.state).toBe('streaming');
    watch.hung = true;
    await pass(15_000);
    expect(lastState(link)?.trouble).not.toBeNull();
    expect(link.heard).toContainEqual({ type: 'input', input: expect.objectContaining({ reason: 'deaf' }) });
  });

  it('asks the decoder for writes about four times a second while it streams', async () => {
    const belt = fake.add('a');
    open(shared);
    await pass(500);
    belt.written.length = 0;
    belt.written.push([OP.start]);
    await pass(2000);
    const syncs = belt.written.filter(([op]) => op === OP.sync).length;
    expect(syncs).toBeGreaterThanOrEqual(7);
    expect(syncs).toBeLessThanOrEqual(9);
  });

  it('connects again after a lost link, with one decoder', async () => {
    const belt = fake.add('a');
    const driver = tinyDriver();
    const created = vi.fn((role: SensorRole) => driver.createDecoder(role));
    const link = open(shared, 'any', { ...driver, createDecoder: created });
    await pass(1000);
    belt.lose();
    await pass(1500);
    expect(belt.connections).toBe(2);
    expect(created).toHaveBeenCalledOnce();
    expect(inputs(link).filter((type) => type !== 'bytes')).toEqual(['up', 'down', 'up']);
    expect(lastState(link)?.state).toBe('streaming');
    const lost = link.heard.find((item) => item.type === 'state' && item.report.trouble !== null);
    expect(lost).toMatchObject({ report: { state: 'dropping', trouble: { reason: 'disconnected' } } });
  });

  it('takes a silent stream for lost within a second and a bit', async () => {
    const belt = fake.add('a');
    const link = open(shared);
    await pass(1000);
    belt.mute = true;
    await pass(1100);
    expect(link.heard).toContainEqual(
      expect.objectContaining({ input: expect.objectContaining({ type: 'down', reason: 'silent' }) }),
    );
    belt.mute = false;
    await pass(1500);
    expect(lastState(link)?.state).toBe('streaming');
  });

  it('ends a link whose device takes nothing any more, though samples come', async () => {
    const belt = fake.add('a');
    const link = open(shared);
    await pass(1000);
    belt.hung = true;
    await pass(2400);
    expect(link.heard).toContainEqual(
      expect.objectContaining({ input: expect.objectContaining({ type: 'down', reason: 'deaf' }) }),
    );
  });

  it('goes on after the radio was gone', async () => {
    const belt = fake.add('a');
    const link = open(shared);
    await pass(1000);
    fake.adapter.next('unknown');
    belt.lose('The radio process ended.');
    await pass(3000);
    expect(lastState(link)).toMatchObject({ state: 'backing-off', trouble: { reason: 'adapter' } });
    fake.adapter.next('on');
    await pass(1000);
    expect(lastState(link)?.state).toBe('streaming');
    expect(link.heard).toContainEqual(
      expect.objectContaining({ input: expect.objectContaining({ type: 'down', reason: 'radio' }) }),
    );
  });

  it('tells why a device could not be started, and tries again', async () => {
    fake.add('a');
    let tries = 0;
    const driver = tinyDriver();
    const start: Driver['start'] = async (port, settings) => {
      if (++tries < 3) throw new Error('Firmware too old.');
      return driver.start(port, settings);
    };
    const link = open(shared, 'any', { ...driver, start });
    await pass(600);
    expect(lastState(link)?.trouble).toEqual({ reason: 'not-started', message: 'Firmware too old.' });
    await pass(3000);
    expect(lastState(link)?.state).toBe('streaming');
  });

  it('says which characteristic is missing', async () => {
    fake.add('a');
    const driver = tinyDriver();
    const channels = { ...driver.channels, haptic: { service: '0001', characteristic: '0009' } };
    const link = open(shared, 'any', { ...driver, channels });
    await pass(600);
    expect(lastState(link)?.trouble?.message).toContain('"haptic"');
  });

  it('looks on for the wanted serial when the first device is another', async () => {
    const other = fake.add('a', 'A');
    const belt = fake.add('b', 'B');
    const link = open(shared, { serial: 'B' });
    await pass(4000);
    expect(lastState(link)).toMatchObject({ state: 'streaming', device: { serial: 'B' } });
    expect(other.connections).toBe(1);
    expect(belt.connections).toBe(1);
  });

  it('needs no connection to tell serials apart where advertisements carry them', async () => {
    const other = fake.add('a', 'A');
    fake.add('b', 'B');
    const driver = tinyDriver({ serialOf: (ad) => ad.name?.slice(5) ?? null });
    const link = open(shared, { serial: 'B' }, driver);
    await pass(1000);
    expect(lastState(link)?.state).toBe('streaming');
    expect(other.connections).toBe(0);
  });

  it('knows a device by its address', async () => {
    fake.add('0a', 'A');
    fake.add('0b', 'B');
    const link = open(shared, { address: 'C0:00:00:00:00:0B' });
    await pass(1000);
    expect(lastState(link)?.device?.serial).toBe('B');
  });

  it('stays with the device it had, though another is nearer', async () => {
    const belt = fake.add('a', 'A');
    const link = open(shared);
    await pass(1000);
    const other = fake.add('b', 'B');
    belt.present = false;
    belt.lose();
    await pass(5000);
    expect(other.connections).toBe(0);
    belt.present = true;
    await pass(2000);
    expect(lastState(link)).toMatchObject({ state: 'streaming', device: { serial: 'A' } });
  });

  it('connects eight devices on one radio, each once and one at a time', async () => {
    const serials = 'ABCDEFGH'.split('');
    for (const serial of serials) fake.add(serial.toLowerCase(), serial);
    const links = serials.map(() => open(shared));
    await pass(8000);
    expect(links.map((link) => lastState(link)?.state)).toEqual(serials.map(() => 'streaming'));
    expect(new Set(links.map((link) => lastState(link)?.device?.serial))).toEqual(new Set(serials));
    expect(fake.mostConnecting).toBe(1);
    expect(fake.log.filter((line) => line.startsWith('connect'))).toHaveLength(8);
  });

  it('does not let an absent device keep the others from connecting', async () => {
    const absent = fake.add('a', 'A');
    fake.add('b', 'B');
    const first = open(shared, { serial: 'A' }, tinyDriver({ serialOf: (ad) => ad.name?.slice(5) ?? null }));
    await pass(150);
    absent.present = false;
    const second = open(shared, { serial: 'B' });
    await pass(10_000);
    expect(lastState(second)?.state).toBe('streaming');
    expect(['scanning', 'backing-off']).toContain(lastState(first)?.state);
  });

  it('vibrates', async () => {
    const belt = fake.add('a');
    const link = open(shared);
    await expect(link.vibrate([{ amplitude: 1, seconds: 0.2 }])).rejects.toThrow('not connected');
    await pass(1000);
    await link.vibrate([
      { amplitude: 1, seconds: 0.2 },
      { amplitude: 0.5, seconds: 0.1 },
    ]);
    expect(belt.written.filter(([op]) => op === OP.vibrate)).toEqual([
      [OP.vibrate, 100],
      [OP.vibrate, 50],
    ]);
  });

  it('says that a device has no motor', async () => {
    fake.add('a');
    const link = open(shared, 'any', tinyDriver({ vibrate: null }));
    await pass(1000);
    await expect(link.vibrate([])).rejects.toMatchObject({ code: 'device', cure: expect.any(String) });
  });

  it('outlives a decoder that throws', async () => {
    const belt = fake.add('a');
    const link = open(shared);
    await pass(1000);
    belt.notify(STREAM, 99);
    const before = samples(link);
    await pass(300);
    expect(samples(link)).toBeGreaterThan(before);
    expect(link.heard).toContainEqual({
      type: 'output',
      output: expect.objectContaining({ event: expect.objectContaining({ type: 'fault', code: -1 }) }),
    });
  });

  it('closes: the device is let go, the items complete, and nothing is left', async () => {
    const belt = fake.add('a');
    const link = open(shared);
    await pass(1000);
    let done = false;
    void link.close().then(() => (done = true));
    await pass(100);
    expect(done).toBe(true);
    expect(link.completed()).toBe(true);
    expect(belt.connected).toBe(false);
    expect(inputs(link).at(-1)).toBe('down');
    expect(lastState(link)?.state).toBe('closed');
    const items = link.heard.length;
    await pass(5000);
    expect(link.heard).toHaveLength(items);
    expect(belt.connections).toBe(1);
    // Another link may have the device now.
    const next = open(shared);
    await pass(1000);
    expect(lastState(next)?.state).toBe('streaming');
  });

  it('closes in time while a connection is being made, and takes it down when it comes', async () => {
    const belt = fake.add('a');
    belt.connectMs = 4000;
    const link = open(shared);
    await pass(500);
    expect(lastState(link)?.state).toBe('connecting');
    const fromMs = Date.now();
    let tookMs = Infinity;
    void link.close().then(() => (tookMs = Date.now() - fromMs));
    await pass(5000);
    expect(tookMs).toBeLessThanOrEqual(2500);
    expect(belt.connections).toBe(1);
    expect(belt.connected).toBe(false);
  });

  it('closes with its last subscriber', async () => {
    const belt = fake.add('a');
    const link = openDeviceLink(shared, { driver: tinyDriver(), match: 'any', settings: SETTINGS });
    const one = link.items.subscribe();
    const two = link.items.subscribe();
    await pass(1000);
    one.unsubscribe();
    await pass(200);
    expect(belt.connected).toBe(true);
    two.unsubscribe();
    await pass(200);
    expect(belt.connected).toBe(false);
    expect(fake.listeners).toBe(0);
  });
});
