/** The lines for InfluxDB of what a session keeps. */
import type { SessionRecord, TrainingRecord } from '../../domain/record.ts';
import { linesFor } from '../../influx/points.ts';
import type { LoadedConfig } from '../config/load.ts';

/** The lines of a record of a session. */
export type SessionLinesOf = (
  record: TrainingRecord,
  session: Pick<SessionRecord, 'simulated'>,
) => readonly string[];

/**
 * None without `[influx]`. A record that cannot be written as a line (a number that went wrong, a fault of ours) is told and
 * kept without one: what was lifted is not lost over it.
 */
export const influxLines = ({ config }: LoadedConfig, note: (text: string) => void): SessionLinesOf => {
  if (config.influx === undefined) return () => [];
  return (record, session) => {
    try {
      return [linesFor(session).toLine(record)];
    } catch (error) {
      note(
        `A ${record.type} is kept but not sent to InfluxDB: ${error instanceof Error ? error.message : String(error)}`,
      );
      return [];
    }
  };
};
