import { describe, expect, test } from 'vitest';
import {
  type Block,
  createBlockAssembler,
  decodeBackfill,
  FRAME_FLAG,
  STATUS,
} from '../../../src/devices/protocol/index.ts';
import { type FakeHost, refused, streaming, unwrap } from './fake-host.ts';

interface Fetched {
  readonly blocks: readonly Block[];
  readonly malformed: number;
  readonly indices: readonly number[];
  readonly status: number | null;
  readonly samples: number;
}

interface FetchOptions {
  readonly stream?: number;
  readonly credit?: number;
  /** Ask for a repetition when this message arrives for the first time, as if it had been lost. */
  readonly loses?: number;
}

/** A host that follows SPEC 14.4; `reply` is that to READ. */
const fetchRange = (host: FakeHost, first: number, count: number, options: FetchOptions = {}): Fetched => {
  const { stream = 7, credit = 16 } = options;
  let seen = host.heard.length;
  const reply = host.askFor('read-reply', { message: 'read-request', stream, first, count, credit }, 3);
  const assembler = createBlockAssembler();
  const blocks: Block[] = [];
  let malformed = 0;
  let next = 0;
  let loses = options.loses ?? -1;
  for (let rounds = 0; rounds < 400_000; rounds++) {
    host.time.pass(1);
    for (; seen < host.heard.length; seen++) {
      if (host.heard[seen].channel !== 'backfill') continue;
      const message = unwrap(decodeBackfill(host.heard[seen].bytes));
      if (message.message !== 'backfill-data' && message.message !== 'backfill-end') continue;
      if (message.seq === loses) {
        loses = -1;
        continue;
      }
      if (message.seq !== next % 65_536) {
        if (message.seq > next % 65_536) host.acknowledge(reply.transfer, next % 65_536, credit, 1);
        continue;
      }
      next++;
      if (message.message === 'backfill-end') {
        host.acknowledge(reply.transfer, next % 65_536);
        const indices = blocks.flatMap((block) =>
          Array.from({ length: block.count }, (_, k) => block.index + k),
        );
        return { blocks, malformed, indices, status: message.status, samples: message.samples };
      }
      for (const read of assembler.push(message.payload)) {
        if (read.ok) blocks.push(read.value);
        else malformed++;
      }
      if (next % Math.max(1, credit >> 1) === 0) host.acknowledge(reply.transfer, next % 65_536, credit);
    }
  }
  throw new Error('the transfer never ended');
};

const ascending = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

const cutFor = (host: FakeHost, ms: number): void => {
  host.drop();
  host.time.pass(ms);
  host.connect();
  host.hello();
};

const indexNow = (host: FakeHost): number =>
  host.askFor('state-reply', { message: 'state-request' }, 0).index;

const expectTruth = (host: FakeHost, blocks: readonly Block[]): void => {
  const { samples } = host.belt.truth;
  for (const block of blocks) {
    const n = samples?.find(block.stream, block.index) ?? -1;
    expect(block.tick).toBe(samples?.tickUs(n));
    expect(block.samples.slice(0, 6)).toEqual(samples?.raw(n));
    expect(block.samples.slice(-6)).toEqual(samples?.raw(n + block.count - 1));
    expect(block.tick + block.span).toBe(samples?.tickUs(n + block.count - 1));
  }
};

describe('a lost link', () => {
  test.each([247, 185, 23])('the gap comes back without a hole at MTU %i while live data flows', (mtu) => {
    const host = streaming({}, mtu);
    host.time.pass(1000);
    const lost = indexNow(host);
    cutFor(host, 7000);
    const found = indexNow(host);
    const live = host.imu6.length;
    const got = fetchRange(host, lost, found - lost);
    expect(got).toMatchObject({ status: STATUS.ok, malformed: 0, samples: got.indices.length });
    expect(got.indices).toEqual(ascending(got.indices[0], got.indices.length));
    expect(got.indices[0]).toBeLessThanOrEqual(lost);
    expect(got.indices.at(-1)).toBeGreaterThanOrEqual(found - 1);
    expectTruth(host, got.blocks);
    expect(host.imu6.length).toBeGreaterThan(live);
    expect(host.events.some(({ message }) => message === 'overflow')).toBe(false);
  });

  test('live frames go on with an anchor and the newest samples', () => {
    const host = streaming();
    host.time.pass(1000);
    const lost = indexNow(host);
    cutFor(host, 5000);
    host.time.pass(100);
    const anchor = host.anchors.at(-1);
    expect(anchor?.index).toBeGreaterThan(lost + 1000);
    expect((anchor?.flags ?? 0) & FRAME_FLAG.gap).toBe(FRAME_FLAG.gap);
  });

  test('sampling ends after hold_min minutes; the data stays, and DESCRIBE tells its scales', () => {
    const host = streaming();
    host.ask({ message: 'set-request', holdMin: 1 });
    host.drop();
    host.time.pass(59_000);
    expect(host.belt.stream).toBe(7);
    host.time.pass(2000);
    expect(host.belt.stream).toBe(0);
    host.connect();
    host.hello();
    expect(host.events).toContainEqual(
      expect.objectContaining({ message: 'stream-end', stream: 7, reason: 1 }),
    );
    const listed = host.ask({ message: 'list-request', entry: 0 });
    expect(listed).toMatchObject({ entries: 1, stream: 7, first: 0 });
    expect(host.ask({ message: 'describe-request', stream: 7 })).toMatchObject({
      ended: 1,
      rateHz: 208,
      accNg: 244_000,
      gyrUdps: 35_000,
    });
    expect(fetchRange(host, 0, 1000).indices.slice(0, 1000)).toEqual(ascending(0, 1000));
  });

  test('with hold_min 0 the stream ends with the link', () => {
    const host = streaming();
    host.ask({ message: 'set-request', holdMin: 0 });
    host.drop();
    expect(host.belt.stream).toBe(0);
  });
});

describe('READ', () => {
  test('reaches to the newest sample, which lies in RAM', () => {
    const host = streaming();
    host.time.pass(523);
    const next = indexNow(host);
    expect(fetchRange(host, next - 2, 1000).indices).toContain(next - 1);
  });

  test('clips to what is stored when the beginning was overwritten', () => {
    const host = streaming({ ring: { blocks: 20, isFlash: true } });
    host.time.pass(10_000);
    const reply = host.askFor('read-reply', {
      message: 'read-request',
      stream: 7,
      first: 0,
      count: 2000,
      credit: 8,
    });
    expect(reply.first).toBeGreaterThan(2000 - 21 * 19);
    expect(reply.first + reply.count).toBe(2000);
  });

  test('of what is not there gets "range", during a transfer "busy"', () => {
    const host = streaming();
    host.time.pass(1000);
    const read = { message: 'read-request', stream: 7, first: 0, count: 100, credit: 1 } as const;
    expect(host.ask({ ...read, stream: 8 })).toEqual(refused('range'));
    expect(host.ask({ ...read, first: 10_000 })).toEqual(refused('range'));
    expect(host.ask(read)).toMatchObject({ message: 'read-reply', first: 0, count: 100 });
    expect(host.ask(read)).toEqual(refused('busy'));
  });

  test('of a block with a flipped bit never sends it and says so', () => {
    const host = streaming();
    host.time.pass(2000);
    host.belt.flipStoredBit(1, 300);
    const got = fetchRange(host, 0, 100);
    expect(got).toMatchObject({ status: STATUS.range, malformed: 0 });
    expect(got.indices).toEqual([...ascending(0, 19), ...ascending(38, got.indices.length - 19)]);
  });

  test('a fault corrupts blocks on their way', () => {
    const host = streaming();
    host.time.pass(2000);
    host.belt.faults.corruptBlocks = 1;
    expect(fetchRange(host, 0, 100)).toMatchObject({ malformed: 1, indices: [] });
    expect(fetchRange(host, 0, 100)).toMatchObject({ malformed: 0, status: STATUS.ok });
  });

  test('is told what is overwritten meanwhile', () => {
    const host = streaming({ ring: { blocks: 20, isFlash: true } });
    host.time.pass(3000);
    const reply = host.askFor('read-reply', {
      message: 'read-request',
      stream: 7,
      first: 0,
      count: 5000,
      credit: 1,
    });
    host.time.pass(1500);
    host.acknowledge(reply.transfer, 1, 64);
    host.time.pass(1000);
    expect(host.backfill.at(-1)).toMatchObject({ message: 'backfill-end', status: STATUS.range });
  });
});

describe('acknowledgements', () => {
  test('nothing is sent beyond the credit, nor without a confirmed reply', () => {
    const host = streaming();
    host.time.pass(5000);
    const reply = host.askFor('read-reply', {
      message: 'read-request',
      stream: 7,
      first: 0,
      count: 900,
      credit: 5,
    });
    host.time.pass(500);
    expect(host.backfill.map((message) => 'seq' in message && message.seq)).toEqual([0, 1, 2, 3, 4]);
    host.acknowledge(reply.transfer, 3, 0);
    host.time.pass(500);
    expect(host.backfill).toHaveLength(5);
    host.acknowledge(reply.transfer, 5, 2);
    host.time.pass(500);
    expect(host.backfill).toHaveLength(7);
  });

  test.each([0, 3, 9])('message %i lost: the host goes back, nothing is missing', (loses) => {
    const host = streaming();
    host.time.pass(3000);
    const got = fetchRange(host, 0, 200, { loses });
    expect(got.status).toBe(STATUS.ok);
    expect(got.indices.slice(0, 200)).toEqual(ascending(0, 200));
  });

  test('foreign, repeated and impossible ones do no harm', () => {
    const host = streaming();
    host.time.pass(3000);
    const reply = host.askFor('read-reply', {
      message: 'read-request',
      stream: 7,
      first: 0,
      count: 200,
      credit: 4,
    });
    host.acknowledge(reply.transfer + 1, 4, 64);
    host.acknowledge(reply.transfer, 60, 64);
    host.acknowledge(reply.transfer, 65_535, 64);
    host.time.pass(200);
    expect(host.backfill).toHaveLength(4);
    host.acknowledge(reply.transfer, 0, 4);
    host.time.pass(200);
    expect(host.backfill).toHaveLength(4);
  });

  test('after ten silent seconds the belt gives up', () => {
    const host = streaming();
    host.time.pass(3000);
    host.ask({ message: 'read-request', stream: 7, first: 0, count: 200, credit: 4 });
    host.time.pass(10_100);
    expect(host.backfill.at(-1)).toMatchObject({ message: 'backfill-end', status: STATUS.timeout, seq: 4 });
    expect(fetchRange(host, 0, 19).status).toBe(STATUS.ok);
  });

  test('ABORT ends it at once, and again changes nothing', () => {
    const host = streaming();
    host.time.pass(3000);
    const reply = host.askFor('read-reply', {
      message: 'read-request',
      stream: 7,
      first: 0,
      count: 600,
      credit: 2,
    });
    const { transfer } = reply;
    expect(host.ask({ message: 'abort-request', transfer })).toMatchObject({ message: 'abort-reply' });
    expect(host.backfill.at(-1)).toMatchObject({ message: 'backfill-end', status: STATUS.state });
    expect(host.ask({ message: 'abort-request', transfer })).toMatchObject({ message: 'abort-reply' });
    expect(host.backfill).toHaveLength(3);
  });

  test('a transfer of more than 65536 messages keeps counting', () => {
    const host = streaming({ keepsSamples: false, idealSensor: true }, 23);
    host.drop();
    host.time.pass(400_000);
    host.radioMs = 0;
    host.connect(['control', 'backfill']);
    host.hello();
    const got = fetchRange(host, 0, 80_000, { credit: 64 });
    expect(got.status).toBe(STATUS.ok);
    expect(got.indices.length).toBeGreaterThanOrEqual(80_000);
    expect((got.blocks.length * 256) / 16).toBeGreaterThan(65_536);
  });
});

describe('the ring', () => {
  test('of flash survives a reset, what lay in RAM does not; the boot id changes', () => {
    const host = streaming();
    const { bootId } = host.belt;
    host.time.pass(1000);
    host.drop();
    host.belt.reboot();
    expect(host.belt.bootId).not.toBe(bootId);
    expect(host.belt.clockUs).toBe(0);
    host.connect();
    host.hello();
    expect(host.ask({ message: 'state-request' })).toMatchObject({ stream: 0 });
    const listed = host.askFor('list-reply', { message: 'list-request', entry: 0 });
    expect(listed.count % 19).toBe(0);
    expect(fetchRange(host, 0, 1000).indices).toEqual(ascending(0, listed.count));
  });

  test('of RAM is empty after a reset', () => {
    const host = streaming({ ring: { blocks: 100, isFlash: false } });
    host.time.pass(1000);
    host.drop();
    host.belt.reboot();
    host.connect();
    host.hello();
    expect(host.ask({ message: 'list-request', entry: 0 })).toEqual(refused('range'));
  });

  test('keeps streams one after the other, the newest listed first', () => {
    const host = streaming();
    host.time.pass(1000);
    host.ask({ message: 'stop-request' });
    host.ask({ message: 'start-request', nonce: 8 });
    host.time.pass(500);
    expect(host.ask({ message: 'list-request', entry: 0 })).toMatchObject({ entries: 2, stream: 8 });
    expect(host.ask({ message: 'list-request', entry: 1 })).toMatchObject({ entries: 2, stream: 7 });
    expect(host.ask({ message: 'list-request', entry: 2 })).toEqual(refused('range'));
    const old = fetchRange(host, 0, 10_000, { stream: 7 });
    expect(old.blocks.every(({ stream }) => stream === 7)).toBe(true);
    expect(old.status).toBe(STATUS.ok);
  });

  test('a clock step and a silence begin new blocks', () => {
    const host = streaming();
    host.time.pass(500);
    host.belt.stepClock(-200_000);
    host.time.pass(500);
    host.belt.faults.silent = true;
    host.time.pass(500);
    host.belt.faults.silent = false;
    host.time.pass(500);
    const { blocks } = fetchRange(host, 0, 10_000);
    expect(blocks.filter(({ flags }) => (flags & FRAME_FLAG.clockStep) !== 0)).toHaveLength(1);
    expect(blocks.filter(({ flags }) => (flags & FRAME_FLAG.gap) !== 0)).toHaveLength(1);
    expectTruth(host, blocks);
  });

  test('a belt without one refuses', () => {
    const host = streaming({ ring: null });
    host.time.pass(500);
    const read = { message: 'read-request', stream: 7, first: 0, count: 100, credit: 1 } as const;
    expect(host.ask(read)).toEqual(refused('unsupported'));
    expect(host.ask({ message: 'list-request', entry: 0 })).toEqual(refused('unsupported'));
  });

  test('a belt without one tells the scales of its running stream, for a host that comes back', () => {
    const host = streaming({ ring: null });
    expect(host.ask({ message: 'describe-request', stream: 7 })).toMatchObject({
      message: 'describe-reply',
      stream: 7,
      rateHz: 208,
      ended: 0,
    });
    expect(host.ask({ message: 'describe-request', stream: 8 })).toEqual(refused('range'));
  });
});
