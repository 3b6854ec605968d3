/** `npm run dashboards:example`: three months of made-up training into a bucket of InfluxDB. Where to: from the environment. */
import { exampleLines, writeLines } from './src/example.ts';

const from = (name: string, usual: string): string => process.env[name] ?? usual;

const address = {
  url: from('INFLUX_URL', 'http://localhost:8086'),
  org: from('INFLUX_ORG', 'beltline'),
  bucket: from('INFLUX_BUCKET', 'beltline-example'),
  token: from('INFLUX_TOKEN', ''),
};

const lines = exampleLines(Date.now());
try {
  await writeLines(address, lines);
  console.log(`${lines.length} points of made-up training are in ${address.bucket} at ${address.url}.`);
} catch (error) {
  console.error(
    `Nothing more was written to ${address.bucket} at ${address.url}: ${error instanceof Error ? error.message : String(error)}`,
  );
  console.error(
    'INFLUX_URL, INFLUX_ORG, INFLUX_BUCKET and INFLUX_TOKEN say where to; the bucket must exist.',
  );
  process.exitCode = 1;
}
