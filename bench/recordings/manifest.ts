/** The manifests of the real recordings, as far as the bench needs them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const recording = z.object({
  file: z.string(),
  exercise: z.string(),
  reps_label: z.number().optional(),
  reps_true: z.number().optional(),
  quality: z.string().optional(),
  truth_file: z.string().optional(),
  imu_minus_plate_lag_s_est: z.number().optional(),
});

const manifest = z.array(z.object({ recordings: z.array(recording) }));

export type ManifestRecording = z.infer<typeof recording>;

/** Every recording of a folder. */
export const readManifest = (folder: string): ManifestRecording[] =>
  manifest
    .parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
    .flatMap((part) => part.recordings);

/** Rows of a truth file, numbers by column name. */
export const readTruth = (folder: string, file: string): Record<string, number>[] => {
  const [header, ...lines] = readFileSync(join(folder, file), 'utf8').trim().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, Number(cells[i])]));
  });
};
