/** Real recordings through the same call that `beltline analyze` makes. */
import { DATA_MISSING, dataFolder } from './data.ts';
import { barbellBar } from './recordings/barbell-bar.ts';
import { dailyLowerBack } from './recordings/daily-lower-back.ts';
import { sitToStand } from './recordings/sit-to-stand.ts';
import { squatWaist } from './recordings/squat-waist.ts';
import type { BenchReport } from './report.ts';

const PARTS = [
  ['squat-waist', squatWaist],
  ['barbell-bar', barbellBar],
  ['sit-to-stand', sitToStand],
  ['daily-lower-back', dailyLowerBack],
] as const;

export const runRecordingsBench = async (): Promise<BenchReport> => {
  const reports: Omit<BenchReport, 'skipped'>[] = [];
  const missing: string[] = [];
  for (const [kind, measure] of PARTS) {
    const folder = dataFolder(kind);
    if (folder === null) missing.push(kind);
    else reports.push(await measure(folder));
  }
  return {
    rows: reports.flatMap((report) => report.rows),
    details: reports.flatMap((report) => report.details ?? []),
    skipped: missing.length === 0 ? null : `${DATA_MISSING} (${missing.join(', ')})`,
  };
};
