/**
 * A disk that is soon full: a small file system in memory where this user may mount one, else a limit on how large a file of
 * this process may grow.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  /** Whether it is a file system of its own, full for everybody. */
  readonly isOwn: boolean;
  /** Takes what room is left. */
  fill(): Promise<void>;
  /** From now on there is room. */
  grow(): Promise<void>;
  remove(): Promise<void>;
}

/** Room for the empty store and some hundred reps. */
const SMALL_MB = 2;
const LARGE_MB = 64;
const BYTES_PER_MB = 1_048_576;

/** Writes ever smaller pieces until not even a small one fits. */
const fill = async (folder: string): Promise<void> => {
  const file = await open(join(folder, 'ballast'), 'a');
  let bytes = BYTES_PER_MB;
  while (bytes >= 1) {
    const { bytesWritten } = await file.write(Buffer.alloc(bytes)).catch(() => ({ bytesWritten: 0 }));
    if (bytesWritten < bytes) bytes = Math.floor(bytes / 2);
  }
  await file.close();
};

const mounted = async (folder: string): Promise<SmallDisk> => {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_MB}m`, 'tmpfs', folder]);
  return {
    folder,
    isOwn: true,
    fill: () => fill(folder),
    grow: async () => void (await run('mount', ['-o', `remount,size=${LARGE_MB}m`, folder])),
    remove: async () => {
      // Lazily: the database lets go of its files when its memory is collected.
      await run('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
};

const limit = async (size: string): Promise<void> => {
  await run('prlimit', ['--pid', String(process.pid), `--fsize=${size}:`]);
};

const limited = async (folder: string): Promise<SmallDisk> => {
  await limit(String(SMALL_MB * BYTES_PER_MB));
  return {
    folder,
    isOwn: false,
    fill: () => fill(folder),
    grow: () => limit('unlimited'),
    remove: () => rm(folder, { recursive: true }),
  };
};

/** Linux only. */
export const openSmallDisk = async (): Promise<SmallDisk> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-disk-'));
  return mounted(folder).catch(() => limited(folder));
};
