/** Keeps rep after rep and says which, until it is killed. */
import { openStore } from '../../src/store/store.ts';
import { rep, repRecord } from '../influx/records.ts';

const store = openStore(process.argv[2]);
for (let index = 1; index < 1_000_000; index += 1) {
  store.keep([{ type: 'rep', record: { ...repRecord, rep: { ...rep, index } } }], [`rep ${index}`]);
  process.stdout.write(`${index}\n`);
}
