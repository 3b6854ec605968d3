/**
 * Training records as lines for InfluxDB: pure, and the only place that knows names and types of fields. `docs/measurements.md`
 * describes them for whoever builds a dashboard; a test holds both together.
 *
 * A field keeps its type for ever: velocities, angles and masses are floats, counts integers. A value that is not known is
 * not written. `valid` is `false` on a point that was taken back: InfluxDB 1.x and 3 have no portable way to delete one.
 */
import { Point } from '@influxdata/influxdb-client';
import type {
  AlertRecord,
  DeviceHealthRecord,
  RepRecord,
  SessionRecord,
  SetRecord,
  TrainingRecord,
} from '../domain/record.ts';
import { identityOf } from '../domain/outbox.ts';
import type { Severity } from '../domain/rep.ts';
import { ALERT_WORDS } from '../domain/words.ts';

const SEVERITY_LEVEL: Readonly<Record<Severity, number>> = { none: 0, amber: 1, red: 2 };

type Numbers = Readonly<Record<string, number | null>>;

const floats = (point: Point, fields: Numbers): Point => {
  for (const [name, value] of Object.entries(fields)) if (value !== null) point.floatField(name, value);
  return point;
};

const integers = (point: Point, fields: Numbers): Point => {
  for (const [name, value] of Object.entries(fields)) if (value !== null) point.intField(name, value);
  return point;
};

interface Lift {
  readonly athlete: string;
  readonly exercise: string;
  readonly device: string;
  readonly sessionId: string;
  readonly set: number;
}

/** Name of a set among all sets. */
const setId = ({ sessionId, device, set }: Lift): string => `${sessionId}.${device}.${set}`;

const liftPoint = (measurement: string, lift: Lift): Point =>
  new Point(measurement)
    .tag('athlete', lift.athlete)
    .tag('exercise', lift.exercise)
    .tag('device', lift.device)
    .stringField('session_id', lift.sessionId)
    .stringField('set_id', setId(lift));

const repPoint = (record: RepRecord): Point => {
  const { rep, set, loadKg } = record;
  const { method, excursionDeg, severity } = rep.lumbar;
  const point = liftPoint('rep', record).stringField('flags', rep.flags.join(' '));
  integers(point, {
    set,
    rep: rep.index,
    lumbar_level: SEVERITY_LEVEL[severity],
    hips_first: rep.hipsFirst ? 1 : 0,
  });
  return floats(point, {
    load_kg: loadKg,
    mean_velocity: rep.meanVelocityMps,
    mean_velocity_error: rep.velocityErrorMps,
    peak_velocity: rep.peakVelocityMps,
    peak_velocity_error: rep.peakVelocityErrorMps,
    mean_propulsive_velocity: rep.meanPropulsiveVelocityMps,
    mean_propulsive_velocity_error: rep.meanPropulsiveVelocityErrorMps,
    velocity_loss_pct: rep.velocityLossPct,
    rom_m: rep.romM,
    concentric_s: rep.concentricS,
    eccentric_s: rep.eccentricS,
    top_pause_s: rep.topPauseS,
    time_to_peak_s: rep.timeToPeakS,
    sticking_drop_pct: rep.stickingRegion?.dropPct ?? null,
    sticking_min_velocity: rep.stickingRegion?.minVelocityMps ?? null,
    excursion_proxy_deg: method === 'proxy' ? excursionDeg : null,
    excursion_measured_deg: method === 'measured' ? excursionDeg : null,
    lateral_deg: rep.lateralDeg,
    twist_deg: rep.twistDeg,
    confidence: rep.confidence,
  });
};

const setPoint = (record: SetRecord): Point => {
  const point = liftPoint('set', record);
  integers(point, {
    set: record.set,
    reps: record.reps,
    amber_reps: record.amberReps,
    red_reps: record.redReps,
  });
  return floats(point, {
    load_kg: record.loadKg,
    best_velocity: record.bestVelocityMps,
    best_velocity_error: record.bestVelocityErrorMps,
    mean_velocity: record.meanVelocityMps,
    last_velocity: record.lastVelocityMps,
    velocity_loss_pct: record.velocityLossPct,
    volume_kg: record.volumeKg,
    duration_s: (record.endUs - record.startUs) / 1e6,
    worst_excursion_proxy_deg: record.worstProxyDeg,
    worst_excursion_measured_deg: record.worstMeasuredDeg,
    days_since_heavy: record.daysSinceHeavy,
  });
};

/** What an annotation says. */
const alertText = ({ kind, severity, set, rep }: AlertRecord): string => {
  const where = set === 0 ? '' : `, set ${set}${rep === null ? '' : ` rep ${rep}`}`;
  return `${ALERT_WORDS[kind]} (${severity}${where})`;
};

const alertPoint = (record: AlertRecord): Point => {
  const point = liftPoint('alert', record).tag('kind', record.kind).stringField('text', alertText(record));
  return integers(point, { set: record.set, rep: record.rep, level: SEVERITY_LEVEL[record.severity] });
};

const healthPoint = (record: DeviceHealthRecord): Point => {
  const point = new Point('device_health').tag('device', record.device);
  integers(point, {
    samples: record.samples,
    lost_samples: record.lostSamples,
    link_losses: record.linkLosses,
  });
  return floats(point, {
    battery_pct: record.batteryPct,
    battery_v: record.batteryV,
    rssi_dbm: record.rssiDbm,
    latency_ms: record.latencyMs,
  });
};

const pointOf = (one: TrainingRecord): { readonly point: Point; readonly atUs: number } => {
  switch (one.type) {
    case 'rep':
      return { point: repPoint(one.record), atUs: one.record.liftOffUs };
    case 'set':
      return { point: setPoint(one.record), atUs: one.record.startUs };
    case 'alert':
      return { point: alertPoint(one.record), atUs: one.record.atUs };
    default:
      return { point: healthPoint(one.record), atUs: one.record.atUs };
  }
};

/** The client hands back nothing for a point without a field; ours always have one. */
const lineOf = (point: Point, atUs: number): string => {
  // As text: numbers would be taken for another precision.
  const line = point.timestamp(String(atUs)).toLineProtocol();
  if (line === undefined) throw new TypeError('a point without a field');
  return line;
};

/** The lines of what was lifted in a session. */
export interface SessionLines {
  /** The line of one record, timestamp in µs. The same record gives the same line for ever. */
  readonly toLine: (record: TrainingRecord) => string;
  /**
   * The line that takes a record back, to be written before its successor where a tag changed (another exercise or
   * athlete); where only fields changed, the new line replaces the old one.
   */
  readonly toWithdrawal: (record: TrainingRecord) => string;
  /**
   * The lines that bring InfluxDB from one state of some records to another: points that are no more are taken back, new
   * and changed ones written.
   */
  readonly linesOfChange: (
    before: readonly TrainingRecord[],
    after: readonly TrainingRecord[],
  ) => readonly string[];
}

/**
 * What a virtual lifter lifted has a tag that points of real sessions lack, so the two are never one series, and InfluxQL
 * can ask for either: a field that only some points have cannot be asked for with `!=`. The health of a device is about
 * the device and carries none.
 */
const tagged = (point: Point, { type }: TrainingRecord, simulated: boolean): Point =>
  simulated && type !== 'device-health' ? point.tag('simulated', 'true') : point;

/** @param session whose records they are */
export const linesFor = ({ simulated }: Pick<SessionRecord, 'simulated'>): SessionLines => {
  const line = (record: TrainingRecord, valid: boolean): string => {
    const { point, atUs } = pointOf(record);
    return lineOf(tagged(point, record, simulated).booleanField('valid', valid), atUs);
  };
  const toLine = (record: TrainingRecord): string => line(record, true);
  const toWithdrawal = (record: TrainingRecord): string => line(record, false);
  return {
    toLine,
    toWithdrawal,
    linesOfChange: (before, after) => {
      const lines = after.map(toLine);
      const there = new Set(before.map(toLine));
      const kept = new Set(lines.map(identityOf));
      return [
        ...before.filter((record) => !kept.has(identityOf(toLine(record)))).map(toWithdrawal),
        ...lines.filter((one) => !there.has(one)),
      ];
    },
  };
};

/** The line of a record of a real session, or of a device. */
export const { toLine } = linesFor({ simulated: false });
