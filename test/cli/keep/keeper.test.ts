import { describe, expect, it } from 'vitest';
import { ALERT_DEFAULTS } from '../../../src/alerts/policy.ts';
import { createKeeper, type Keeper } from '../../../src/cli/keep/keeper.ts';
import type { LinkReport } from '../../../src/devices/link/link-item.ts';
import type { SessionPlan, Slot } from '../../../src/cli/session/plan.ts';
import type { Told } from '../../../src/cli/session/session.ts';
import { BeltlineError } from '../../../src/domain/error.ts';
import type { TrainingRecord } from '../../../src/domain/record.ts';
import { rep } from '../../influx/records.ts';

const plan: SessionPlan = {
  exercise: 'conventional-deadlift',
  loadKg: 100,
  athletes: {
    anna: { heightM: 1.7, barTravelM: {}, baseline: {} },
    ben: { heightM: 1.8, barTravelM: {}, baseline: {} },
  },
  slots: [{ id: 'belt', driver: 'beltline', role: 'belt', athlete: 'anna', rateHz: 208 }],
  alerts: ALERT_DEFAULTS,
  cues: { cooldownS: null, fadeEvery: null, mute: false },
  rules: [],
};
const [slot] = plan.slots;

const report = (changed: Partial<LinkReport> = {}): LinkReport => ({
  atS: 0,
  state: 'streaming',
  trouble: null,
  device: { driver: 'beltline', model: 'Belt', serial: 'BL-0042', firmware: null, rateHz: 200 },
  rssiDbm: -60,
  ...changed,
});

const repAt = (liftOffS: number, set = 1, index = 1): Told => ({
  atS: liftOffS + 3,
  athlete: 'anna',
  output: {
    type: 'rep',
    atS: liftOffS + 3,
    set,
    rep: { ...rep, index, liftOffS, lockoutS: liftOffS + 1, touchdownS: liftOffS + 2 },
    curve: null,
    trace: null,
  },
});

/** A store that keeps what it is given, unless it is told to fail. */
const fakeStore = () => {
  const kept: TrainingRecord[] = [];
  const lines: string[] = [];
  const faults: { full: boolean; refuses: number } = { full: false, refuses: 0 };
  const store = {
    keep: (records: readonly TrainingRecord[], more: readonly string[]): void => {
      if (faults.full) throw new BeltlineError('unwritable', 'the disk is full.');
      // One kind of record is refused, as a whole transaction would be.
      if (faults.refuses > 0 && records.some(({ type }) => type === 'rep'))
        throw new BeltlineError('internal', 'no such column');
      kept.push(...records);
      lines.push(...more);
    },
    people: { slugFor: (name: string) => `slug-${name}` },
    training: {
      repsOfSet: (_session: string, _device: string, set: number) =>
        kept.flatMap((one) => (one.type === 'rep' && one.record.set === set ? [one.record] : [])),
    },
    trends: { heaviest: () => [{ day: '2023-11-01', loadKg: 100 }] },
  };
  return { store, kept, lines, faults };
};

const start = (session: SessionPlan = plan) => {
  const fake = fakeStore();
  const problems: string[] = [];
  const keeper: Keeper = createKeeper({
    store: fake.store,
    session: { id: 's1', startedUs: 1_700_000_000_000_000, timeZone: 'UTC' },
    plan: session,
    lines: ({ type }) => [type],
    onProblem: (error) => problems.push(error.message),
  });
  return { ...fake, keeper, problems };
};

const of = (kept: readonly TrainingRecord[], type: TrainingRecord['type']) =>
  kept.filter((one) => one.type === type).map(({ record }) => record);

describe('keeping a session', () => {
  it('keeps a rep and its set together with their lines, at the moment of lift-off', () => {
    const { keeper, kept, lines } = start();
    keeper.report(slot, report());
    keeper.told(repAt(10.5));
    expect(of(kept, 'rep')).toMatchObject([
      {
        sessionId: 's1',
        athlete: 'slug-anna',
        device: 'bl-0042',
        exercise: 'conventional-deadlift',
        liftOffUs: 1_700_000_010_500_000,
        loadKg: 100,
        set: 1,
      },
    ]);
    expect(of(kept, 'set')).toMatchObject([{ reps: 1, daysSinceHeavy: 13, startUs: 1_700_000_010_500_000 }]);
    expect(lines).toEqual(['rep', 'set']);
  });

  it('lets the summary grow with its set, and begins a new one with the next', () => {
    const { keeper, kept } = start();
    keeper.told(repAt(10, 1, 1));
    keeper.told(repAt(15, 1, 2));
    keeper.told(repAt(200, 2, 1));
    expect(of(kept, 'set')).toMatchObject([
      { set: 1, reps: 1 },
      { set: 1, reps: 2 },
      { set: 2, reps: 1 },
    ]);
  });

  it('gives a rep the load, lift and lifter of its lift-off, whenever it is finished', () => {
    const { keeper, kept } = start();
    keeper.command('anna', { type: 'load', loadKg: 140 }, 20);
    keeper.command('anna', { type: 'athlete', athlete: 'ben' }, 30);
    keeper.command('anna', { type: 'exercise', exercise: 'squat' }, 40);
    for (const atS of [19, 21, 31, 41]) keeper.told(repAt(atS));
    expect(of(kept, 'rep')).toMatchObject([
      { loadKg: 100, athlete: 'slug-anna', exercise: 'conventional-deadlift' },
      { loadKg: 140, athlete: 'slug-anna', exercise: 'conventional-deadlift' },
      { loadKg: 140, athlete: 'slug-ben', exercise: 'conventional-deadlift' },
      { loadKg: 140, athlete: 'slug-ben', exercise: 'squat' },
    ]);
  });

  it('keeps alerts, outside of sets too', () => {
    const { keeper, kept } = start();
    const alert = { atS: 12, kind: 'lumbar', severity: 'red', set: 1, rep: 2 } as const;
    keeper.told({ atS: 12, athlete: 'anna', output: { type: 'alert', atS: 12, alert } });
    const lost = { ...alert, kind: 'not-monitoring', set: null, rep: null } as const;
    keeper.told({ atS: 13, athlete: 'anna', output: { type: 'alert', atS: 13, alert: lost } });
    expect(of(kept, 'alert')).toMatchObject([
      { kind: 'lumbar', set: 1, rep: 2, atUs: 1_700_000_012_000_000 },
      { kind: 'not-monitoring', set: 0, rep: null },
    ]);
  });

  it('waits where the disk is full, says so once, and keeps all of it later', () => {
    const { keeper, kept, faults, problems } = start();
    faults.full = true;
    keeper.told(repAt(10, 1, 1));
    keeper.told(repAt(15, 1, 2));
    keeper.tick(20);
    expect(problems).toEqual(['the disk is full.']);
    faults.full = false;
    keeper.tick(21);
    expect(of(kept, 'rep')).toHaveLength(2);
    expect(keeper.close(30)).toBeNull();
  });

  it('keeps what comes after a record that the tables refuse', () => {
    const { keeper, kept, faults, problems } = start();
    faults.refuses = 1;
    keeper.told(repAt(10, 1, 1));
    faults.refuses = 0;
    keeper.told(repAt(15, 1, 2));
    expect(problems).toEqual(['no such column']);
    expect(of(kept, 'rep')).toMatchObject([{ rep: { index: 2 } }]);
    expect(keeper.close(30)).toBe('1 record of this session could not be kept.');
  });

  it('sums a set up as somebody has corrected it meanwhile', () => {
    const { keeper, kept } = start();
    keeper.told(repAt(10, 1, 1));
    // Somebody took the first rep out.
    kept.splice(0, kept.length);
    keeper.told(repAt(15, 1, 2));
    expect(of(kept, 'set')).toMatchObject([{ reps: 1 }]);
  });

  it('says in the end what could not be kept', () => {
    const { keeper, faults } = start();
    faults.full = true;
    keeper.told(repAt(10));
    expect(keeper.close(30)).toBe('2 records of this session could not be kept.');
  });
});

const batch = (count: number, lastS: number) => ({
  sensor: 'belt' as const,
  count,
  timeS: Float64Array.from({ length: count }, (_, i) => lastS - (count - 1 - i) / 200),
  imu: new Float64Array(6 * count),
});

describe('the health of a device', () => {
  it('is kept once a minute: what came, what is missing, how late, how strong', () => {
    const { keeper, kept } = start();
    keeper.report(slot, report());
    keeper.device(slot, { type: 'battery', atS: 1, percent: 80, volts: 3.9 });
    keeper.output(slot, { type: 'samples', batch: batch(10, 1) }, 1.05);
    keeper.output(slot, { type: 'samples', batch: batch(10, 2) }, 2.02);
    const gap = { startS: 2, durationS: 0.505 };
    keeper.told({ atS: 2.5, athlete: 'anna', output: { type: 'gap', atS: 2.5, sensor: 'belt', gap } });
    const trouble = { reason: 'disconnected', message: 'gone' } as const;
    keeper.report(slot, report({ state: 'dropping', trouble }));
    keeper.tick(30);
    expect(kept).toEqual([]);
    keeper.tick(60);
    keeper.output(slot, { type: 'late', batch: batch(90, 2.5) }, 61);
    keeper.tick(90);
    keeper.tick(120);
    const health = of(kept, 'device-health');
    expect(health).toMatchObject([
      { device: 'bl-0042', batteryPct: 80, batteryV: 3.9, rssiDbm: -60, samples: 20, linkLosses: 1 },
      // Ninety of a hundred came late.
      { samples: 0, lostSamples: 10, linkLosses: 0, latencyMs: null },
    ]);
    expect(health[0]).toMatchObject({ lostSamples: 0, latencyMs: expect.closeTo(50, 6) });
  });

  it('counts what was lost for the sensor that lost it', () => {
    const upper: Slot = { ...slot, id: 'upper', role: 'thoracic', rateHz: 100 };
    const { keeper, kept } = start({ ...plan, slots: [slot, upper] });
    for (const one of [slot, upper]) keeper.output(one, { type: 'samples', batch: batch(10, 1) }, 1);
    for (const [sensor, durationS] of [
      ['thoracic', 0.11],
      ['belt', 0.0151],
    ] as const) {
      const gap = { startS: 2, durationS };
      keeper.told({ atS: 3, athlete: 'anna', output: { type: 'gap', atS: 3, sensor, gap } });
    }
    keeper.close(10);
    expect(of(kept, 'device-health')).toMatchObject([
      { device: 'belt', lostSamples: 2 },
      { device: 'upper', lostSamples: 10 },
    ]);
  });
});
