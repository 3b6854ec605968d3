/** What goes to InfluxDB, to the letter. A change here breaks every dashboard and every database in use. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRecord, RepRecord, TrainingRecord } from '../../src/domain/record.ts';
import { ALERT_WORDS } from '../../src/domain/words.ts';
import { linesFor, toLine } from '../../src/influx/points.ts';
import { parseLine } from './line.ts';
import {
  alertRecord,
  anyRecord,
  healthRecord,
  KINDS,
  rep,
  RECORDS,
  repRecord,
  setRecord,
} from './records.ts';

const { toWithdrawal, linesOfChange } = linesFor({ simulated: false });

const LIFT = 'athlete=anne-k,device=bl-0042,exercise=conventional-deadlift';
const SESSION = 'session_id="20261124t091500z-4f2a"';
const SET = 'set_id="20261124t091500z-4f2a.bl-0042.2"';

/** Fields stand in the order of the alphabet: the client sorts them. */
const LINES: Readonly<Record<TrainingRecord['type'], string>> = {
  rep:
    `rep,${LIFT} concentric_s=1,confidence=0.9,eccentric_s=1.5,excursion_proxy_deg=4.5,flags="no-baseline gap",` +
    'hips_first=1i,lateral_deg=1.5,load_kg=140,lumbar_level=2i,mean_propulsive_velocity=0.52,' +
    'mean_propulsive_velocity_error=0.05,mean_velocity=0.5,mean_velocity_error=0.04,peak_velocity=0.8,' +
    `peak_velocity_error=0.1,rep=3i,rom_m=0.56,${SESSION},set=2i,${SET},sticking_drop_pct=25,` +
    'sticking_min_velocity=0.3,time_to_peak_s=0.75,top_pause_s=0.5,twist_deg=-2,valid=T,' +
    'velocity_loss_pct=12 1700000000000001',
  set:
    `set,${LIFT} amber_reps=0i,best_velocity=0.58,best_velocity_error=0.03,days_since_heavy=7,duration_s=12.5,last_velocity=0.47,` +
    `load_kg=142.5,mean_velocity=0.53,red_reps=2i,reps=5i,${SESSION},set=2i,${SET},valid=T,` +
    'velocity_loss_pct=19,volume_kg=712.5,worst_excursion_measured_deg=11,worst_excursion_proxy_deg=9 ' +
    '1700000000000001',
  alert:
    `alert,${LIFT},kind=lumbar level=2i,rep=3i,${SESSION},set=2i,${SET},` +
    'text="lower back gave way (red, set 2 rep 3)",valid=T 1700000000200000',
  'device-health':
    'device_health,device=bl-0042 battery_pct=87,battery_v=3.98,latency_ms=42.5,link_losses=1i,lost_samples=3i,' +
    'rssi_dbm=-61,samples=12480i,valid=T 1700000060000000',
};

const alertText = (change: Partial<AlertRecord>): unknown =>
  parseLine(toLine({ type: 'alert', record: { ...alertRecord, ...change } })).fields['text'].value;

describe('lines', () => {
  it.each(RECORDS)('of a record of type $type', (record) => {
    expect(toLine(record)).toBe(LINES[record.type]);
  });

  it('are taken back by the same point with one field changed', () => {
    for (const record of RECORDS)
      expect(toWithdrawal(record)).toBe(LINES[record.type].replace('valid=T', 'valid=F'));
  });

  it('do not mention what is not known', () => {
    const unknown: TrainingRecord[] = [
      {
        type: 'rep',
        record: {
          ...repRecord,
          loadKg: null,
          rep: {
            ...rep,
            eccentricS: null,
            topPauseS: null,
            stickingRegion: null,
            lumbar: { ...rep.lumbar, excursionDeg: null, severity: 'none' },
            lateralDeg: null,
            twistDeg: null,
          },
        },
      },
      { type: 'device-health', record: { ...healthRecord, batteryPct: null, batteryV: null, rssiDbm: null } },
    ];
    const [one, two] = unknown.map((record) => Object.keys(parseLine(toLine(record)).fields));
    expect(one).not.toContain('load_kg');
    expect(one.filter((name) => /eccentric|pause|sticking|excursion|lateral|twist/.test(name))).toEqual([]);
    expect(two).toEqual(['latency_ms', 'link_losses', 'lost_samples', 'samples', 'valid']);
  });

  it('keep proxy and measured apart', () => {
    const measured = {
      ...repRecord,
      rep: { ...rep, lumbar: { ...rep.lumbar, method: 'measured' as const } },
    };
    const { fields } = parseLine(toLine({ type: 'rep', record: measured }));
    expect(fields['excursion_measured_deg']).toEqual({ type: 'float', value: 4.5 });
    expect(fields['excursion_proxy_deg']).toBeUndefined();
  });

  it('say where an alert happened only as far as it is known', () => {
    expect(alertText({ rep: null })).toBe('lower back gave way (red, set 2)');
    expect(alertText({ kind: 'not-monitoring', severity: 'amber', set: 0, rep: null })).toBe(
      'not monitoring: no usable data from the sensor (amber)',
    );
  });

  it('say of an alert what the terminal and the phone say', () => {
    for (const kind of KINDS) expect(alertText({ kind })).toBe(`${ALERT_WORDS[kind]} (red, set 2 rep 3)`);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuse %s', (value) => {
    expect(() => toLine({ type: 'set', record: { ...setRecord, bestVelocityMps: value } })).toThrow();
    expect(() => toLine({ type: 'set', record: { ...setRecord, reps: value } })).toThrow();
  });
});

describe('what a virtual lifter lifted', () => {
  const virtual = linesFor({ simulated: true });
  const TAGGED = { rep: ' concentric_s', set: ' amber_reps', alert: ' level' } as const;

  it.each(['rep', 'set', 'alert'] as const)('has a tag of its own in a %s', (type) => {
    const record = RECORDS.find((one) => one.type === type) ?? RECORDS[0];
    const line = LINES[type].replace(TAGGED[type], `,simulated=true${TAGGED[type]}`);
    expect(virtual.toLine(record)).toBe(line);
    expect(virtual.toWithdrawal(record)).toBe(line.replace('valid=T', 'valid=F'));
  });

  it('says nothing of the device', () => {
    const health: TrainingRecord = { type: 'device-health', record: healthRecord };
    expect(virtual.toLine(health)).toBe(LINES['device-health']);
  });

  it('is corrected where it stands', () => {
    const after = corrected({ loadKg: 145 });
    expect(virtual.linesOfChange([corrected({})], [after])).toEqual([virtual.toLine(after)]);
  });
});

const corrected = (change: Partial<RepRecord>): TrainingRecord => ({
  type: 'rep',
  record: { ...repRecord, ...change },
});

describe('a correction', () => {
  const before: TrainingRecord = { type: 'rep', record: repRecord };

  it('of a field writes the point once more', () => {
    const after = corrected({ loadKg: 145 });
    expect(linesOfChange([before], [after])).toEqual([LINES.rep.replace('load_kg=140', 'load_kg=145')]);
  });

  it('of a tag takes the point back before it writes the other', () => {
    const after = corrected({ exercise: 'sumo-deadlift' });
    expect(linesOfChange([before], [after])).toEqual([
      LINES.rep.replace('valid=T', 'valid=F'),
      LINES.rep.replace('exercise=conventional-deadlift', 'exercise=sumo-deadlift'),
    ]);
  });

  it('that removes takes back, and one that changes nothing writes nothing', () => {
    expect(linesOfChange([before], [])).toEqual([toWithdrawal(before)]);
    expect(linesOfChange(RECORDS, RECORDS)).toEqual([]);
  });
});

/** Types of all fields, for ever: InfluxDB refuses a point in which one has changed. */
const TYPES = Object.fromEntries(
  RECORDS.map((record) => [
    record.type,
    Object.entries(parseLine(LINES[record.type]).fields).map(([name, { type }]) => `${name} ${type}`),
  ]),
);

describe('any record', () => {
  it('reads back with its time, slugs as tags and the types of the vectors', () => {
    const more: Partial<Record<string, string>> = { rep: 'excursion_measured_deg float' };
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { tags, fields, timestamp } = parseLine(toLine(record));
        for (const tag of Object.values(tags)) expect(tag).toMatch(/^[a-z0-9-]+$/);
        const types = Object.entries(fields).map(([name, { type }]) => `${name} ${type}`);
        expect([...TYPES[record.type], more[record.type]]).toEqual(expect.arrayContaining(types));
        const { record: kept } = record;
        const at = 'liftOffUs' in kept ? kept.liftOffUs : 'startUs' in kept ? kept.startUs : kept.atUs;
        expect(timestamp).toBe(String(at));
      }),
    );
  });

  it('keeps every bit of its numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const line = toLine({ type: 'set', record: { ...setRecord, meanVelocityMps: value } });
        // Line protocol has no -0.
        expect(parseLine(line).fields['mean_velocity'].value).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});
