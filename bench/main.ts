/**
 * `npm run bench` runs every bench, `npm run bench -- orientation …` those named. Each prints a table and writes
 * `bench/results/<name>.json`. With `--quick` the virtual lifters are few, with `--first-lifter N` they are others
 * than the held-out ones; neither writes. Exit code 1 if a target was missed, 2 for wrong use.
 */
import { parseArgs } from 'node:util';
import { BENCHES, type BenchOptions } from './registry.ts';
import { commandFor, table, writeResult } from './report.ts';

const readArguments = (): { names: readonly string[]; flags: readonly string[]; options: BenchOptions } => {
  const { values, positionals } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, 'first-lifter': { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = BENCHES.map((bench) => bench.name).join(', ');
    throw new TypeError(`no bench named ${unknown.join(', ')}; there are: ${known}`);
  }
  const first = values['first-lifter'];
  if (first !== undefined && !/^[1-9]\d*$/.test(first)) {
    throw new TypeError(`--first-lifter wants a number from 1 on, not ${first}`);
  }
  return {
    names: positionals,
    flags: [...(values.quick ? ['--quick'] : []), ...(first === undefined ? [] : ['--first-lifter', first])],
    options: { quick: values.quick, firstLifter: first === undefined ? null : Number(first) },
  };
};

const run = async ({ names, flags, options }: ReturnType<typeof readArguments>): Promise<void> => {
  for (const bench of BENCHES) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
    // One after the other: benches that ran together would measure each other.
    const report = await bench.run(options);
    console.log(`\n${bench.name}: ${bench.shows}\n${commandFor(bench.name, flags)}\n${table(report)}`);
    // A skip or a look in passing must not overwrite what was measured in full.
    if (report.skipped === null && flags.length === 0) await writeResult(bench.name, bench.shows, report);
    if (report.rows.some((row) => row.met === false)) process.exitCode = 1;
  }
};

try {
  await run(readArguments());
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
