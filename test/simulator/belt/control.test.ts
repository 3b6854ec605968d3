import { describe, expect, test } from 'vitest';
import { decodeInfo, STATUS } from '../../../src/devices/protocol/index.ts';
import { FakeHost, greeted, refused, streaming, unwrap } from './fake-host.ts';

describe('HELLO', () => {
  test('is first: everything else gets "state" before it', () => {
    const host = new FakeHost();
    host.connect();
    expect(host.ask({ message: 'state-request' })).toEqual(refused('state'));
    expect(host.ask({ message: 'dfu-request', kind: 0 })).toEqual(refused('unsupported'));
    expect(host.hello()).toMatchObject({ major: 1, minor: 0, maxValue: 244, bootId: host.belt.bootId });
    expect(host.ask({ message: 'state-request' })).toMatchObject({ stream: 0, index: 0 });
  });

  test('reasons to refuse come in the order of the SPEC', () => {
    const host = new FakeHost({ ring: null });
    host.connect();
    const refusal = (...bytes: number[]): number | undefined => {
      host.belt.write('control', Uint8Array.from(bytes));
      host.time.pass(10);
      return host.on('control').at(-1)?.bytes[3];
    };
    expect(refusal(0x7f, 1)).toBe(STATUS.opcode);
    expect(refusal(0x04, 2, 1)).toBe(STATUS.length);
    expect(refusal(0x24, 3)).toBe(STATUS.state);
    host.hello();
    expect(refusal(0x24, 4)).toBe(STATUS.unsupported);
  });

  test('without a common major leaves HELLO, CHALLENGE, AUTH, DFU and Info', () => {
    const host = new FakeHost();
    host.connect();
    expect(host.ask({ message: 'hello-request', minMajor: 2, maxMajor: 9 })).toEqual(refused('version'));
    expect(host.ask({ message: 'state-request' })).toEqual(refused('version'));
    expect(host.ask({ message: 'challenge-request' })).toMatchObject({ message: 'challenge-reply' });
    expect(unwrap(decodeInfo(host.belt.read('info')))).toMatchObject({ major: 1 });
    expect(host.hello()).toMatchObject({ message: 'hello-reply' });
  });

  test('is needed again after each link', () => {
    const host = greeted();
    host.drop();
    host.connect();
    expect(host.ask({ message: 'state-request' })).toEqual(refused('state'));
  });
});

describe('configuration', () => {
  test.each([
    [247, 1],
    [23, 5],
  ])('CAPS at MTU %i comes in %i pages, which together say all', (mtu, pages) => {
    const host = greeted({}, mtu);
    const told = Array.from({ length: pages }, (_, page) => host.ask({ message: 'caps-request', page }));
    expect(Object.assign({}, ...told)).toMatchObject({
      ratesHz: [26, 52, 104, 208, 416],
      accRangesG: [2, 4, 8, 16],
      gyrRangesDps: [125, 250, 500, 1000, 2000],
      ringSamples: 155_648,
      ringKind: 2,
      batteryMah: 100,
      maxSegments: 16,
      pages,
    });
    expect(host.ask({ message: 'caps-request', page: pages })).toEqual(refused('range'));
  });

  test('SET is all or nothing', () => {
    const host = greeted();
    const before = host.ask({ message: 'set-request' });
    expect(before).toMatchObject({ rateHz: 208, maxBatchMs: 50, accNg: 244_000, gyrUdps: 35_000, epoch: 0 });
    const wrong = host.ask({ message: 'set-request', rateHz: 104, gyrRangeDps: 300 });
    expect(wrong).toEqual(refused('range', { culprit: 3 }));
    expect(host.ask({ message: 'set-request' })).toMatchObject({ rateHz: 208, epoch: 0 });
  });

  test('the epoch changes with rate and ranges only', () => {
    const host = greeted();
    expect(host.ask({ message: 'set-request', maxBatchMs: 20, holdMin: 1 })).toMatchObject({ epoch: 0 });
    expect(host.ask({ message: 'set-request', rateHz: 208 })).toMatchObject({ epoch: 0 });
    expect(host.ask({ message: 'set-request', rateHz: 104 })).toMatchObject({ epoch: 1 });
    for (let i = 2; i <= 8; i++) host.ask({ message: 'set-request', rateHz: i % 2 ? 104 : 208 });
    expect(host.ask({ message: 'set-request' })).toMatchObject({ epoch: 0 });
  });

  test('rate and ranges stay while a stream runs', () => {
    const host = streaming();
    expect(host.ask({ message: 'set-request', rateHz: 104 })).toEqual(refused('state'));
    expect(host.ask({ message: 'set-request', maxBatchMs: 20, rateHz: 208 })).toMatchObject({
      maxBatchMs: 20,
    });
  });

  test('416 Hz is refused at MTU 23', () => {
    const host = greeted({}, 23);
    expect(host.ask({ message: 'set-request', rateHz: 416 })).toEqual(refused('mtu', { culprit: 1 }));
    expect(host.ask({ message: 'set-request', rateHz: 208 })).toMatchObject({ rateHz: 208 });
  });
});

describe('START and STOP', () => {
  test('START twice with the same nonce changes nothing; another one gets "state"', () => {
    const host = streaming();
    host.time.pass(1000);
    const again = host.askFor('start-reply', { message: 'start-request', nonce: 7 });
    expect(again.stream).toBe(7);
    expect(again.index).toBeGreaterThan(200);
    expect(host.ask({ message: 'start-request', nonce: 8 })).toEqual(refused('state'));
  });

  test('STOP sends what waits, then tells how many indices there were', () => {
    const host = streaming();
    host.time.pass(1023);
    const stopped = host.askFor('stop-reply', { message: 'stop-request' }, 50);
    const last = host.imu6[host.imu6.length - 1];
    expect(last.index + last.samples.length / 6).toBe(stopped.index);
    expect(host.heard[host.heard.length - 1].channel).toBe('control');
    expect(stopped.index).toBe(host.belt.truth.samples?.count);
    expect(host.ask({ message: 'stop-request' })).toMatchObject({ stream: 0, index: 0 });
    expect(host.ask({ message: 'start-request', nonce: 7 })).toEqual(refused('state'));
  });

  test('START needs a battery; an empty one ends the stream', () => {
    const host = streaming();
    host.belt.setBattery(1);
    host.time.pass(100);
    expect(host.events).toContainEqual(expect.objectContaining({ message: 'stream-end', reason: 2 }));
    expect(host.events).toContainEqual(expect.objectContaining({ message: 'fault', code: 5, active: 1 }));
    expect(host.ask({ message: 'start-request', nonce: 8 })).toEqual(refused('battery'));
  });
});
