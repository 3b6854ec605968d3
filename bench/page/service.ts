/** Starts a service in a process of its own, and asks it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorldConfigInput } from '../../src/simulator/world/index.ts';
import type { FromService, ServiceState, WayUp } from './messages.ts';

const DEADLINE_MS = 30_000;

export interface BenchedService {
  /** Link of the page, for who may only look: benches change nothing. */
  readonly url: string;
  /** Unix time of the session's zero, ms. */
  readonly zeroEpochMs: number;
  /** As they were told. */
  readonly reps: readonly WayUp[];
  state(): Promise<ServiceState>;
  /** Ends the session as Ctrl-C does; resolves with the exit code. */
  close(): Promise<number | null>;
}

/** It is a process of ours that speaks, so the form of its messages is not checked. */
const contentOf = (message: unknown): FromService | null =>
  typeof message === 'object' && message !== null && 'type' in message
    ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      (message as FromService)
    : null;

const within = <T>(what: string, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${what} took more than ${DEADLINE_MS} ms`)), DEADLINE_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(late));
  });

const heard = <T extends FromService['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<FromService, { type: T }>> =>
  new Promise((resolve) => {
    const listen = (message: unknown): void => {
      const content = contentOf(message);
      if (content?.type !== type) return;
      child.off('message', listen);
      // The kind was compared just now.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      resolve(content as Extract<FromService, { type: T }>);
    };
    child.on('message', listen);
  });

export const startService = async (world: WorldConfigInput, record: boolean): Promise<BenchedService> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  const script = fileURLToPath(new URL('./service-child.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', script, JSON.stringify({ world, folder, record })],
    { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  const reps: WayUp[] = [];
  child.on('message', (message) => {
    const content = contentOf(message);
    if (content?.type === 'rep') reps.push(content);
  });
  let text = '';
  const link = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      // Of an hour of lines only the first matter.
      if (text.length < 10_000) text += chunk.toString();
      const found = /for a coach: (\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [begun, url] = await within('starting a service', Promise.all([heard(child, 'begun'), link])).catch(
    async (error: unknown) => {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  return {
    url,
    zeroEpochMs: begun.zeroEpochMs,
    reps,
    state: () => {
      const answer = within('asking a service', heard(child, 'state'));
      child.send('state');
      return answer;
    },
    close: async () => {
      child.kill('SIGINT');
      const code = await within('ending a service', ended);
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
};
