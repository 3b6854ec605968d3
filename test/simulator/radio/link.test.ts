import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/simulator/random.ts';
import { Air, type AirOptions } from '../../../src/simulator/radio/air.ts';
import type { Fragment, Link, LinkEnd } from '../../../src/simulator/radio/link.ts';
import { REASON } from '../../../src/simulator/radio/reasons.ts';
import { createManualTimers } from './manual-timers.ts';

const PARAMETERS = { intervalMs: 15, latency: 0, supervisionTimeoutMs: 400 };

interface End extends LinkEnd {
  readonly heard: { readonly value: number; readonly atMs: number }[];
  readonly reasons: number[];
}

const ignore = (): void => undefined;
const packet = (value: number): Fragment => ({ start: true, bytes: Buffer.from([value & 0xff, value >> 8]) });

/** A central and a peripheral that are connected, under a clock turned by hand. */
const connected = (options: AirOptions = {}, lateMs = 0) => {
  const timers = createManualTimers(lateMs);
  const air = new Air({ intervalMs: 'requested', advertisingIntervalMs: 20, timers, ...options });
  const end = (address: string): End => {
    const heard: { value: number; atMs: number }[] = [];
    const reasons: number[] = [];
    return {
      address,
      addressType: 'public',
      rssiDbm: -60,
      heard,
      reasons,
      linkData: (_link, { bytes }) =>
        void heard.push({ value: bytes[0] | (bytes[1] << 8), atMs: timers.nowMs() }),
      linkDown: (_link, reason) => void reasons.push(reason),
      linkUpdated: ignore,
    };
  };
  const central = end('00:00:00:00:00:01');
  const peripheral = { ...end('00:00:00:00:00:02'), linkUp: ignore };
  const links: Link[] = [];
  const onLinkUp = (link: Link): void => void links.push(link);
  air.advertise(peripheral, { data: Buffer.alloc(0), scanResponse: null, connectable: true });
  air.initiate(central, { address: peripheral.address, parameters: PARAMETERS, onLinkUp });
  for (let tries = 0; links.length === 0 && tries < 1000; tries++) timers.pass(20);
  return { timers, air, central, peripheral, link: links[0] };
};

test('connection events keep their grid however late the timers are', () => {
  const { timers, link } = connected({}, 3);
  timers.pass(15_000);
  expect(link.events).toBeGreaterThan(995);
  expect(link.events).toBeLessThanOrEqual(1000);
});

test('changes under a standing link leave the grid alone', () => {
  const { timers, air, peripheral, link } = connected();
  for (let at = 0; at < 150; at += 5) {
    air.mute(peripheral, at % 10 === 0);
    timers.pass(5);
  }
  expect(link.events).toBe(10);
});

test('the first packet after a long idle time may get lost like any other', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { timers, central, peripheral, link } = connected({
      intervalMs: 0,
      loss: 0.6,
      random: createRandom(seed),
    });
    timers.pass(5000);
    link.send(central, packet(seed), ignore);
    timers.pass(200);
    expect(peripheral.heard.map(({ value }) => value)).toEqual([seed]);
  }
});

test('an event carries so many packets a direction, and the peripheral answers in the next one', () => {
  const { timers, central, peripheral, link } = connected({ packetsPerEvent: 4 });
  for (let value = 0; value < 6; value++) link.send(central, packet(value), ignore);
  timers.pass(15);
  expect(peripheral.heard.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
  link.send(peripheral, packet(9), ignore);
  expect(central.heard).toEqual([]);
  timers.pass(15);
  expect(peripheral.heard).toHaveLength(6);
  expect(central.heard).toHaveLength(1);
});

test('whatever the loss, every packet arrives once and in order', () => {
  const any = fc.record({
    seed: fc.integer(),
    loss: fc.double({ min: 0, max: 0.6, noNaN: true }),
    intervalMs: fc.constantFrom<number | 'requested'>('requested', 0, 7.5),
    gaps: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }),
  });
  fc.assert(
    fc.property(any, ({ seed, loss, intervalMs, gaps }) => {
      const { timers, central, peripheral, link } = connected({
        loss,
        intervalMs,
        random: createRandom(seed),
      });
      let delivered = 0;
      gaps.forEach((gap, value) => {
        link.send(peripheral, packet(value), () => delivered++);
        timers.pass(gap);
      });
      timers.pass(10_000);
      // A run of losses long enough ends the link; then what arrived is still without a gap.
      const values = central.heard.map(({ value }) => value);
      expect(values).toEqual(gaps.slice(0, values.length).map((_gap, index) => index));
      expect(delivered).toBe(values.length);
      if (link.isUp) expect(values).toHaveLength(gaps.length);
      else expect(central.reasons).toEqual([REASON.timeout]);
    }),
    { numRuns: 60 },
  );
});

test.each([0, 'requested'] as const)(
  'a silent link ends by its supervision timeout, interval %s',
  (intervalMs) => {
    const { timers, air, central, peripheral, link } = connected({ intervalMs });
    timers.pass(5000);
    expect(link.isUp).toBe(true);
    air.mute(peripheral, true);
    link.send(central, packet(1), ignore);
    timers.pass(380);
    expect(link.isUp).toBe(true);
    timers.pass(60);
    expect([central.reasons, peripheral.reasons, peripheral.heard]).toEqual([
      [REASON.timeout],
      [REASON.timeout],
      [],
    ]);
    expect(timers.planned()).toBe(0);
  },
);

test('a goodbye that is not heard lasts until the timeout, and each side reads its own reason', () => {
  const { timers, air, central, peripheral, link } = connected();
  air.mute(peripheral, true);
  link.close(central, REASON.remoteUser);
  timers.pass(200);
  expect(link.isUp).toBe(true);
  timers.pass(300);
  expect([central.reasons, peripheral.reasons]).toEqual([[REASON.localHost], [REASON.timeout]]);
});

test('a sender that refills its queue on every delivery does not hold up the others', () => {
  const { timers, central, peripheral, link } = connected({ intervalMs: 0 });
  const refill = (): void => link.send(peripheral, packet(1), refill);
  refill();
  let turns = 0;
  const count = (): void => {
    if (++turns === 100) link.down(null, null);
    else timers.soon(count);
  };
  count();
  timers.pass(1);
  expect(turns).toBe(100);
  expect(central.heard.length).toBeGreaterThan(50);
});

test('nothing keeps time while nobody listens and no link stands', () => {
  const { timers, air, link, peripheral } = connected();
  link.down(REASON.timeout, REASON.timeout);
  air.advertise(peripheral, { data: Buffer.alloc(0), scanResponse: null, connectable: true });
  expect(timers.planned()).toBe(0);
});

test('closing the air ends links without a word, and timers', () => {
  const { timers, air, central, link } = connected();
  air.close();
  expect(link.isUp).toBe(false);
  expect(central.reasons).toEqual([]);
  expect(timers.planned()).toBe(0);
});
