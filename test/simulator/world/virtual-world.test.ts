import { afterEach, describe, expect, test, vi } from 'vitest';
import { encodeControlRequest } from '../../../src/devices/protocol/index.ts';
import type { Central } from '../../../src/simulator/belt/index.ts';
import { fasterTimers } from '../../../src/simulator/radio/index.ts';
import {
  type Action,
  createVirtualWorld,
  summarise,
  type VirtualWorld,
  type WorldConfigInput,
} from '../../../src/simulator/world/index.ts';
import { createManualTimers, type ManualTimers } from '../radio/manual-timers.ts';

let timers: ManualTimers;
let world: VirtualWorld;
afterEach(() => world.close());

const make = (config: Partial<WorldConfigInput> = {}): VirtualWorld => {
  timers = createManualTimers();
  world = createVirtualWorld({ lifters: [{ seed: 1, name: 'anna' }], ...config }, { timers });
  return world;
};

/** Hears nothing. */
const deaf: Central = {
  mtu: 247,
  parameters: { intervalMs: 15, latency: 0, supervisionTimeoutMs: 4000 },
  notify: () => false,
  indicate: () => false,
  requestParameters: () => {},
};

/** Starts a stream without a radio. */
const start = (name = 'anna') => {
  const worn = world.belts.get(name);
  if (worn === undefined) throw new Error(name);
  worn.belt.connected(deaf);
  const ask = (request: Parameters<typeof encodeControlRequest>[0]): void =>
    worn.belt.write('control', encodeControlRequest(request));
  ask({ message: 'hello-request', tag: 1, minMajor: 1, maxMajor: 1 });
  ask({ message: 'start-request', tag: 2, nonce: 7 });
  return worn;
};

describe('time', () => {
  test('begins with the first sample', () => {
    make();
    timers.pass(5000);
    expect(world.beganAtMs).toBeNull();
    start();
    timers.pass(200);
    expect(world.beganAtMs).toBeGreaterThan(5000);
    expect(world.beganAtMs).toBeLessThan(5010);
  });

  test('or at once', () => {
    make({ begins: 'at-once' });
    expect(world.beganAtMs).toBe(0);
  });

  test('passes faster for lifters, belts and faults alike', () => {
    vi.useFakeTimers();
    try {
      const faults = [{ atS: 8, action: { do: 'silent' as const, belt: 'anna', forS: 1 } }];
      const config = { lifters: [{ seed: 1, name: 'anna', belt: { rateError: 0 } }], faults };
      const faster = fasterTimers(16);
      world = createVirtualWorld(config, { timers: faster });
      const beganMs = world.nowMs();
      const worn = start();
      vi.advanceTimersByTime(1000);
      expect(world.nowMs() - beganMs).toBeCloseTo(16_000, 3);
      const [before, after] = summarise(worn).taken;
      expect((before.lastMs - beganMs) / 1000).toBeCloseTo(8, 1);
      expect((after.firstMs - before.lastMs) / 1000).toBeCloseTo(1, 1);
      expect(before.count / 208).toBeCloseTo(8, 1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('belts', () => {
  test('differ from each other and have names, serial numbers and addresses', () => {
    make({ lifters: [{ seed: 1, thoracic: {} }, { seed: 1 }] });
    expect([...world.belts.keys()]).toEqual(['lifter1', 'lifter1/thoracic', 'lifter2']);
    const belts = [...world.belts.values()];
    expect(new Set(belts.map(({ serial }) => serial)).size).toBe(3);
    expect(new Set(belts.map(({ belt }) => belt.bootId)).size).toBe(3);
    expect(belts.every(({ peripheral }) => peripheral.isAdvertising)).toBe(true);
  });

  test('take their settings from the configuration', () => {
    make({
      lifters: [{ seed: 1, name: 'anna', belt: { startUs: 4_000_000, startIndex: 65_530, rateError: 0 } }],
    });
    const { belt } = start();
    expect(belt.clockUs).toBe(4_000_000);
    timers.pass(10_000);
    expect(belt.truth.samples?.index(0)).toBe(65_530);
    // A sensor that nobody listens to is read once for every block of 19 samples.
    expect(belt.truth.samples?.count).toBeGreaterThan(2080 - 20);
    expect(belt.truth.samples?.count).toBeLessThanOrEqual(2080);
  });

  test('fall asleep when nobody wants them, and wake by the button', () => {
    make();
    const worn = world.belts.get('anna');
    timers.pass(601_000);
    expect(worn?.peripheral.isAdvertising).toBe(false);
    world.act({ do: 'button', belt: 'anna', ms: 100 });
    expect(worn?.peripheral.isAdvertising).toBe(true);
  });
});

describe('what goes wrong', () => {
  test('goes wrong at its time, for its time', () => {
    make({ faults: [{ atS: 2, action: { do: 'silent', belt: 'anna', forS: 3 } }] });
    const worn = start();
    timers.pass(10_000);
    const { taken } = summarise(worn);
    expect(taken).toHaveLength(2);
    expect((taken[1].firstMs - taken[0].lastMs) / 1000).toBeCloseTo(3, 0);
    expect((taken[0].lastMs - (world.beganAtMs ?? 0)) / 1000).toBeCloseTo(2, 0);
    expect(taken[0].first).toBe(0);
  });

  test('is undone after its time', () => {
    make();
    const worn = start();
    const check = (action: Action, isOn: () => boolean): void => {
      world.act(action);
      expect(isOn()).toBe(true);
      timers.pass(999);
      expect(isOn()).toBe(true);
      timers.pass(2);
      expect(isOn()).toBe(false);
    };
    const { belt, peripheral } = worn;
    const { air, adapters } = world.radio;
    check({ do: 'ignore-control', belt: 'anna', forS: 1 }, () => belt.faults.ignoresControl);
    check({ do: 'mute', belt: 'anna', forS: 1 }, () => air.isMuted(peripheral));
    check({ do: 'adapter-off', forS: 1 }, () => !adapters[0].isUp);
    check({ do: 'loss', share: 0.3, forS: 1 }, () => air.loss === 0.3);
    const request = { opcode: 0x12, handle: 9, characteristic: 'x' };
    check(
      { do: 'att-error', belt: 'anna', code: 14, forS: 1 },
      () => peripheral.faults.refuses(request) === 14,
    );
  });

  test('at once: reboot, hang with a watchdog, clock, battery, motor, flash', () => {
    make();
    const { belt, peripheral } = start();
    timers.pass(1000);
    world.act({ do: 'clock-step', belt: 'anna', us: 9_000_000 });
    expect(belt.clockUs).toBeGreaterThan(9_900_000);
    world.act({ do: 'battery', belt: 'anna', percent: 40 });
    expect(belt.read('batteryLevel')).toEqual(Uint8Array.of(40));
    world.act({ do: 'hang', belt: 'anna', watchdogS: 2 });
    expect(peripheral.faults.staysGone).toBe(true);
    timers.pass(2100);
    expect(belt.truth.boots).toBe(2);
    expect(peripheral.faults.staysGone).toBe(false);
    world.act({ do: 'reboot', belt: 'anna' });
    expect(belt.truth.boots).toBe(3);
    for (const action of [
      { do: 'drift', belt: 'anna', ppm: 40 },
      { do: 'rate-error', belt: 'anna', share: 0.02 },
      { do: 'truncate-frames', belt: 'anna', count: 3 },
      { do: 'corrupt-blocks', belt: 'anna', count: 3 },
      { do: 'inject-frame', belt: 'anna', hex: '0f00' },
      { do: 'flip-bit', belt: 'anna', block: 0, bit: 3 },
      { do: 'motor', belt: 'anna', broken: true },
      { do: 'stall', belt: 'anna', forS: 1 },
      { do: 'remove', belt: 'anna' },
    ] satisfies Action[])
      world.act(action);
    expect(belt.faults).toMatchObject({ truncatedFrames: 3, corruptBlocks: 3 });
    expect(peripheral.isAdvertising).toBe(false);
  });

  test('to a belt that is not there is refused', () => {
    make();
    expect(() => world.act({ do: 'reboot', belt: 'bob' })).toThrow(/There is no virtual belt "bob"/);
  });
});

test('a closed world leaves no timer', () => {
  make({ faults: [{ atS: 100, action: { do: 'adapter-off' } }] });
  start();
  timers.pass(1000);
  world.close();
  expect(timers.planned()).toBe(0);
});
