/** Reps, sets, alerts and the health of devices: what is kept, and how it is read back. */
import {
  type AlertRecord,
  type DeviceHealthRecord,
  localDay,
  type RepRecord,
  type SetRecord,
  type TrainingRecord,
} from '../domain/record.ts';
import { EXERCISES } from '../domain/exercise.ts';
import type { Database, Row } from './database.ts';
import { hasKeys, isNumbers, isRep, jsonIn, numberIn, numberOrNull, oneOf, textIn } from './rows.ts';

/** Everything that is valid of one session, in order of time. */
export interface SessionContent {
  readonly sets: readonly SetRecord[];
  readonly reps: readonly RepRecord[];
  readonly alerts: readonly AlertRecord[];
}

export interface Training {
  /** Keeps a record, or replaces the one with its key. */
  put(record: TrainingRecord): void;
  contentOf(sessionId: string): SessionContent;
  /** Valid reps of one set, in order. */
  repsOfSet(sessionId: string, device: string, set: number): readonly RepRecord[];
  /** Alerts of a session that were taken back. */
  withdrawnAlerts(sessionId: string): readonly AlertRecord[];
  /** Reps of a session that were taken back. */
  withdrawnReps(sessionId: string): readonly RepRecord[];
  /** Takes back: it stays in the file but is part of nothing any more. */
  withdrawRep(rep: RepRecord): void;
  withdrawAlert(alert: AlertRecord): void;
  removeSet(set: SetRecord): void;
  health(fromUs: number, toUs: number): readonly DeviceHealthRecord[];
}

const isSet = hasKeys<SetRecord>('sessionId', 'set', 'startUs', 'bestVelocityMps');
const isHealth = hasKeys<DeviceHealthRecord>('device', 'atUs', 'samples');

const PUT_REP = `
INSERT INTO reps VALUES (@sessionId, @device, @set, @rep, 1, @athlete, @exercise, @liftOffUs, @loadKg, @severity, @json, @curve)
ON CONFLICT DO UPDATE SET valid = 1, athlete = excluded.athlete, exercise = excluded.exercise,
  lift_off_us = excluded.lift_off_us, load_kg = excluded.load_kg, severity = excluded.severity, rep = excluded.rep,
  curve = excluded.curve`;

const PUT_SET = `
INSERT OR REPLACE INTO sets VALUES (@sessionId, @device, @set, @athlete, @exercise, @startUs, @day, @loadKg, @reps, @best,
  @bestError, @volumeKg, @worstProxyDeg, @worstMeasuredDeg, @json)`;

const PUT_ALERT = `
INSERT INTO alerts VALUES (@sessionId, @device, @atUs, @kind, 1, @athlete, @exercise, @set, @rep, @severity)
ON CONFLICT DO UPDATE SET valid = 1, athlete = excluded.athlete, exercise = excluded.exercise,
  set_index = excluded.set_index, rep_index = excluded.rep_index, severity = excluded.severity`;

const lift = (row: Row): Pick<RepRecord, 'sessionId' | 'athlete' | 'exercise' | 'device' | 'set'> => ({
  sessionId: textIn(row, 'session_id'),
  athlete: textIn(row, 'athlete'),
  exercise: oneOf(row, 'exercise', EXERCISES),
  device: textIn(row, 'device'),
  set: numberIn(row, 'set_index'),
});

// The JSON columns are written by this module alone, in the same transaction as the columns beside them.
const repOf = (row: Row): RepRecord => ({
  ...lift(row),
  liftOffUs: numberIn(row, 'lift_off_us'),
  loadKg: numberOrNull(row, 'load_kg'),
  rep: jsonIn(row, 'rep', isRep),
  curve: row['curve'] === null ? null : jsonIn(row, 'curve', isNumbers),
});

const KINDS = ['lumbar', 'hips-first', 'asymmetry', 'speed-drop', 'velocity-loss', 'not-monitoring'] as const;

const alertOf = (row: Row): AlertRecord => ({
  ...lift(row),
  atUs: numberIn(row, 'at_us'),
  kind: oneOf(row, 'kind', KINDS),
  severity: oneOf(row, 'severity', ['amber', 'red']),
  rep: numberOrNull(row, 'rep_index'),
});

export const createTraining = (db: Database): Training => {
  const zones = new Map<string, string>();
  const zoneOf = (sessionId: string): string => {
    const row = db.sql('SELECT time_zone FROM sessions WHERE id = @sessionId').get({ sessionId });
    const zone = zones.get(sessionId) ?? (row === undefined ? 'UTC' : textIn(row, 'time_zone'));
    zones.set(sessionId, zone);
    return zone;
  };

  const putRep = (record: RepRecord): void => {
    const { sessionId, device, set, athlete, exercise, liftOffUs, loadKg, rep, curve } = record;
    db.sql(PUT_REP).run({
      sessionId,
      device,
      set,
      athlete,
      exercise,
      liftOffUs,
      loadKg,
      rep: rep.index,
      severity: rep.lumbar.severity,
      json: JSON.stringify(rep),
      curve: curve === null ? null : JSON.stringify(curve),
    });
  };

  const putSet = (record: SetRecord): void => {
    const { sessionId, device, set, athlete, exercise, startUs, loadKg, reps, volumeKg } = record;
    db.sql(PUT_SET).run({
      sessionId,
      device,
      set,
      athlete,
      exercise,
      startUs,
      loadKg,
      reps,
      volumeKg,
      day: localDay(startUs, zoneOf(sessionId)),
      best: record.bestVelocityMps,
      bestError: record.bestVelocityErrorMps,
      worstProxyDeg: record.worstProxyDeg,
      worstMeasuredDeg: record.worstMeasuredDeg,
      json: JSON.stringify(record),
    });
  };

  const putHealth = (record: DeviceHealthRecord): void => {
    const { device, atUs } = record;
    db.sql('INSERT OR REPLACE INTO device_health VALUES (@device, @atUs, @json)').run({
      device,
      atUs,
      json: JSON.stringify(record),
    });
  };

  return {
    put: (one) => {
      switch (one.type) {
        case 'rep':
          return putRep(one.record);
        case 'set':
          return putSet(one.record);
        case 'alert': {
          const { sessionId, device, atUs, kind, athlete, exercise, set, rep, severity } = one.record;
          db.sql(PUT_ALERT).run({
            sessionId,
            device,
            atUs,
            kind,
            athlete,
            exercise,
            set,
            rep,
            severity,
          });
          return undefined;
        }
        default:
          return putHealth(one.record);
      }
    },
    contentOf: (sessionId) => ({
      sets: db
        .sql('SELECT record FROM sets WHERE session_id = @sessionId ORDER BY start_us')
        .all({ sessionId })
        .map((row) => jsonIn(row, 'record', isSet)),
      reps: db
        .sql('SELECT * FROM reps WHERE session_id = @sessionId AND valid = 1 ORDER BY lift_off_us')
        .all({ sessionId })
        .map(repOf),
      alerts: db
        .sql('SELECT * FROM alerts WHERE session_id = @sessionId AND valid = 1 ORDER BY at_us')
        .all({ sessionId })
        .map(alertOf),
    }),
    repsOfSet: (sessionId, device, set) =>
      db
        .sql(
          `SELECT * FROM reps
           WHERE session_id = @sessionId AND device = @device AND set_index = @set AND valid = 1 ORDER BY rep_index`,
        )
        .all({ sessionId, device, set })
        .map(repOf),
    withdrawnAlerts: (sessionId) =>
      db
        .sql('SELECT * FROM alerts WHERE session_id = @sessionId AND valid = 0')
        .all({ sessionId })
        .map(alertOf),
    withdrawnReps: (sessionId) =>
      db.sql('SELECT * FROM reps WHERE session_id = @sessionId AND valid = 0').all({ sessionId }).map(repOf),
    withdrawRep: ({ sessionId, device, set, rep: { index } }) => {
      db.sql(
        `UPDATE reps SET valid = 0
         WHERE session_id = @sessionId AND device = @device AND set_index = @set AND rep_index = @index`,
      ).run({ sessionId, device, set, index });
    },
    withdrawAlert: ({ sessionId, device, atUs, kind }) => {
      db.sql(
        `UPDATE alerts SET valid = 0
         WHERE session_id = @sessionId AND device = @device AND at_us = @atUs AND kind = @kind`,
      ).run({ sessionId, device, atUs, kind });
    },
    // A summary is made of its reps; without one there is nothing to keep.
    removeSet: ({ sessionId, device, set }) => {
      db.sql('DELETE FROM sets WHERE session_id = @sessionId AND device = @device AND set_index = @set').run({
        sessionId,
        device,
        set,
      });
    },
    health: (fromUs, toUs) =>
      db
        .sql(
          'SELECT record FROM device_health WHERE at_us >= @fromUs AND at_us < @toUs ORDER BY at_us, device',
        )
        .all({ fromUs, toUs })
        .map((row) => jsonIn(row, 'record', isHealth)),
  };
};
