import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { notifications, readAll } from './support.ts';

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../../../node_modules/tsx/dist/loader.mjs', import.meta.url));
const PER_CHUNK = 20;

/** Runs the child until it has told of `messages`, kills it, and returns the last that it told. */
const killAfter = (folder: string, messages: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', LOADER, CHILD, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = 0;
    createInterface({ input: child.stdout }).on('line', (line) => {
      told = Number(line);
      if (told >= messages) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => resolve(told));
  });

describe('a process killed while it records', () => {
  it.each([25, 400, 911])(
    'after %d messages leaves a file that lacks no more than a chunk',
    async (messages) => {
      const folder = await mkdtemp(join(tmpdir(), 'beltline-kill-'));
      try {
        const told = await killAfter(folder, messages);
        const [name] = await readdir(folder);
        const read = await readAll(await readFile(join(folder, name)));
        expect(read.error).toBeNull();
        expect(read.end).toMatchObject({ state: 'cut', lostMessages: 0 });
        expect(read.items).toStrictEqual(notifications(read.items.length, 1));
        // A chunk, the message that closed it, and the settings, which the child counts among what is safe.
        expect(read.items.length).toBeGreaterThanOrEqual(told - PER_CHUNK - 2);
        expect(told).toBeGreaterThanOrEqual(messages);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
