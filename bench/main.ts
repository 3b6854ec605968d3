/**
 * `npm run bench` runs every bench, `npm run bench -- orientation …` those named. Each prints a table and writes
 * `bench/results/<name>.json`. Exit code 1 if a target was missed, 2 for an unknown name.
 */
import { BENCHES } from './registry.ts';
import { table, writeResult } from './report.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `no bench named ${unknown.join(', ')}; there are: ${BENCHES.map((bench) => bench.name).join(', ')}`,
  );
  process.exit(2);
}

for (const bench of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
  // One after the other: benches that ran together would measure each other.
  const report = await bench.run();
  console.log(`\n${bench.name}: ${bench.shows}\n${table(report)}`);
  // A skip must not overwrite what was measured where the recordings are.
  if (report.skipped === null) writeResult(bench.name, bench.shows, report);
  if (report.rows.some((row) => row.met === false)) process.exitCode = 1;
}
