/** Collects what {@link diagnose} judges. noble is only ever loaded in processes of its own. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { filter, firstValueFrom, take, timeout } from 'rxjs';
import type { DoctorFacts, NobleFacts } from './doctor.ts';
import { readLinux } from './doctor-linux.ts';
import type { AdapterState } from './radio.ts';
import type { NobleName } from './radio-process/noble.ts';
import type { ProcessRadio } from './radio-process/process-radio.ts';
import { reasonOf } from './reason.ts';

/** The part of a radio that is asked. */
type AskedRadio = Pick<ProcessRadio, 'adapter' | 'warnings'>;

export interface FactsOptions {
  readonly noble: NobleName;
  /** Asked for its adapter; `null`: only the system is looked at. */
  readonly radio: AskedRadio | null;
  /** How long the radio may take to know its adapter, ms. Default 8000. */
  readonly adapterMs?: number;
  /** Arguments and environment for the process that tries noble; for tests. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Loading noble takes less; a system that swaps may take long. */
const LOAD_MS = 15_000;

/** The line of a failed program that says why. */
const errorLine = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /^\w*Error\b.*:/.test(line)) ?? lines.find((line) => line !== '') ?? 'no message'
  );
};

/** Loads noble in a process that may fail, abort or hang. */
export const tryNoble = ({
  noble,
  execArgv = [],
  env = {},
}: Omit<FactsOptions, 'radio'>): Promise<NobleFacts> => {
  let file: string;
  try {
    file = createRequire(import.meta.url).resolve(noble);
  } catch (error) {
    return Promise.resolve({ name: noble, error: errorLine(reasonOf(error)) });
  }
  const program = [...execArgv, '--eval', `require(${JSON.stringify(file)}); process.exit(0)`];
  return new Promise((resolve) => {
    const options = { timeout: LOAD_MS, killSignal: 'SIGKILL', env: { ...process.env, ...env } } as const;
    execFile(process.execPath, program, options, (error, _stdout, stderr) =>
      resolve({ name: noble, error: error === null ? null : errorLine(stderr) }),
    );
  });
};

/** Everywhere else that is good advice. */
const SENDS_TO_DOCTOR = / `beltline doctor` says what is missing\.$/;

/** What the radio says of its adapter, once it knows; `unknown` if it does not come to know. */
const adapterOf = (radio: AskedRadio, ms: number): Promise<AdapterState> =>
  firstValueFrom(
    radio.adapter.pipe(
      filter((state) => state !== 'unknown'),
      take(1),
      timeout(ms),
    ),
  ).catch((): AdapterState => 'unknown');

export const collectFacts = async (options: FactsOptions): Promise<DoctorFacts> => {
  const { radio, adapterMs = 8000 } = options;
  let complaint: string | null = null;
  const listening = radio?.warnings.subscribe((text) => {
    complaint = text.replace(SENDS_TO_DOCTOR, '').replace(/\.$/, '');
  });
  const [noble, adapter] = await Promise.all([
    tryNoble(options),
    radio === null ? null : adapterOf(radio, adapterMs),
  ]);
  listening?.unsubscribe();
  return {
    node: process.versions.node,
    nodeProgram: process.execPath,
    platform: process.platform,
    linux: process.platform === 'linux' ? readLinux() : null,
    noble,
    adapter,
    complaint,
  };
};
