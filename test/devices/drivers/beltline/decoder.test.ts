import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceInput } from '../../../../src/domain/device.ts';
import type { DecoderOutput } from '../../../../src/devices/driver.ts';
import { createBeltDecoder } from '../../../../src/devices/drivers/beltline/decoder.ts';
import {
  decodeBackfill,
  decodeControlRequest,
  decodeTimeSync,
  encodeBackfill,
  encodeControlReply,
  encodeTimeSync,
  FRAME_FLAG,
  STATUS,
} from '../../../../src/devices/protocol/index.ts';
import {
  ACC_NG,
  anchor,
  arrivalS,
  block,
  bytesInput,
  frame,
  GYR_UDPS,
  PERIOD_US,
  rawOf,
  setReply,
  STREAM,
  transferOf,
} from './frames.ts';

const G = 9.80665;
const UP: DeviceInput = { type: 'up', atS: 0 };
const down = (atS: number): DeviceInput => ({ type: 'down', atS, reason: 'disconnected' });

/** Frames of ten samples: indices `from` … `to` − 1. */
const frames = (from: number, to: number): DeviceInput[] => {
  const all: DeviceInput[] = [];
  for (let index = from; index < to; index += 10) all.push(frame(index, Math.min(10, to - index)));
  return all;
};

const begin = (index = 0): DeviceInput[] => [UP, setReply(0), anchor(index, arrivalS(index))];

const batches = (outputs: readonly DecoderOutput[], type: 'samples' | 'late') =>
  outputs.flatMap((output) => (output.type === type ? [output.batch] : []));

const times = (outputs: readonly DecoderOutput[], type: 'samples' | 'late'): number[] =>
  batches(outputs, type).flatMap((batch) => [...batch.timeS.subarray(0, batch.count)]);

const run = (inputs: readonly DeviceInput[]): DecoderOutput[] => {
  const decoder = createBeltDecoder('belt');
  return inputs.flatMap((input) => [...decoder.step(input)]);
};

describe('live samples', () => {
  it('come in SI units, at the pace of the belt', () => {
    const outputs = run([...begin(), ...frames(0, 400)]);
    const t = times(outputs, 'samples');
    expect(t).toHaveLength(400);
    expect((t[399] - t[0]) / 399).toBeCloseTo(PERIOD_US / 1e6, 5);
    const [first] = batches(outputs, 'samples');
    const raw = rawOf(3);
    raw.forEach((lsb, axis) => {
      const si = axis < 3 ? lsb * ACC_NG * 1e-9 * G : (lsb * GYR_UDPS * 1e-6 * Math.PI) / 180;
      expect(first.imu[18 + axis]).toBeCloseTo(si, 12);
    });
  });

  it('rise strictly in time, whatever is lost or late', () => {
    const lossy = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 200 })), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(lossy, (fates) => {
        let atS = 0;
        const inputs = frames(0, fates.length * 10).flatMap((input, i) => {
          const [lost, delayMs] = fates[i];
          atS = Math.max(atS, input.atS + delayMs / 1000);
          return lost ? [] : [{ ...input, atS }];
        });
        const t = times(run([...begin(), ...inputs]), 'samples');
        expect(t.every((value, i) => i === 0 || value > t[i - 1])).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('wait for an anchor of this connection', () => {
    const lost = [...begin(), ...frames(0, 50), down(0.4), { type: 'up', atS: 2 } as const];
    expect(times(run([...lost, ...frames(400, 440)]), 'samples')).toHaveLength(50);
    expect(times(run([...lost, anchor(400, 2), ...frames(400, 440)]), 'samples')).toHaveLength(90);
  });

  it('go on over the wrap of the short index', () => {
    const start = 0x10000 - 25;
    const outputs = run([...begin(start), ...frames(start, start + 100)]);
    expect(times(outputs, 'samples')).toHaveLength(100);
  });

  it('are not taken twice', () => {
    expect(times(run([...begin(), frame(0, 10), frame(0, 10), frame(10, 10)]), 'samples')).toHaveLength(20);
  });

  it('tell when the motor shakes them', () => {
    const inputs = [frame(0, 10), frame(10, 10, FRAME_FLAG.motor), frame(20, 10)];
    const events = run([...begin(), ...inputs]).flatMap((o) => (o.type === 'event' ? [o.event.type] : []));
    expect(events).toEqual(['motor-on', 'motor-off']);
  });
});

/** A belt that lost samples 100 … 199 while the link was down. */
const withHole = (): { decoder: ReturnType<typeof createBeltDecoder>; outputs: DecoderOutput[] } => {
  const decoder = createBeltDecoder('belt');
  const resumedS = arrivalS(200);
  const inputs: DeviceInput[] = [
    ...begin(),
    ...frames(0, 100),
    down(arrivalS(100)),
    { type: 'up', atS: resumedS - 0.01 },
    anchor(200, resumedS),
    ...frames(200, 600),
  ];
  return { decoder, outputs: inputs.flatMap((input) => [...decoder.step(input)]) };
};

const readReply = (transfer: number, payload: number): DeviceInput =>
  bytesInput(
    'control',
    encodeControlReply({ message: 'read-reply', tag: 0x81, transfer, payload, first: 100, count: 100 }),
    arrivalS(600),
  );

const BLOCKS = [
  block(95, 19),
  block(114, 19),
  block(133, 19),
  block(152, 19),
  block(171, 19),
  block(190, 12),
];

describe('samples that were not heard', () => {
  it('are asked for once live ones have come for a while', () => {
    const { decoder } = withHole();
    const asks = decoder
      .tick(arrivalS(600))
      .flatMap((output) =>
        output.type === 'write' && output.write.channel === 'control' ? [output.write] : [],
      );
    expect(asks).toHaveLength(1);
    const request = decodeControlRequest(asks[0].bytes);
    expect(request).toMatchObject({
      ok: true,
      value: { message: 'read-request', stream: STREAM, first: 100, count: 100 },
    });
    // Not again before it was answered.
    expect(
      decoder.tick(arrivalS(600) + 0.3).some((o) => o.type === 'write' && o.write.channel === 'control'),
    ).toBe(false);
  });

  it.each([16, 240])('come from the ring in pieces of %i bytes, and fit between the live ones', (payload) => {
    const { decoder, outputs } = withHole();
    decoder.step(readReply(7, payload));
    const late = transferOf(7, BLOCKS, payload).flatMap((bytes) => [
      ...decoder.step(bytesInput('backfill', bytes, arrivalS(600))),
    ]);
    const t = times(late, 'late');
    expect(t).toHaveLength(100);
    const live = times(outputs, 'samples');
    const all = [...live, ...t].toSorted((a, b) => a - b);
    expect(new Set(all).size).toBe(600);
    const steps = all.slice(1).map((value, i) => value - all[i]);
    expect(Math.max(...steps)).toBeLessThan((1.2 * PERIOD_US) / 1e6);
    expect(Math.min(...steps)).toBeGreaterThan((0.8 * PERIOD_US) / 1e6);
    const [first] = batches(late, 'late');
    expect(first.imu[0]).toBeCloseTo(rawOf(100)[0] * ACC_NG * 1e-9 * G, 9);
    expect(decoder.tick(arrivalS(900)).some((o) => o.type === 'write' && o.write.channel === 'control')).toBe(
      false,
    );
  });

  it('are placed by their index where the clock of the belt was replaced meanwhile', () => {
    const decoder = createBeltDecoder('belt');
    const aheadUs = 9_000_000;
    const resumedS = arrivalS(200);
    const inputs: DeviceInput[] = [
      ...begin(),
      ...frames(0, 100),
      down(arrivalS(100)),
      { type: 'up', atS: resumedS - 0.01 },
      anchor(200, resumedS, aheadUs),
      ...Array.from({ length: 40 }, (_, k) => frame(200 + 10 * k, 10, 0, aheadUs)),
    ];
    const live = times(
      inputs.flatMap((input) => [...decoder.step(input)]),
      'samples',
    );
    decoder.step(readReply(7, 240));
    // Half of them were taken by the old clock, half by the new one.
    const ahead = BLOCKS.map((one) => (one.index < 150 ? one : { ...one, tick: one.tick + aheadUs }));
    const late = times(
      transferOf(7, ahead, 240).flatMap((bytes) => [
        ...decoder.step(bytesInput('backfill', bytes, arrivalS(600))),
      ]),
      'late',
    );
    expect(late).toHaveLength(100);
    const all = [...live, ...late].toSorted((a, b) => a - b);
    const steps = all.slice(1).map((value, i) => value - all[i]);
    expect(Math.max(...steps)).toBeLessThan((1.3 * PERIOD_US) / 1e6);
    expect(Math.min(...steps)).toBeGreaterThan((0.7 * PERIOD_US) / 1e6);
  });

  it('are asked for again from where a message was lost', () => {
    const { decoder } = withHole();
    decoder.step(readReply(7, 16));
    const messages = transferOf(7, BLOCKS, 16);
    const acks: unknown[] = [];
    const late: DecoderOutput[] = [];
    const hear = (bytes: Uint8Array): void => {
      for (const output of decoder.step(bytesInput('backfill', bytes, arrivalS(600)))) {
        if (output.type === 'write') acks.push(decodeBackfill(output.write.bytes));
        else late.push(output);
      }
    };
    messages.slice(0, 3).forEach(hear);
    messages.slice(5, 9).forEach(hear);
    expect(acks).toMatchObject([{ ok: true, value: { next: 3, resend: 1 } }]);
    messages.slice(3).forEach(hear);
    expect(times(late, 'late')).toHaveLength(100);
  });

  it.each([STATUS.timeout, STATUS.state])(
    'are asked for again where the belt gave up on the transfer (status %i)',
    (status) => {
      const { decoder } = withHole();
      decoder.step(readReply(7, 240));
      // Out of turn: nothing of the transfer was heard before.
      const end = encodeBackfill({ message: 'backfill-end', transfer: 7, seq: 5, status, samples: 40 });
      expect(decoder.step(bytesInput('backfill', end, arrivalS(600)))).toEqual([]);
      const asked = decoder.tick(arrivalS(600) + 3);
      expect(asked.some((o) => o.type === 'write' && o.write.channel === 'control')).toBe(true);
    },
  );

  it('are not asked for again where the belt has nothing left of them', () => {
    const { decoder } = withHole();
    const refusal = encodeControlReply({ message: 'refusal', op: 0x21, tag: 0x81, status: 0x04 });
    decoder.step(bytesInput('control', refusal, arrivalS(600)));
    expect(
      decoder.tick(arrivalS(600) + 60).some((o) => o.type === 'write' && o.write.channel === 'control'),
    ).toBe(false);
  });
});

/** The belt's clock when half of a round trip is over, µs. */
const beltClock = (atS: number): number => Math.round(1_000_000 + (atS - 0.01) * 1e6);

describe('a link that is lost between START and the first frame', () => {
  it('lacks what the belt took meanwhile, and asks for all of it', () => {
    const decoder = createBeltDecoder('belt');
    const startReply = encodeControlReply({
      message: 'start-reply',
      tag: 5,
      stream: STREAM,
      index: 0,
      tick: 1_000_000,
    });
    const inputs: DeviceInput[] = [
      UP,
      setReply(0),
      bytesInput('control', startReply, 0.01),
      down(0.05),
      { type: 'up', atS: arrivalS(100) },
      anchor(100, arrivalS(100)),
      ...frames(100, 600),
    ];
    const live = inputs.flatMap((input) => [...decoder.step(input)]);
    const asked = decoder
      .tick(arrivalS(600))
      .flatMap((o) => (o.type === 'write' && o.write.channel === 'control' ? [o.write.bytes] : []));
    expect(decodeControlRequest(asked[0])).toMatchObject({ value: { first: 0, count: 100 } });
    const reply = {
      message: 'read-reply',
      tag: 0x81,
      transfer: 7,
      payload: 240,
      first: 0,
      count: 100,
    } as const;
    decoder.step(bytesInput('control', encodeControlReply(reply), arrivalS(600)));
    const blocks = [0, 19, 38, 57, 76].map((first) => block(first, 19)).concat(block(95, 5));
    const late = transferOf(7, blocks, 240).flatMap((bytes) => [
      ...decoder.step(bytesInput('backfill', bytes, arrivalS(600))),
    ]);
    const t = [...times(late, 'late'), ...times(live, 'samples')];
    expect(t).toHaveLength(600);
    expect(t.every((value, i) => i === 0 || value > t[i - 1])).toBe(true);
  });
});

describe('time sync', () => {
  it('asks eight times in a row, then every ten seconds', () => {
    const decoder = createBeltDecoder('belt');
    for (const input of [...begin(), ...frames(0, 20)]) decoder.step(input);
    let sent = decoder.tick(0.2).flatMap((o) => (o.type === 'write' ? [o.write.bytes] : []));
    let count = 0;
    while (sent.length > 0 && count < 50) {
      count += 1;
      const request = decodeTimeSync(sent[0]);
      if (!request.ok || request.value.message !== 'time-sync-request') throw new TypeError('no request');
      const atS = 0.2 + count * 0.02;
      const t = beltClock(atS);
      const reply = encodeTimeSync({ ...request.value, message: 'time-sync-reply', t2: t, t3: t + 50 });
      sent = decoder
        .step(bytesInput('time-sync', reply, atS))
        .flatMap((o) => (o.type === 'write' ? [o.write.bytes] : []));
    }
    expect(count).toBe(8);
    expect(decoder.tick(5)).toEqual([]);
    expect(decoder.tick(11)).toHaveLength(1);
  });
});

describe('whatever comes', () => {
  const anyBytes = fc.tuple(
    fc.constantFrom('stream', 'control', 'events', 'time-sync', 'backfill', 'other'),
    fc.uint8Array({ maxLength: 60 }),
  );

  it('never throws, and samples stay in order', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 40 }), (messages) => {
        const noise = messages.map(([channel, bytes], i) => bytesInput(channel, bytes, 0.3 + i / 100));
        const outputs = run([...begin(), ...frames(0, 50), ...noise, ...frames(50, 100)]);
        const t = times(outputs, 'samples');
        expect(t.every((value, i) => i === 0 || value > t[i - 1])).toBe(true);
      }),
    );
  });

  it('gives the same samples without ticks: a replay has none', () => {
    const inputs = [...begin(), ...frames(0, 100), ...frames(200, 400)];
    const ticking = createBeltDecoder('belt');
    const live = inputs.flatMap((input) => {
      const outputs = [...ticking.step(input)];
      ticking.tick(input.atS + 0.001);
      return outputs.filter((output) => output.type !== 'write');
    });
    expect(run(inputs).filter((output) => output.type !== 'write')).toEqual(live);
  });
});
