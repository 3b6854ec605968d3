/** `beltline export` of what was kept: all of it or one session, for spreadsheets, InfluxDB, or another Beltline. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RepRecord, SessionRecord } from '../../domain/record.ts';
import { BeltlineError } from '../../domain/error.ts';
import { linesFor, toLine } from '../../influx/points.ts';
import type { Store } from '../../store/store.ts';
import { findSession } from './find.ts';
import { TRAINING_SCHEMA } from './format.ts';
import { type StoreOptions, withStore } from './locate.ts';
import { recordsOf } from './records.ts';

export type TrainingFormat = 'csv' | 'json' | 'line-protocol';

export interface TrainingExportOptions extends StoreOptions {
  readonly format: TrainingFormat;
  /** Default: standard output. */
  readonly output?: string;
}

const iso = (atUs: number): string => {
  const whole = Math.floor(atUs / 1e6);
  const fraction = String(atUs - whole * 1e6).padStart(6, '0');
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
};

type Cell = string | number | boolean | null;

/** Columns of the CSV; a value that is not known is an empty cell. New ones are added at the end. */
const COLUMNS: readonly (readonly [name: string, of: (rep: RepRecord, session: SessionRecord) => Cell])[] = [
  ['session', ({ sessionId }) => sessionId],
  ['athlete', ({ athlete }) => athlete],
  ['exercise', ({ exercise }) => exercise],
  ['device', ({ device }) => device],
  ['set', ({ set }) => set],
  ['rep', ({ rep }) => rep.index],
  ['lift_off', ({ liftOffUs }) => iso(liftOffUs)],
  ['load_kg', ({ loadKg }) => loadKg],
  ['mean_velocity_mps', ({ rep }) => rep.meanVelocityMps],
  ['mean_velocity_error_mps', ({ rep }) => rep.velocityErrorMps],
  ['peak_velocity_mps', ({ rep }) => rep.peakVelocityMps],
  ['peak_velocity_error_mps', ({ rep }) => rep.peakVelocityErrorMps],
  ['mean_propulsive_velocity_mps', ({ rep }) => rep.meanPropulsiveVelocityMps],
  ['velocity_loss_pct', ({ rep }) => rep.velocityLossPct],
  ['rom_m', ({ rep }) => rep.romM],
  ['concentric_s', ({ rep }) => rep.concentricS],
  ['eccentric_s', ({ rep }) => rep.eccentricS],
  ['lumbar_method', ({ rep }) => rep.lumbar.method],
  ['lumbar_excursion_deg', ({ rep }) => rep.lumbar.excursionDeg],
  ['lumbar_severity', ({ rep }) => rep.lumbar.severity],
  ['hips_first', ({ rep }) => (rep.hipsFirst ? 1 : 0)],
  ['lateral_deg', ({ rep }) => rep.lateralDeg],
  ['twist_deg', ({ rep }) => rep.twistDeg],
  ['confidence', ({ rep }) => rep.confidence],
  ['flags', ({ rep }) => rep.flags.join(' ')],
  ['simulated', (_, { simulated }) => simulated],
];

// Slugs, numbers, dates and words of ours: nothing that would need quotes.
const csvRow = (rep: RepRecord, session: SessionRecord): string =>
  COLUMNS.map(([, of]) => of(rep, session) ?? '').join(',');

/** Lines of some sessions, one session after the other: years of them never stand in memory at once. */
function* linesIn(store: Store, sessions: readonly SessionRecord[]): Generator<string> {
  for (const session of sessions)
    yield* recordsOf(store.training.contentOf(session.id)).map(linesFor(session).toLine);
}

/** Lines for InfluxDB of all that was kept, in order of sessions, then of the health of devices. */
export function* allLines(store: Store): Generator<string> {
  yield* linesIn(store, allSessions(store));
  for (const record of store.training.health(0, Number.MAX_SAFE_INTEGER))
    yield toLine({ type: 'device-health', record });
}

const allSessions = (store: Store): readonly SessionRecord[] =>
  store.sessions.list({ limit: Number.MAX_SAFE_INTEGER }).toReversed();

function* csv(store: Store, sessions: readonly SessionRecord[]): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\n`;
  for (const session of sessions)
    for (const rep of store.training.contentOf(session.id).reps) yield `${csvRow(rep, session)}\n`;
}

function* lineProtocol(store: Store, sessions: readonly SessionRecord[], all: boolean): Generator<string> {
  for (const line of all ? allLines(store) : linesIn(store, sessions)) yield `${line}\n`;
}

/** Plain {@link SessionRecord}: the list knows more. */
const plain = ({
  id,
  startedUs,
  endedUs,
  timeZone,
  software,
  simulated,
  recording,
}: SessionRecord): SessionRecord => ({
  id,
  startedUs,
  endedUs,
  timeZone,
  software,
  simulated,
  recording,
});

function* json(store: Store, sessions: readonly SessionRecord[], all: boolean): Generator<string> {
  const athletes = JSON.stringify(store.people.all());
  yield `{"schema":"${TRAINING_SCHEMA}","athletes":${athletes},"sessions":[`;
  let comma = '';
  for (const session of sessions) {
    yield `${comma}\n${JSON.stringify({ session: plain(session), ...store.training.contentOf(session.id) })}`;
    comma = ',';
  }
  const health = all ? store.training.health(0, Number.MAX_SAFE_INTEGER) : [];
  yield `\n],"deviceHealth":${JSON.stringify(health)}}\n`;
}

const write = async (parts: Iterable<string>, output: string | undefined): Promise<void> => {
  if (output === undefined) {
    for (const part of parts) if (!process.stdout.write(part)) await once(process.stdout, 'drain');
    return;
  }
  // Never over a file: it may be the only copy of something.
  await pipeline(Readable.from(parts), createWriteStream(output, { flags: 'wx' })).catch((cause: unknown) => {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new BeltlineError(
      'unwritable',
      exists ? 'there is such a file already.' : 'cannot write this file.',
      {
        place: { file: output },
        cure: 'Name another with -o.',
        cause,
      },
    );
  });
};

/** @param what a session, or `all` */
export const exportTraining = (what: string, options: TrainingExportOptions): Promise<void> =>
  withStore(options, async (store) => {
    const all = what === 'all';
    const sessions = all ? allSessions(store) : [findSession(store, what)];
    const { format, output } = options;
    const parts =
      format === 'csv'
        ? csv(store, sessions)
        : format === 'json'
          ? json(store, sessions, all)
          : lineProtocol(store, sessions, all);
    await write(parts, output);
    if (output !== undefined) process.stdout.write(`wrote ${output}\n`);
  });
