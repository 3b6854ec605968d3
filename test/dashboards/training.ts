/** Simulated training as InfluxDB keeps it. */
import { toLine } from '../../src/influx/points.ts';
import { trainingHistory } from '../../src/simulator/history/index.ts';
import type { RealInflux } from '../influx/real-server.ts';

const BATCH = 5000;

/** Writes three months of two lifters, until `untilMs`. */
export const writeTraining = async (server: RealInflux, untilMs: number): Promise<void> => {
  const lines: string[] = [];
  for (const { records } of trainingHistory({ seed: 5, untilUs: untilMs * 1000 }))
    lines.push(...records.map(toLine));
  for (let from = 0; from < lines.length; from += BATCH) await server.write(lines.slice(from, from + BATCH));
};
