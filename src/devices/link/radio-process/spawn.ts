/** Starts the radio process, from sources or from the build, and tells how it ended. */
import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readFromHost, type FromHost, type ToHost } from './messages.ts';

export interface SpawnOptions {
  /** Arguments for node in front of the program, `['--import', FILE]` for one. */
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onMessage: (message: FromHost) => void;
  /** Called once. `why` is one sentence. */
  readonly onEnd: (why: string) => void;
}

export interface RadioProcess {
  readonly pid: number | undefined;
  send(message: ToHost): void;
  /** Asks it to leave: it takes down what is left and ends. */
  release(): void;
  kill(): void;
}

/** Of what it wrote before it ended, so many characters help. */
const LAST_WORDS = 2000;

const isSource = import.meta.url.endsWith('.ts');

/** Sources need tsx; whoever runs them from a test or a bench has not told node so. */
const loader = (): string[] =>
  isSource && !process.execArgv.some((argument) => argument.includes('tsx'))
    ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
    : [];

/** Of what node was told for this process, what says how modules are loaded; not what to run or how to debug it. */
export const loadingArguments = (execArgv: readonly string[]): string[] =>
  execArgv.flatMap((argument, at) => {
    if (/^(--import|--require|--loader|--conditions)=/.test(argument)) return [argument];
    const takesNext = /^(--import|--require|-r|--loader|--conditions|-C)$/.test(argument);
    return takesNext && at + 1 < execArgv.length ? [argument, execArgv[at + 1]] : [];
  });

const howItEnded = (code: number | null, signal: NodeJS.Signals | null, lastWords: string): string => {
  const how = signal === null ? `with code ${code ?? 'unknown'}` : `by ${signal}`;
  const line = lastWords.split('\n').find((text) => /error/i.test(text));
  return `The radio process ended ${how}${line === undefined ? '' : `: ${line.trim()}`}.`;
};

const collectWords = (child: ChildProcess): (() => string) => {
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      words = (words + text).slice(-LAST_WORDS);
    });
  }
  return () => words;
};

export const spawnRadio = (options: SpawnOptions): RadioProcess => {
  const program = fileURLToPath(
    isSource ? new URL('./child.ts', import.meta.url) : new URL('./child.js', import.meta.url),
  );
  const child = fork(program, [], {
    serialization: 'advanced',
    execArgv: [...loadingArguments(process.execArgv), ...loader(), ...options.execArgv],
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastWords = collectWords(child);
  let ended = false;
  const end = (why: string): void => {
    if (ended) return;
    ended = true;
    options.onEnd(why);
  };
  child.on('message', (raw) => {
    const message = readFromHost(raw);
    if (message !== null && !ended) options.onMessage(message);
  });
  child.on('error', (error) => end(`The radio process cannot run: ${error.message}.`));
  child.on('exit', (code, signal) => end(howItEnded(code, signal, lastWords())));
  return {
    pid: child.pid,
    send: (message) => {
      // A child that has just gone says so by `exit`.
      if (child.connected) child.send(message, () => {});
    },
    release: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => void child.kill('SIGKILL'),
  };
};
