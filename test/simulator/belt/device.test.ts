import { describe, expect, test } from 'vitest';
import {
  CAPABILITY,
  decodeInfo,
  decodeTimeSync,
  encodeTimeSync,
} from '../../../src/devices/protocol/index.ts';
import { FakeHost, streaming, unwrap } from './fake-host.ts';

describe('time sync', () => {
  test('tells both belt times and echoes the rest', () => {
    const host = streaming({ driftPpm: 0 });
    host.time.pass(1000);
    const t1 = 123_456_789n;
    const nowUs = host.belt.clockUs;
    host.belt.write('timeSync', encodeTimeSync({ message: 'time-sync-request', seq: 7, t1 }));
    host.time.pass(20);
    const [reply] = host.on('timeSync').map(({ bytes }) => unwrap(decodeTimeSync(bytes)));
    expect(reply).toMatchObject({ message: 'time-sync-reply', seq: 7, t1 });
    if (reply.message !== 'time-sync-reply') throw new Error(reply.message);
    expect(reply.t2).toBe(nowUs);
    expect(reply.t3).toBeGreaterThanOrEqual(reply.t2);
  });

  test('answers at most twenty a second', () => {
    const host = streaming();
    for (let seq = 0; seq < 100; seq++) {
      host.belt.write('timeSync', encodeTimeSync({ message: 'time-sync-request', seq, t1: 1n }));
      host.time.pass(10);
    }
    host.time.pass(100);
    expect(host.on('timeSync')).toHaveLength(20);
  });
});

describe('the clock', () => {
  test('runs at its own pace, in steps of a 32768 Hz crystal', () => {
    const host = new FakeHost({ driftPpm: 40 });
    host.time.pass(100_000);
    expect(Math.abs(host.belt.clockUs - 100_004_000)).toBeLessThanOrEqual(31);
    host.belt.setDrift(-40);
    host.time.pass(100_000);
    expect(Math.abs(host.belt.clockUs - 200_000_000)).toBeLessThanOrEqual(62);
  });
});

describe('Info', () => {
  test('tells who the belt is and what it can do', () => {
    const host = streaming();
    expect(unwrap(decodeInfo(host.belt.read('info')))).toMatchObject({
      major: 1,
      capabilities: 0x3f,
      deviceId: 0x0123456789abcdefn,
      maxValue: 244,
      epoch: 0,
      stream: 7,
    });
  });

  test('without motor and ring says so', () => {
    const host = new FakeHost({ hasMotor: false, ring: null });
    const { capabilities } = unwrap(decodeInfo(host.belt.read('info'))) as { capabilities: number };
    expect(capabilities & (CAPABILITY.motor | CAPABILITY.ring | CAPABILITY.ringSurvivesReset)).toBe(0);
  });
});

describe('events', () => {
  test('come with the battery after subscription; a lower charge is told', () => {
    const host = streaming({ battery: { percent: 50, haste: 1000 } });
    host.time.pass(60_000);
    const told = host.events.flatMap((event) => (event.message === 'battery' ? [event.percent] : []));
    expect(told.length).toBeGreaterThan(10);
    expect(told.every((percent, i) => i === 0 || (percent ?? 0) < (told[i - 1] ?? 0))).toBe(true);
  });

  test('the button is told on release, at the moment of pressing', () => {
    const host = streaming({ driftPpm: 0 });
    host.time.pass(1000);
    const pressedUs = host.belt.clockUs;
    host.belt.pressButton(700);
    host.time.pass(800);
    const [event] = host.events.filter(({ message }) => message === 'button');
    expect(event).toMatchObject({ pressMs: 700, button: 0, tick: pressedUs });
  });

  test('number themselves; what nobody heard shows as a jump', () => {
    const host = streaming();
    host.time.pass(100);
    host.drop();
    for (let i = 0; i < 30; i++) host.belt.breakMotor(i % 2 === 0);
    host.connect();
    host.time.pass(100);
    const seqs = host.events.map(({ seq }) => seq);
    expect(seqs.every((seq, i) => i === 0 || seq > seqs[i - 1])).toBe(true);
    expect(Math.max(...seqs)).toBeGreaterThanOrEqual(31);
  });
});

describe('the link', () => {
  test('other parameters are asked for after a second, and once more after thirty', () => {
    const host = new FakeHost();
    host.parameters = { intervalMs: 45, latency: 0, supervisionTimeoutMs: 420 };
    host.connect();
    host.time.pass(900);
    expect(host.parameterRequests).toEqual([]);
    host.time.pass(100_000);
    expect(host.parameterRequests).toEqual([15, 30]);
  });

  test('good ones are left alone', () => {
    const host = new FakeHost();
    host.connect();
    host.time.pass(100_000);
    expect(host.parameterRequests).toEqual([]);
  });
});

describe('a hung processor', () => {
  test('says and samples nothing until the watchdog resets it', () => {
    const host = streaming();
    host.time.pass(500);
    const taken = host.belt.truth.samples?.count;
    host.belt.hang(3000);
    const heard = host.heard.length;
    host.belt.write('control', Uint8Array.of(6, 1));
    host.time.pass(2900);
    expect(host.heard.length).toBeLessThanOrEqual(heard + 8);
    expect(host.belt.truth.samples?.count).toBe(taken);
    host.drop();
    host.time.pass(200);
    host.connect();
    host.time.pass(100);
    expect(host.belt.truth.boots).toBe(2);
    expect(host.events).toContainEqual(expect.objectContaining({ message: 'fault', code: 6, active: 1 }));
  });

  test('switched off leaves no timer behind', () => {
    const host = streaming();
    host.time.pass(500);
    host.drop();
    host.belt.close();
    expect(host.time.planned()).toBeLessThanOrEqual(host.heard.length > 0 ? 8 : 0);
    host.time.pass(60_000);
    expect(host.time.planned()).toBe(0);
  });
});
