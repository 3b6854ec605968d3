import * as fc from 'fast-check';
import { from, lastValueFrom, Subject, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../src/domain/event.ts';
import type { Rep } from '../../src/domain/rep.ts';
import type { SampleBatch } from '../../src/domain/sample.ts';
import { runSession } from '../../src/pipeline/session.ts';
import { collectAnalysis } from '../../src/recording/analysis/collect.ts';
import { analysisSchema } from '../../src/recording/analysis/contract.ts';
import { makeLifter, simulate, type ScenarioName } from '../../src/simulator/index.ts';
import { about, multiply, type Quat, type Vec } from '../signal/orientation/motion.ts';
import { cut, eventsOf, eventsOfBoth, keepRows, optionsFor, rateOf, told } from './support.ts';

const record = (scenario: ScenarioName, lifter: number, thoracic = false) =>
  simulate({ lifter: makeLifter(lifter), scenario, seed: lifter + 40, sampleRateHz: 100, reps: 4, thoracic });

const lossy = record('lossy', 2);
const rounding = record('rounding', 5, true);
const squat = record('squat', 6);

const json = (events: readonly SessionEvent[]): string => JSON.stringify(events);

/** Paths of numbers that are none. */
const notNumbers = (value: unknown, path = ''): string[] => {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => notNumbers(inner, `${path}.${key}`));
};

const repsOf = (events: readonly SessionEvent[]): Rep[] => told(events, 'rep').map((event) => event.rep);

/** Events of lifts, whose order among themselves is what two sensors promise. */
const lifts = (events: readonly SessionEvent[]): SessionEvent[] =>
  events.filter((event) => event.type !== 'gap' && event.type !== 'monitoring' && event.type !== 'alert');

describe('how samples are batched', () => {
  it('does not show, bit for bit', async () => {
    const options = optionsFor(lossy);
    const expected = json(await eventsOf(cut(lossy.belt, [100]), options));
    expect(expected).toContain('"type":"gap"');
    expect(expected).toContain('"type":"set"');
    expect(json(await eventsOf([lossy.belt], options))).toBe(expected);
    expect(json(await eventsOf(cut(lossy.belt, [1]), options))).toBe(expected);
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (some) => {
        expect(json(await eventsOf(cut(lossy.belt, some), options))).toBe(expected);
      }),
      { numRuns: 4 },
    );
  });

  it('does not show when one batch is longer than what is kept for looking back', async () => {
    const session = record('training-session', 4);
    const options = optionsFor(session);
    expect(session.belt.timeS[session.belt.count - 1]).toBeGreaterThan(120);
    expect(json(await eventsOf([session.belt], options))).toBe(
      json(await eventsOf(cut(session.belt, [64]), options)),
    );
  });

  it('does not show with two sensors either', async () => {
    const { belt, thoracic } = rounding;
    if (thoracic === null) throw new Error('two sensors were asked for');
    const options = optionsFor(rounding, true);
    const run = (a: readonly number[], b: readonly number[]): Promise<SessionEvent[]> =>
      eventsOfBoth(cut(belt, a), cut(thoracic, b), options);
    const expected = await run([64], [64]);
    expect(repsOf(expected).map((rep) => rep.lumbar.method)).toEqual(Array(4).fill('measured'));
    for (const [a, b] of [
      [[belt.count], [thoracic.count]],
      [[1], [1]],
      [
        [7, 300],
        [31, 2],
      ],
    ]) {
      expect(json(lifts(await run(a, b)))).toBe(json(lifts(expected)));
    }
  });

  it('is not changed by empty batches', async () => {
    const options = optionsFor(squat);
    const empty: SampleBatch = { ...squat.belt, count: 0 };
    const batches = cut(squat.belt, [50]).flatMap((batch) => [empty, batch]);
    expect(json(await eventsOf(batches, options))).toBe(json(await eventsOf(cut(squat.belt, [50]), options)));
  });
});

describe('running twice', () => {
  it('gives the same, from one graph and with both subscriptions at work at once', async () => {
    const source = new Subject<SampleBatch>();
    const graph = runSession(source, optionsFor(squat));
    const first = lastValueFrom(graph.pipe(toArray()));
    const second = lastValueFrom(graph.pipe(toArray()));
    for (const batch of cut(squat.belt, [40])) source.next(batch);
    source.complete();
    expect((await first).length).toBeGreaterThan(0);
    expect(json(await second)).toBe(json(await first));
    const later = await lastValueFrom(
      runSession(from(cut(squat.belt, [40])), optionsFor(squat)).pipe(toArray()),
    );
    expect(json(later)).toBe(json(await first));
  });

  it('passes a fault of the source on, and leaves no half set behind', async () => {
    const source = new Subject<SampleBatch>();
    const events: SessionEvent[] = [];
    let fault: unknown = null;
    runSession(source, optionsFor(squat)).subscribe({
      next: (event) => events.push(event),
      error: (error: unknown) => (fault = error),
    });
    source.next(squat.belt);
    source.error('unplugged');
    expect(fault).toBe('unplugged');
    expect(told(events, 'set')).toEqual([]);
  });
});

/** The recording of the same lift from a clip that sits turned by `q` (body of the clip → old body). */
const turned = (batch: SampleBatch, q: Quat): SampleBatch => {
  const imu = new Float64Array(batch.imu.length);
  const [w, x, y, z] = q;
  const back: Quat = [w, -x, -y, -z];
  for (let i = 0; i < batch.count * 6; i += 3) {
    const v: Quat = [0, batch.imu[i], batch.imu[i + 1], batch.imu[i + 2]];
    const r = multiply(multiply(back, v), q);
    imu.set([r[1], r[2], r[3]], i);
  }
  return { ...batch, imu };
};

const expectAlike = (reps: readonly Rep[], others: readonly Rep[], mps: number, deg: number): void => {
  expect(others).toHaveLength(reps.length);
  reps.forEach((rep, i) => {
    const other = others[i];
    expect(Math.abs(other.liftOffS - rep.liftOffS)).toBeLessThan(0.05);
    expect(Math.abs(other.lockoutS - rep.lockoutS)).toBeLessThan(0.05);
    expect(Math.abs(other.meanVelocityMps - rep.meanVelocityMps)).toBeLessThan(mps);
    expect(Math.abs((other.lateralDeg ?? 99) - (rep.lateralDeg ?? 0))).toBeLessThan(deg);
    expect(Math.abs((other.twistDeg ?? 99) - (rep.twistDeg ?? 0))).toBeLessThan(deg);
    expect(
      Math.abs((other.lumbar.excursionDeg ?? 0) - (rep.lumbar.excursionDeg ?? 0)),
      `excursion of rep ${i + 1}`,
    ).toBeLessThan(deg);
  });
};

describe('what must not matter', () => {
  const arbitraryTurn = fc.tuple(
    fc.tuple(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(-1, 1),
    ),
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  );

  it.each([
    ['a deadlift', rounding],
    ['a squat', squat],
  ])('how the clip sits on the body: %s', async (_, session) => {
    const options = optionsFor(session);
    const reps = repsOf(await eventsOf(cut(session.belt, [512]), options));
    expect(reps.length).toBeGreaterThan(2);
    await fc.assert(
      fc.asyncProperty(arbitraryTurn, async ([axis, angle]: [Vec, number]) => {
        const other = turned(session.belt, about(axis, angle));
        expectAlike(reps, repsOf(await eventsOf(cut(other, [512]), options)), 0.02, 1);
      }),
      { numRuns: 4 },
    );
  });

  it('at what time the clock starts', async () => {
    const options = optionsFor(rounding);
    const reps = repsOf(await eventsOf(cut(rounding.belt, [512]), options));
    const shifted = { ...rounding.belt, timeS: rounding.belt.timeS.map((t) => t + 1000) };
    const later = repsOf(await eventsOf(cut(shifted, [512]), { ...options, beltRateHz: rateOf(shifted) }));
    const back = later.map((rep) => ({
      ...rep,
      liftOffS: rep.liftOffS - 1000,
      lockoutS: rep.lockoutS - 1000,
    }));
    expectAlike(reps, back, 1e-4, 0.01);
  });
});

describe('what a session tells', () => {
  it.each<[ScenarioName, number]>([
    ['deadlift-dead-stop', 1],
    ['deadlift-touch-and-go', 2],
    ['lossy', 3],
    ['squat', 4],
    ['rdl', 5],
    ['hips-first', 7],
    ['daily-life', 8],
  ])('holds together: %s of lifter %i', async (scenario, lifter) => {
    const session = record(scenario, lifter);
    const events = await eventsOf(cut(session.belt, [64]), optionsFor(session));
    expect(notNumbers(events)).toEqual([]);

    const live = events.filter((event) => event.type !== 'alert').map((event) => event.atS);
    expect(live).toEqual(live.toSorted((a, b) => a - b));

    const sets = told(events, 'set').map((event) => event.set);
    expect(sets.flatMap((set) => set.reps)).toEqual(repsOf(events));
    expect(sets.map((set) => set.index)).toEqual(sets.map((_, i) => i + 1));
    for (const set of sets) expect(set.reps.map((rep) => rep.index)).toEqual(set.reps.map((_, i) => i + 1));
    for (const rep of repsOf(events)) {
      expect(rep.lockoutS).toBeGreaterThan(rep.liftOffS);
      expect(rep.peakVelocityMps).toBeGreaterThanOrEqual(rep.meanVelocityMps);
      expect(rep.velocityErrorMps).toBeGreaterThan(0);
      expect(rep.confidence).toBeGreaterThan(0);
      expect(rep.confidence).toBeLessThanOrEqual(1);
    }
    for (const event of told(events, 'lift-off')) expect(event.liftOffS).toBeLessThanOrEqual(event.atS);

    const collector = collectAnalysis();
    for (const event of events) collector.add(event);
    const analysis = collector.finish(
      {
        exercise: session.exercise,
        placement: 'lumbar',
        heightM: session.athlete.heightM,
        heightAssumed: false,
        barTravelM: session.athlete.barTravelM,
        loadKg: null,
        thoracic: false,
        baseline: false,
      },
      { durationS: 30, sampleRateHz: 100, samples: session.belt.count },
    );
    expect(analysisSchema.parse(analysis)).toEqual(analysis);
  });

  it('closes the set that is open when the recording ends in the middle of it', async () => {
    const [, second, third] = rounding.truth.sets.flatMap((set) => set.reps);
    const part = keepRows(rounding.belt, (t) => t < (second.lockoutS + third.liftOffS) / 2);
    const sets = told(await eventsOf(cut(part, [64]), optionsFor(rounding)), 'set');
    expect(sets.map((event) => event.set.reps.length)).toEqual([2]);
  });

  it('ends without a word where nothing comes', async () => {
    expect(await eventsOf([], optionsFor(squat))).toEqual([]);
    expect(await eventsOf([{ ...squat.belt, count: 0 }], optionsFor(squat))).toEqual([]);
    expect(await eventsOf(cut(squat.belt, [1]).slice(0, 1), optionsFor(squat))).toEqual([]);
  });
});

describe('lost samples', () => {
  const [first] = squat.truth.sets[0].reps;
  const from0 = first.liftOffS - 3;

  it.each([
    [0.3, ['degraded', 'ok']],
    [0.8, ['not-monitoring', 'ok']],
  ])('%f s are told as they come, and when they are over', async (lostS, states) => {
    const at = Math.max(1.2, from0);
    const part = keepRows(squat.belt, (t) => t < at || t > at + lostS);
    const events = await eventsOf(cut(part, [25]), optionsFor(squat));
    const monitoring = told(events, 'monitoring');
    expect(monitoring.slice(0, 2).map((event) => event.state)).toEqual(states);
    expect(told(events, 'gap').some((event) => Math.abs(event.gap.durationS - lostS) < 0.03)).toBe(true);
    const alerts = told(events, 'alert').filter((event) => event.alert.kind === 'not-monitoring');
    expect(alerts).toHaveLength(states[0] === 'not-monitoring' ? 1 : 0);
  });

  it('an hour of silence between two sets does no harm', async () => {
    const again = { ...squat.belt, timeS: squat.belt.timeS.map((t) => t + 3600) };
    const options = optionsFor(squat);
    const events = await eventsOf([...cut(squat.belt, [64]), ...cut(again, [64])], options);
    expect(notNumbers(events)).toEqual([]);
    const once = repsOf(await eventsOf(cut(squat.belt, [64]), options)).length;
    expect(told(events, 'set').map((event) => event.set.reps.length)[0]).toBe(once);
    expect(told(events, 'set').length).toBeGreaterThan(1);
  });

  it('of the second sensor turn measuring into the proxy, and the session goes on', async () => {
    const { belt, thoracic, truth } = rounding;
    if (thoracic === null) throw new Error('two sensors were asked for');
    const [, second, third] = truth.sets.flatMap((set) => set.reps);
    const lostAt = (second.lockoutS + third.liftOffS) / 2;
    const part = keepRows(thoracic, (t) => t < lostAt);
    const options = optionsFor(rounding, true);
    const events = await eventsOfBoth(cut(belt, [64]), cut(part, [64]), options);
    const methods = repsOf(events).map((rep) => rep.lumbar.method);
    expect(methods).toEqual(['measured', 'measured', 'proxy', 'proxy']);
  });

  it('say of which sensor they are', async () => {
    const { belt, thoracic, truth } = rounding;
    if (thoracic === null) throw new Error('two sensors were asked for');
    const { lockoutS } = truth.sets[0].reps[0];
    const without = (rows: SampleBatch, lostS: number): SampleBatch[] =>
      cut(
        keepRows(rows, (t) => t < lockoutS || t > lockoutS + lostS),
        [64],
      );
    const options = optionsFor(rounding, true);
    const events = await eventsOfBoth(without(belt, 0.1), without(thoracic, 0.3), options);
    const gaps = told(events, 'gap').map(({ sensor, gap }) => [sensor, gap.durationS.toFixed(1)]);
    expect(gaps.toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
      ['belt', '0.1'],
      ['thoracic', '0.3'],
    ]);
  });

  it('before the first set-up do not keep the second sensor from measuring', async () => {
    const { belt, thoracic, truth } = rounding;
    if (thoracic === null) throw new Error('two sensors were asked for');
    const part = keepRows(thoracic, (t) => t > truth.sets[0].reps[0].liftOffS - 2.5);
    const events = await eventsOfBoth(cut(belt, [64]), cut(part, [64]), optionsFor(rounding, true));
    expect(repsOf(events)[0].lumbar.method).toBe('measured');
  });

  it('of the second sensor hold live events back for a second at most', async () => {
    const { belt } = rounding;
    const options = optionsFor(rounding, true);
    const source = new Subject<SampleBatch>();
    const late: number[] = [];
    let newestS = 0;
    runSession(source, options).subscribe((event) => {
      if (event.type === 'lift-off') late.push(newestS - event.atS);
    });
    for (const batch of cut(belt, [5])) {
      newestS = batch.timeS[batch.count - 1];
      source.next(batch);
    }
    expect(late.length).toBeGreaterThan(3);
    expect(Math.max(...late)).toBeLessThan(1.15);
    source.complete();
  });

  it('of the belt are not made up for by the second sensor', async () => {
    const { thoracic } = rounding;
    if (thoracic === null) throw new Error('two sensors were asked for');
    const events = await eventsOf(cut(thoracic, [64]), optionsFor(rounding, true));
    expect(lifts(events)).toEqual([]);
  });
});
