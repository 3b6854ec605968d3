/** Where the real recordings live that benches and data tests measure on. They are never part of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/** What to tell when they are absent. */
export const DATA_MISSING = 'skipped: recordings not found, set BELTLINE_DATA';

/** Folder of one kind of recording (`orientation`, `barbell-bar`, …), or `null` where it is absent. */
export const dataFolder = (kind: string): string | null => {
  const base = process.env['BELTLINE_DATA'] ?? join(ROOT, '../shared/data');
  const folder = join(base, kind);
  return existsSync(join(folder, 'manifest.json')) ? folder : null;
};

/** One trial of the BROAD data set, at its native rate. */
export interface BroadTrial {
  readonly name: string;
  readonly rateHz: number;
  readonly count: number;
  readonly timeS: Float64Array;
  /** `6 × count`: ax … gz, m/s² and rad/s. */
  readonly imu: Float64Array;
  /** `4 × count`: optical orientation w x y z, sensor → ENU; NaN where missing. */
  readonly truth: Float64Array;
  /** 1 in movement phases. */
  readonly movement: Uint8Array;
  /** Inclination RMSE of the authors' C++ implementation, degrees. */
  readonly referenceDeg: number;
}

interface BroadManifest {
  readonly recordings: readonly {
    readonly file: string;
    readonly samples: number;
    readonly reference_rmse: Readonly<Record<string, { readonly inclination_deg: number }>>;
  }[];
}

const isBroadManifest = (value: unknown): value is BroadManifest =>
  typeof value === 'object' && value !== null && 'recordings' in value && Array.isArray(value.recordings);

const BROAD_RATE_HZ = 2000 / 7;
/** gx gy gz ax ay az qw qx qy qz movement */
const BROAD_COLUMNS = 11;

/** Names of the trials in `folder` with their reference, and a loader for each. */
export const broadTrials = (folder: string): { readonly name: string; readonly load: () => BroadTrial }[] => {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  if (!isBroadManifest(manifest)) throw new TypeError(`${folder}/manifest.json lists no recordings`);
  return manifest.recordings.map((recording) => ({
    name: recording.file.replace(/\.f32$/, ''),
    load: () => loadBroad(join(folder, recording.file), recording),
  }));
};

const loadBroad = (path: string, recording: BroadManifest['recordings'][number]): BroadTrial => {
  const bytes = readFileSync(path);
  const cells = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength / (4 * BROAD_COLUMNS);
  const cell = (row: number, column: number): number =>
    cells.getFloat32(4 * (row * BROAD_COLUMNS + column), true);
  const trial = {
    name: recording.file.replace(/\.f32$/, ''),
    rateHz: BROAD_RATE_HZ,
    count,
    timeS: Float64Array.from({ length: count }, (_, i) => i / BROAD_RATE_HZ),
    imu: new Float64Array(6 * count),
    truth: new Float64Array(4 * count),
    movement: new Uint8Array(count),
    referenceDeg: recording.reference_rmse['VQF full (C++)']?.inclination_deg ?? Number.NaN,
  };
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) {
      trial.imu[6 * i + k] = cell(i, 3 + k);
      trial.imu[6 * i + 3 + k] = cell(i, k);
    }
    for (let k = 0; k < 4; k++) trial.truth[4 * i + k] = cell(i, 6 + k);
    trial.movement[i] = cell(i, 10);
  }
  return trial;
};

/**
 * BROAD's error measure: root mean square of the inclination part of the error (2·acos √(w² + z²) of the error in the
 * earth frame, which no heading can change), degrees, over movement phases where the optical truth is known.
 */
export const inclinationRmseDeg = (trial: BroadTrial, quat: Float64Array): number => {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < trial.count; i++) {
    const o = 4 * i;
    if (trial.movement[i] !== 1 || Number.isNaN(trial.truth[o])) continue;
    const [w, x, y, z] = quat.subarray(o, o + 4);
    const [a, b, c, d] = trial.truth.subarray(o, o + 4);
    const ew = w * a + x * b + y * c + z * d;
    const ez = z * a - w * d - x * c + y * b;
    const error = 2 * Math.acos(Math.min(1, Math.hypot(ew, ez)));
    sum += error * error;
    count++;
  }
  return (Math.sqrt(sum / count) * 180) / Math.PI;
};
