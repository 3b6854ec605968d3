/** Servers as children: started, waited for, ended by pid; never left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A slow machine that is doing other things takes seconds to start a database. */
const READY_MS = 30_000;
const LOOK_EVERY_MS = 20;
/** Of what a server says, the end is kept for the message if it fails. */
const SAID_LONGEST = 4000;

export interface Child {
  /** What ended it, `null` while it runs. */
  ended(): string | null;
  /** The end of what it wrote to its standard output and error. */
  said(): string;
  /** Sends the signal and waits until the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const running = new Set<ChildProcess>();
// A test run that ends in the middle leaves no server behind.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export const startChild = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child => {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, ...env },
  });
  running.add(child);
  let said = '';
  let ended: string | null = null;
  const hear = (text: Buffer): void => {
    said = (said + text.toString()).slice(-SAID_LONGEST);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const gone = new Promise<void>((resolve) => {
    const end = (how: string): void => {
      ended ??= how;
      running.delete(child);
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  return {
    ended: () => ended,
    said: () => said,
    async end(signal) {
      if (ended === null) child.kill(signal);
      await gone;
    },
  };
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
};

/** Resolves when `url` answers; throws, and ends the child, if that takes too long or the child ends. */
export const untilReady = async (child: Child, url: string): Promise<void> => {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const ended = child.ended();
    if (ended === null && (await answers(url))) return;
    if (ended !== null || Date.now() > deadline) {
      await child.end('SIGKILL');
      throw new Error(`${url} did not come up (${ended ?? 'too slow'}): ${child.said()}`);
    }
    await delay(LOOK_EVERY_MS);
  }
};

const listening = async (): Promise<Server> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** Three different ports that were free a moment ago. */
export const freePorts = async (): Promise<readonly [number, number, number]> => {
  const servers = await Promise.all([listening(), listening(), listening()]);
  const [a, b, c] = servers.map(portOf);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return [a, b, c];
};
