/** `beltline scan` and `beltline doctor`: what is near, and what is missing. */
import { type Command, InvalidArgumentError } from 'commander';
import type { NobleName } from '../../devices/link/radio-process/noble.ts';
import type { DoctorOptions } from '../radio/doctor.ts';
import type { ScanOptions } from '../radio/scan.ts';

const LIBRARIES: readonly NobleName[] = ['@abandonware/noble', '@stoprocent/noble'];

const parseLibrary = (text: string): NobleName => {
  const found = LIBRARIES.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Choose one of ${LIBRARIES.join(', ')}.`);
};

const parseSeconds = (text: string): number => {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 300) return value;
  throw new InvalidArgumentError('Give seconds from 1 to 300, for example 10.');
};

/** Adds both commands to the program. */
export const registerRadio = (program: Command): void => {
  program
    .command('scan')
    .summary('which sensors are near')
    .description('Listens for sensors and says how to name them in beltline.toml.')
    .option('--seconds <s>', 'how long to listen', parseSeconds, 8)
    .option('--all', 'also show what no driver knows')
    .option('--library <name>', 'which noble', parseLibrary, LIBRARIES[0])
    .option('--virtual', 'on the virtual radio; no hardware')
    .action(async (options: ScanOptions) => {
      const { scan } = await import('../radio/scan.ts');
      await scan(options);
    });
  program
    .command('doctor')
    .summary('what stands between Beltline and a sensor')
    .description(
      'Looks for what is missing (adapter, permissions, native module, InfluxDB) and says how to mend it.',
    )
    .option('--config <file>', 'configuration (default ./beltline.toml)')
    .option('--library <name>', 'which noble', parseLibrary, LIBRARIES[0])
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../radio/doctor.ts');
      process.exitCode = await doctor(options);
    });
};
